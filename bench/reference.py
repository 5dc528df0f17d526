"""The reference: the same statements and answers by hand, on Starlette and asyncpg, and nothing else.

It takes a token's word for who asks (no rights are read), knows no row security, no idempotency keys, no
audit trail and no quotas, and answers faults with a bare status. `python -m bench.reference FILE` serves.
"""

import hashlib
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import uvicorn
from jose import JWTError, jwk, jwt  # type: ignore[import-untyped]
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench import observations, statements
from bench.bodies import ReferralBody, content, new_referral
from sosafe_api.core import clock
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.etags import EntityTags
from sosafe_api.core.pagination import CursorCodec
from sosafe_api.domains.referrals.rules import Side, Status, allowed_transitions, is_overdue

PAGE = 50
SENT_LATELY = timedelta(days=30)
_CREATE, _READ = statements.create(), statements.read()
_PAGES = {True: statements.page(sender=True), False: statements.page(sender=False)}
_LATEST = statements.latest_release()
_OBSERVATIONS = (
    f"SELECT o.*, r.number FROM ({_LATEST.text}) AS r"
    f" JOIN {observations.TABLE} AS o ON o.release_id = r.id WHERE o.kpi_code = $2 AND o.period_start >= $3"
    " ORDER BY o.period_start"
)
_JSON = "application/json"
_encode = msgspec.json.Encoder(enc_hook=str).encode
_encode_sorted = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder().decode
_decode_referral = msgspec.json.Decoder(ReferralBody).decode


class Configuration(msgspec.Struct):
    """What the reference is started with."""

    port: int
    database: str
    pool_size: int
    issuer: str
    audience: str
    public_key: dict[str, str]
    entity_tag_key: bytes
    cursor_key: bytes


class Refused(Exception):
    """The request is refused, with this status and no more words."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Reference:
    """The five operations that are measured."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._key = jwk.construct(configuration.public_key, "ES256")
        self._tags = EntityTags(configuration.entity_tag_key)
        self._cursors = CursorCodec(configuration.cursor_key)
        self._pool: Any = None

    @asynccontextmanager
    async def connected(self, _: Starlette) -> AsyncIterator[None]:
        size = self._configuration.pool_size
        async with asyncpg.create_pool(
            self._configuration.database, min_size=size, max_size=size, init=_prepare, reset=_keep_as_is
        ) as self._pool:
            yield

    async def create_referral(self, request: Request) -> Response:
        caller = self._caller(request)
        raw = await request.body()
        try:
            body, sent = _decode_referral(raw), _decode(raw)
        except msgspec.MsgspecError as error:
            raise Refused(422) from error
        now = clock.now()
        values = new_referral(body, caller, now)
        digest = values["content_digest"] = hashlib.sha256(_encode_sorted(sent)).digest()
        row = await self._pool.fetchrow(_CREATE.text, *_CREATE.arguments(values))
        if row[1] is None:
            raise Refused(409)
        receipt = {
            "id": str(values["id"]),
            "agency_reference": body.agency_reference,
            "status": "submitted",
            "received_at": wire_instant(now),
            "answer_by": row[1],
            "content_digest": f"sha-256=:{b64encode(digest).decode()}:",
        }
        headers = {
            "Location": f"/v1/referrals/{values['id']}",
            "ETag": self._tags.tag(values["id"], 1, "sender"),
        }
        return Response(_encode(receipt), 201, headers, _JSON)

    async def get_referral(self, request: Request) -> Response:
        caller = self._caller(request)
        now = clock.now()
        values = {
            **caller,
            "id": UUID(request.path_params["referral_id"]),
            "reader_id": None if caller["sender_agency_id"] else caller["actor_id"],
            "sent_since": now - SENT_LATELY,
        }
        row = await self._pool.fetchrow(_READ.text, *_READ.arguments(values))
        if row is None:
            raise Refused(404)
        body = self._summary(row, caller, now)
        body["open_questions"] = []
        body["case_id"] = None
        side = Side.SENDER if caller["sender_agency_id"] else Side.SERVICE
        body["allowed_transitions"] = allowed_transitions(Status(row["status"]), frozenset({side}))
        body["content"] = content(row) if row["full_name"] is not None else None
        return Response(_encode(body), 200, {"ETag": body["etag"]}, _JSON)

    async def list_referrals(self, request: Request) -> Response:
        caller = self._caller(request)
        now = clock.now()
        statement = _PAGES[caller["sender_agency_id"] is not None]
        rows = await self._pool.fetch(
            statement.text, *statement.arguments({**caller, "limit": PAGE + 1, "now": now})
        )
        shown = rows[:PAGE]
        cursor = None
        if len(rows) > PAGE:
            bound_to = f"{caller['actor_id']}|list_referrals"
            cursor = self._cursors.encode(bound_to=bound_to, query={}, after=[str(shown[-1]["id"])])
        path = request.url.path
        following = f"{path}?cursor={cursor}&limit={PAGE}" if cursor else None
        body = {
            "data": [self._summary(row, caller, now) for row in shown],
            "page": {"next_cursor": cursor, "has_more": cursor is not None},
            "links": {"self": path, "first": path, "next": following},
        }
        return Response(_encode(body), 200, media_type=_JSON)

    async def list_published_observations(self, request: Request) -> Response:
        """Unchanged, the release is asked for and no more; else its observations are read."""
        slug, code = request.path_params["slug"], request.path_params["code"]
        known = request.headers.get("if-none-match")
        if known is not None:
            latest = await self._pool.fetchrow(_LATEST.text, slug)
            if latest is not None and known == f'"{latest["id"]}"':
                return Response(status_code=304, headers={"ETag": known})
        start = date.fromisoformat(request.query_params["from"])
        rows = await self._pool.fetch(_OBSERVATIONS, slug, code, start)
        if not rows:
            raise Refused(404)
        first, root = rows[0], f"/v1/partnerships/{slug}/kpis/{code}"
        release = {
            "id": first["release_id"],
            "number": first["number"],
            "data_cut_off": first["data_cut_off"],
        }
        body = {
            "kpi_code": code,
            "data": [observations.observation(row) for row in rows],
            "links": {"self": f"{root}/observations?period=month", "definition": root},
            "release": release,
        }
        return Response(_encode(body), 200, {"ETag": f'"{first["release_id"]}"'}, _JSON)

    def _caller(self, request: Request) -> dict[str, Any]:
        """Verifies the token anew each time, with a key that was parsed once."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        expected = self._configuration
        try:
            claims = jwt.decode(
                token, self._key, algorithms=["ES256"], audience=expected.audience, issuer=expected.issuer
            )
        except JWTError as error:
            raise Refused(401) from error
        if scheme != "Bearer":
            raise Refused(401)
        agency_id = UUID(claims["agency_id"])
        return {
            "partnership_id": UUID(claims["partnership_id"]),
            "actor_id": UUID(claims["sub"]),
            "actor_agency_id": agency_id,
            "sender_agency_id": agency_id if claims["kind"] == "client" else None,
            "service_ids": [UUID(service_id) for service_id in claims["service_ids"]],
        }

    def _summary(self, row: Any, caller: dict[str, Any], now: datetime) -> dict[str, Any]:
        view = "sender" if caller["sender_agency_id"] else "service"
        decided_at = row["decided_at"]
        return {
            "id": row["id"],
            "agency_id": row["agency_id"],
            "agency_reference": row["agency_reference"],
            "service_id": row["service_id"],
            "status": row["status"],
            "status_since": wire_instant(row["status_since"]),
            "reason_code": row["reason_code"],
            "urgency": row["urgency"],
            "referral_source": row["referral_source"],
            "referred_on": row["referred_on"],
            "received_at": wire_instant(row["received_at"]),
            "answer_by": row["answer_by"],
            "overdue": is_overdue(row["status"], row["answer_deadline_at"], row["clock_stopped_at"], now),
            "decided_at": wire_instant(decided_at) if decided_at else None,
            "outcome": {"ending": row["ending"], "results": row["result_codes"]} if row["ending"] else None,
            "redirected_from_id": row["redirected_from_id"],
            "redirected_to_id": row["redirected_to_id"],
            "updated_at": wire_instant(row["updated_at"]),
            "etag": self._tags.tag(row["id"], row["version"], view),
        }


async def _prepare(connection: Any) -> None:
    """JSON columns are read and written as JSON; one byte before it names the format's version."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + _encode(value),
        decoder=lambda data: _decode(data[1:]),
    )


async def _keep_as_is(_: Any) -> None:
    """Each request leaves its connection as it found it, so nothing is undone between requests."""


async def _refused(_: Request, error: Exception) -> Response:
    return Response(status_code=error.status if isinstance(error, Refused) else 500)


def application(configuration: Configuration) -> Starlette:
    reference = Reference(configuration)
    published = "/v1/partnerships/{slug}/kpis/{code}/observations"
    return Starlette(
        routes=[
            Route("/v1/referrals", reference.create_referral, methods=["POST"]),
            Route("/v1/referrals", reference.list_referrals),
            Route("/v1/referrals/{referral_id}", reference.get_referral),
            Route(published, reference.list_published_observations),
        ],
        exception_handlers={Refused: _refused},
        lifespan=reference.connected,
    )


def main() -> None:
    configuration = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Configuration)
    uvicorn.run(
        application(configuration), port=configuration.port, access_log=False, log_level="warning",
        server_header=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
