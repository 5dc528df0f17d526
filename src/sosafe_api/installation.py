"""What a process needs before it can work: settings, a migrated database, keys and the secret."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sosafe_api.core import clock
from sosafe_api.core.db.embedded import EmbeddedPostgres
from sosafe_api.core.db.roles import DatabaseUrls, prepare_embedded
from sosafe_api.core.db.safety import check_connection, is_at_head
from sosafe_api.core.db.session import Database
from sosafe_api.core.secrets import ensure_secret
from sosafe_api.core.security.rotation import ensure_signing_key
from sosafe_api.core.settings import Environment, Settings, UnsafeConfiguration
from sosafe_api.domains.incidents.reference import load_reference
from sosafe_api.domains.recorded_crime.reference import load_offences


@dataclass(frozen=True, slots=True)
class Installation:
    """Settings and the addresses of the database; `embedded` says that the server is our own."""

    settings: Settings
    urls: DatabaseUrls
    embedded: bool


@contextmanager
def installation(settings: Settings) -> Iterator[Installation]:
    """Starts the embedded server when no database is named, and stops it in the end.

    Raises `UnsafeConfiguration` naming what would make the service unsafe.
    """
    if settings.database_url is not None:
        yield Installation(settings, _named_urls(settings), embedded=False)
        return
    if settings.environment is Environment.LIVE:
        raise UnsafeConfiguration("SOSAFE_DATABASE_URL is needed when SOSAFE_ENVIRONMENT is live")
    with EmbeddedPostgres(settings.data_directory, binaries=settings.postgres_binaries) as server:
        urls = prepare_embedded(server)
        prepare_tables(urls)
        yield Installation(settings, urls, embedded=True)


def prepare_tables(urls: DatabaseUrls) -> None:
    """This version's tables, and the areas, populations and offences that come with it."""
    if not is_at_head(urls.migrator):
        # Alembic and the declared tables are a second of start and 40 MB, which most starts do not need.
        from sosafe_api.core.db import migrations  # noqa: PLC0415

        migrations.upgrade(urls.migrator)
    load_reference(urls.migrator)
    load_offences(urls.migrator)


def _named_urls(settings: Settings) -> DatabaseUrls:
    assert settings.database_url is not None  # noqa: S101
    app = settings.database_url.get_secret_value()
    reader, migrator = settings.reader_database_url, settings.migration_database_url
    return DatabaseUrls(
        app=app,
        reader=reader.get_secret_value() if reader else app,
        migrator=migrator.get_secret_value() if migrator else "",
    )


def ensure_keys(settings: Settings) -> None:
    """A first signing key and the installation secret, made when there are none."""
    settings.data_directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    ensure_secret(settings.secret_file)
    ensure_signing_key(settings.keys_directory, clock.now())


def check(found: Installation) -> None:
    """Raises `UnsafeConfiguration` before the first request when the database is not safe to use."""

    async def connect() -> None:
        async with Database(found.urls.app, pool_size=1) as database:
            await check_connection(database, found.settings)
        async with Database(found.urls.reader, pool_size=1) as reader:
            await check_connection(reader, found.settings, named="SOSAFE_READER_DATABASE_URL")

    asyncio.run(connect())
