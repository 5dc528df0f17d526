"""The composition root of the web process: builds the runtime, the routes and the layers around them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

import structlog
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.routing import Router
from starlette.types import ASGIApp

import sosafe_api.tables  # noqa: F401  # each row is written knowing the tables it refers to
from sosafe_api import __version__
from sosafe_api.contract import routes
from sosafe_api.contract.documentation import documentation, published_code_lists
from sosafe_api.core import clock
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.db.safety import check_connection
from sosafe_api.core.db.session import Database
from sosafe_api.core.errors import ServiceError, UnsafeInstallation
from sosafe_api.core.http.fallback import failed, unserved
from sosafe_api.core.http.lists import LISTS, Lists
from sosafe_api.core.http.middleware import Front
from sosafe_api.core.http.negotiation import preferred
from sosafe_api.core.http.runtime import Places, Quotas, Runtime
from sosafe_api.core.observability.process import Observed
from sosafe_api.core.security.instruments import Instruments
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens
from sosafe_api.core.settings import Settings
from sosafe_api.domains.audit.service import AuditRecorder
from sosafe_api.domains.auth.authenticate import TokenIdentity
from sosafe_api.domains.auth.service import TokenService
from sosafe_api.domains.community_events.repository import PublicCalendarRepository
from sosafe_api.domains.community_events.service import PublicCalendar
from sosafe_api.domains.kpis.repository import PublishedRepository
from sosafe_api.domains.kpis.router import StoredAnswers
from sosafe_api.domains.kpis.service import OpenIndicators, OpenReleases

KEY_RELOAD_SECONDS = 30
USAGE_SECONDS = 30
_log = structlog.get_logger("sosafe.keys")
_usage_log = structlog.get_logger("sosafe.usage")


def build_runtime(settings: Settings, urls: DatabaseUrls) -> Runtime:
    instruments = Instruments.of(settings)
    ring = KeyRing.load(settings.keys_directory)
    ring.signing_key(clock.now())
    tokens = AccessTokens(ring, issuer=settings.issuer, audience=settings.audience)
    database = Database(
        urls.app,
        pool_size=settings.pool_size,
        pool_wait_seconds=settings.pool_wait_seconds,
    )
    reader = Database(
        urls.reader,
        pool_size=max(2, settings.pool_size // 3),
        pool_wait_seconds=settings.pool_wait_seconds,
    )
    return Runtime(
        settings=settings,
        database=database,
        reader=reader,
        identity=TokenIdentity(tokens),
        recorder=AuditRecorder(database),
        entity_tags=instruments.entity_tags,
        sealer=instruments.sealer,
        cursors=instruments.cursors,
        pseudonyms=instruments.pseudonyms,
        quotas=Quotas(settings.requests_per_minute, clock.epoch_seconds),
        export_places=Places(settings.exports_at_once),
        watch_places=Places(settings.watches_at_once),
        extras={
            "token_service": TokenService(database, tokens, settings),
            "key_ring": ring,
            "open_indicators": OpenIndicators(PublishedRepository(reader), preferred),
            "open_releases": OpenReleases(PublishedRepository(reader)),
            "public_calendar": PublicCalendar(PublicCalendarRepository(reader), settings.public_url),
            "tokens": tokens,
            LISTS: Lists(routes.version_1()),
            "documentation": partial(documentation, settings.public_url),
            "code_lists": published_code_lists(),
        },
    )


async def _reload_keys(runtime: Runtime) -> None:
    """A rotated key is published, and a withdrawn one refused, without a restart."""
    tokens: AccessTokens = runtime.extras["tokens"]
    while True:
        await asyncio.sleep(KEY_RELOAD_SECONDS)
        try:
            ring = KeyRing.load(runtime.settings.keys_directory)
        except (UnsafeInstallation, OSError) as error:
            # The keys read last go on; to end here would keep every later withdrawal from this process.
            _log.error("keys not reloaded", error=type(error).__name__)
            continue
        tokens.use_keys(ring)
        runtime.extras["key_ring"] = ring


async def _write_usage(runtime: Runtime) -> None:
    """What cannot be written stays counted, and is written another time; to end here would end all later writing."""
    try:
        await runtime.usage.write(runtime.database)
    except ServiceError as error:
        _usage_log.warning("usage not written", error=error.code)
    except Exception as error:  # noqa: BLE001 - counting calls must neither end nor keep the process from stopping
        _usage_log.error("usage not written", error=type(error).__name__, exc_info=True)


async def _keep_usage(runtime: Runtime) -> None:
    while True:
        await asyncio.sleep(USAGE_SECONDS)
        await _write_usage(runtime)


def create_app(settings: Settings, urls: DatabaseUrls) -> ASGIApp:
    """The whole web application. Raises before it serves when a route lacks a policy or a key is unsafe."""
    runtime = build_runtime(settings, urls)
    observed = Observed.web(settings, urls, app=runtime.database, reader=runtime.reader)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await check_connection(runtime.database, settings)
        await check_connection(runtime.reader, settings, named="SOSAFE_READER_DATABASE_URL")
        await runtime.database.open_all()
        observed.start()
        tasks = [asyncio.create_task(task(runtime)) for task in (_reload_keys, _keep_usage)]
        yield
        for task in tasks:
            task.cancel()
        await _write_usage(runtime)
        await runtime.close()
        observed.stop()

    root = _application(runtime, lifespan)
    return Front(
        StoredAnswers(root, runtime),
        routes=root.routes,
        public_url=settings.public_url,
        in_flight=settings.in_flight,
        figures=observed.requests,
        tracing=observed.tracing,
    )


def _application(
    runtime: Runtime, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]]
) -> FastAPI:
    # A router, no application of its own: a second stack of layers would cost each request and add nothing.
    version_1 = Router([*routes.version_1()], redirect_slashes=False)
    root = FastAPI(
        title="SoSafe API",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
        exception_handlers={HTTPException: unserved, Exception: failed},
        lifespan=lifespan,
    )
    root.state.runtime = runtime
    root.mount("/v1", version_1)
    root.router.routes.extend(routes.root())
    return root
