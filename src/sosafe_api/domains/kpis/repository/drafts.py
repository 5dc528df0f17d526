"""What the background reads and writes of a draft of a release, in its one transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.core.ids import new_id
from sosafe_api.domains.kpis.repository import release_statements as statements
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTable:
    """An answer to be frozen, in one rendition."""

    path: str
    kpi_code: str | None = None
    period_kind: str | None = None
    breakdown: str | None = None
    media_type: str = "application/json"
    body: bytes
    content_digest: bytes


class NewPage(NamedTuple):
    """What a release adds to the ledger of some records under one policy."""

    records: str
    policy: DisclosurePolicy
    content: bytes


class Draft(NamedTuple):
    """A draft, and who asked for it: the trail that its computing leaves names them."""

    partnership_id: UUID
    id: UUID
    before: date | None
    created_by: UUID
    kind: str
    client_id: str
    agency_id: UUID


class DraftRepository:
    """One draft, for as long as it is one; never commits."""

    def __init__(self, transaction: Transaction, partnership_id: UUID, release_id: UUID) -> None:
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id, "release_id": release_id}

    async def find(self) -> Draft | None:
        rows = await self._execute(statements.DRAFT, self._scope)
        return Draft._make(rows[0]) if rows else None

    async def take_time(self) -> None:
        """Lets this transaction compute for longer than a request may."""
        for statement in statements.NO_HURRY:
            await self._execute(statement)

    async def add_table(self, table: NewTable) -> None:
        values = {
            **self._scope,
            "id": new_id(),
            "path": table.path,
            "kpi_code": table.kpi_code,
            "period_kind": table.period_kind,
            "breakdown": table.breakdown,
            "media_type": table.media_type,
            "body": table.body,
            "content_digest": table.content_digest,
        }
        await self._execute(statements.ADD_TABLE, values)

    async def add_page(self, page: NewPage) -> None:
        values = {
            **self._scope,
            "id": new_id(),
            "records": page.records,
            "policy": page.policy.value,
            "content": page.content,
        }
        await self._execute(statements.ADD_PAGE, values)

    async def note_progress(self, done: int, total: int) -> None:
        await self._execute(statements.NOTE_PROGRESS, {**self._scope, "done": done, "total": total})

    async def finish(self, **found: Any) -> int | None:
        """The release's new version; None where it is no draft any more."""
        rows = await self._execute(statements.FINISH, {**self._scope, **found})
        return int(rows[0][0]) if rows else None
