"""What a worker reads and writes of an export, in transactions that last a moment each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core import clock
from sosafe_api.core.db.session import Transaction
from sosafe_api.core.ids import new_id
from sosafe_api.core.security.sealing import Sealer
from sosafe_api.domains.exports.errors import Overtaken
from sosafe_api.domains.exports.repository.parts import place_of
from sosafe_api.domains.exports.rules import KEPT, MOST_ATTEMPTS

_OWN = b"WHERE partnership_id = %(partnership_id)s AND id = %(id)s"
_ATTEMPT = _OWN + b" AND status = 'running' AND attempt = %(attempt)s"
_TAKE_UP = (
    b"UPDATE exports SET status = 'running', attempt = attempt + 1, rows_written = 0, bytes_written = 0,"
    b" version = version + 1, updated_at = %(now)s "
    + _OWN
    + b" AND status IN ('queued', 'running') AND attempt < %(most)s"
    b" RETURNING attempt, principal_id, agency_id, address, permission, token_scope, format, purpose, created_at"
)
_FORGET = b"DELETE FROM export_parts WHERE partnership_id = %(partnership_id)s AND export_id = %(id)s"
_PART = (
    b"WITH own AS (UPDATE exports SET rows_written = %(rows)s, bytes_written = %(bytes)s, version = version + 1,"
    b" updated_at = %(now)s " + _ATTEMPT + b" RETURNING partnership_id, id, principal_id)"
    b" INSERT INTO export_parts (partnership_id, id, export_id, principal_id, number, key_number, content)"
    b" SELECT partnership_id, %(part_id)s, id, principal_id, %(number)s, %(key_number)s, %(content)s FROM own"
    b" RETURNING id"
)
_FINISH = (
    b"UPDATE exports SET status = 'ready', rows_written = %(rows)s, bytes_written = %(bytes)s, digest = %(digest)s,"
    b" rights = %(rights)s::text::jsonb, as_of = %(as_of)s, change_cursor = %(change_cursor)s,"
    b" expires_at = %(expires_at)s, version = version + 1, updated_at = %(now)s "
    + _ATTEMPT
    + b" RETURNING version, principal_id, agency_id"
)
_FAIL = (
    b"UPDATE exports SET status = 'failed', problem_code = %(code)s, problem_detail = %(detail)s,"
    b" version = version + 1, updated_at = %(now)s "
    + _OWN
    + b" AND status IN ('queued', 'running') AND coalesce(%(attempt)s::integer, attempt) = attempt"
    b" RETURNING version, principal_id, agency_id"
)
_EXPIRE = (
    b"UPDATE exports SET status = 'expired', version = version + 1, updated_at = %(now)s "
    + _OWN
    + b" AND status = 'ready' AND expires_at <= %(now)s RETURNING version, principal_id, agency_id"
)
_CHANGE = b"""
INSERT INTO changes (partnership_id, id, type, resource, resource_id, resource_version, agency_id, occurred_at)
VALUES (%(partnership_id)s, %(change_id)s, %(type)s, 'export', %(id)s, %(version)s, %(agency_id)s, %(now)s)"""
_AUDIT = b"""
INSERT INTO audit_entries (partnership_id, id, actor_id, agency_id, operation, object_type, object_id, decision,
 request_id) VALUES (%(partnership_id)s, %(audit_id)s, %(principal_id)s, %(agency_id)s, %(operation)s, 'export',
 %(id)s, 'allowed', 'worker')"""

GIVEN_UP = (
    f"Its worker was stopped {MOST_ATTEMPTS} times before it was written; narrow the filters and ask again."
)


@dataclass(frozen=True, slots=True)
class Begun:
    """An export as a worker took it up."""

    attempt: int
    principal_id: UUID
    agency_id: UUID
    address: str
    permission: str
    token_scope: str
    format: str
    purpose: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """What is written so far, and by which attempt."""

    attempt: int
    rows: int
    bytes: int


class RunRepository:
    """One export, for the worker that writes it or deletes its content."""

    def __init__(self, transaction: Transaction, partnership_id: UUID, export_id: UUID) -> None:
        self._transaction = transaction
        self._key = {"partnership_id": partnership_id, "id": export_id}

    async def take_up(self) -> Begun | None:
        """What an earlier attempt wrote is deleted; None where nothing is to be written, or was tried too often."""
        rows = await self._run(_TAKE_UP, most=MOST_ATTEMPTS)
        if not rows:
            await self.fail("export_given_up", GIVEN_UP)
            return None
        await self._run(_FORGET)
        return Begun(*rows[0])

    async def add_part(self, sealer: Sealer, number: int, content: bytes, progress: Progress) -> None:
        """Raises `Overtaken`."""
        part_id = new_id()
        sealed = sealer.seal(content, place_of(self._key["partnership_id"], part_id))
        values = {"part_id": part_id, "number": number, "content": sealed.content}
        if not await self._run(_PART, **values, key_number=sealed.key_number, **_plain(progress)):
            raise Overtaken()

    async def finish(
        self, progress: Progress, digest: bytes, rights: dict[str, Any], told: dict[str, str]
    ) -> None:
        """It can be fetched from now on. `told` says of which instant it is. Raises `Overtaken`."""
        values = {
            **_plain(progress),
            "digest": digest,
            "rights": msgspec.json.encode(rights).decode(),
            "as_of": datetime.fromisoformat(told["as_of"]),
            "change_cursor": told["change_cursor"],
            "expires_at": clock.now() + KEPT,
        }
        if not await self._move(_FINISH, "ready", **values):
            raise Overtaken()

    async def fail(self, code: str, detail: str | None, attempt: int | None = None) -> None:
        """Whichever attempt is under way, or only where it is this one."""
        if await self._move(_FAIL, "failed", code=code, detail=detail, attempt=attempt):
            await self._run(_FORGET)

    async def expire(self) -> None:
        """Deletes the content of an export whose time is over."""
        if await self._move(_EXPIRE, "expired"):
            await self._run(_FORGET)

    async def _move(self, statement: bytes, status: str, **values: Any) -> bool:
        """The new status with its change and its audit line."""
        rows = await self._run(statement, **values)
        if not rows:
            return False
        version, principal_id, agency_id = rows[0]
        told = {"version": version, "principal_id": principal_id, "agency_id": agency_id}
        told |= {"type": f"export.{status}", "operation": f"export:{status}"}
        await self._run(_CHANGE, **told, change_id=new_id())
        await self._run(_AUDIT, **told, audit_id=new_id())
        return True

    async def _run(self, statement: bytes, **values: Any) -> list[tuple[Any, ...]]:
        return await self._transaction.execute(statement, {**self._key, "now": clock.now(), **values})


def _plain(progress: Progress) -> dict[str, int]:
    return {"attempt": progress.attempt, "rows": progress.rows, "bytes": progress.bytes}
