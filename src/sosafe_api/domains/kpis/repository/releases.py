"""Queries about releases: drafting and moving one, looking at its tables, and what all of them together tell."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.core.context import Work
from sosafe_api.domains.kpis.models import KpiRelease, KpiReleaseTable
from sosafe_api.domains.kpis.repository import release_statements as statements
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, ReleaseStatus

PUBLIC = (ReleaseStatus.PUBLISHED.value, ReleaseStatus.WITHDRAWN.value)


class FrozenTable(NamedTuple):
    """A frozen answer without its bytes."""

    id: UUID
    path: str
    media_type: str
    kpi_code: str | None
    content_digest: bytes
    size: int


class ReleaseRepository:
    """Releases of the actor's partnership; never commits."""

    def __init__(self, work: Work) -> None:
        self._partnership_id = work.actor.partnership_id
        self._transaction = work.transaction
        self._execute = work.transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": work.actor.partnership_id}

    def add(self, row: KpiRelease) -> None:
        self._transaction.session.add(row)

    def _of(self) -> Any:
        return select(KpiRelease).where(KpiRelease.partnership_id == self._partnership_id)

    async def find(self, release_id: UUID, *, lock: bool = False) -> KpiRelease | None:
        """The lock leaves the key be, which the tables that the background is adding rest on."""
        statement = self._of().where(KpiRelease.id == release_id)
        result = await self._transaction.session.exec(
            statement.with_for_update(key_share=True) if lock else statement
        )
        found: KpiRelease | None = result.first()
        return found

    async def page(self, before: str | None, limit: int, *, published_only: bool) -> Sequence[KpiRelease]:
        """The latest first; one row more than the page holds."""
        statement = self._of()
        if published_only:
            statement = statement.where(col(KpiRelease.status).in_(PUBLIC))
        if before is not None:
            statement = statement.where(col(KpiRelease.id) < UUID(before))
        statement = statement.order_by(col(KpiRelease.id).desc()).limit(limit + 1)
        return list((await self._transaction.session.exec(statement)).all())

    async def latest_number(self) -> int:
        """The number of the release that was published last, withdrawn since or not; 0 before the first."""
        statement = select(func.max(KpiRelease.number)).where(
            KpiRelease.partnership_id == self._partnership_id
        )
        return int((await self._transaction.session.exec(statement)).one() or 0)

    async def take_turns(self) -> None:
        """Two at a time wait for one another, to the end of the transaction."""
        await self._execute(statements.LOCK_PARTNERSHIP, self._scope)

    async def tables(self, release_id: UUID, after: str | None, limit: int) -> list[FrozenTable]:
        """In the order of freezing; one more than the page holds."""
        values = {
            **self._scope,
            "release_id": release_id,
            "after": UUID(after) if after else None,
            "limit": limit + 1,
        }
        return [FrozenTable._make(row) for row in await self._execute(statements.TABLES, values)]

    async def frozen(self, release_id: UUID, table_id: UUID) -> KpiReleaseTable | None:
        statement = select(KpiReleaseTable).where(
            KpiReleaseTable.partnership_id == self._partnership_id,
            KpiReleaseTable.release_id == release_id,
            KpiReleaseTable.id == table_id,
        )
        found: KpiReleaseTable | None = (await self._transaction.session.exec(statement)).first()
        return found


class LedgerRepository:
    """What was published, as the disclosure engine reads it: a withdrawn release stays known."""

    def __init__(self, work: Work) -> None:
        self._execute = work.transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": work.actor.partnership_id}

    async def releases(self) -> int:
        """The number of the latest release; the ledgers are the same for as long as it is."""
        ((number,),) = await self._execute(statements.LATEST_NUMBER, self._scope)
        return int(number)

    async def services(self, kinds: Iterable[str]) -> frozenset[str]:
        """The codes of the services of these kinds."""
        values = {**self._scope, "kinds": sorted(kinds)}
        return frozenset(slug for (slug,) in await self._execute(statements.SERVICES_OF_KINDS, values))

    async def pages(self, records: str) -> dict[DisclosurePolicy, list[bytes]]:
        """The pages of the published releases, in the order of publication."""
        found: dict[DisclosurePolicy, list[bytes]] = {}
        for policy, content in await self._execute(statements.PAGES, {**self._scope, "records": records}):
            found.setdefault(DisclosurePolicy(policy), []).append(bytes(content))
        return found
