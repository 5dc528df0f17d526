"""A draft becomes a checked release: every table is computed, attacked and frozen, in the background."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from uuid import UUID

import msgspec

from sosafe_api.core import clock, outbox
from sosafe_api.core.actor import Actor, PrincipalKind
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.context import Work
from sosafe_api.core.db.session import Transaction
from sosafe_api.core.settings import Settings
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.repository import Draft, DraftRepository, LedgerRepository, NewTable
from sosafe_api.domains.kpis.rules.publication import CellKey
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.assessing import Assessor
from sosafe_api.domains.kpis.service.calculation import Calculation
from sosafe_api.domains.kpis.service.freezing import (
    Frozen,
    contents_table,
    definition_tables,
    published_tables,
    renditions_of,
)
from sosafe_api.domains.kpis.vocabulary import FindingCode, ObservationStatus, ReleaseStatus

Progress = Callable[[int, int], Awaitable[None]]
Finding = dict[str, str | int]
TABLES_BETWEEN_NOTES = 10


class ReleaseRun:
    """One draft in the hands of the background, in the caller's transaction."""

    def __init__(
        self, transaction: Transaction, settings: Settings, partnership_id: UUID, release_id: UUID
    ) -> None:
        self._transaction = transaction
        self._settings = settings
        self._now = clock.now()
        self._drafts = DraftRepository(transaction, partnership_id, release_id)

    async def note_progress(self, done: int, total: int) -> None:
        await self._drafts.note_progress(done, total)

    async def check(self, progress: Progress) -> None:
        """Nothing is done for a draft that was checked or discarded before."""
        draft = await self._drafts.find()
        if draft is not None:
            await self._drafts.take_time()
            await ReleaseCheck(self._work(draft), draft, self._drafts, progress).run()

    async def refuse(self) -> None:
        """For a draft that cannot be computed."""
        draft = await self._drafts.find()
        if draft is not None:
            findings = [_finding(FindingCode.INTERNAL_ERROR, "", 0)]
            check = ReleaseCheck(self._work(draft), draft, self._drafts, self.note_progress)
            await check.finish(ReleaseStatus.REFUSED, findings, 0)

    def _work(self, draft: Draft) -> Work:
        actor = Actor(
            id=draft.created_by,
            kind=PrincipalKind(draft.kind),
            client_id=draft.client_id,
            partnership_id=draft.partnership_id,
            agency_id=draft.agency_id,
            roles=frozenset(),
            permissions=frozenset(),
            scope=frozenset(),
        )
        return Work(
            actor=actor,
            transaction=self._transaction,
            settings=self._settings,
            now=self._now,
            request_id="worker",
        )


class ReleaseCheck:
    """Computes, attacks and freezes every table. `progress` is told how many are done of all."""

    def __init__(self, work: Work, draft: Draft, drafts: DraftRepository, progress: Progress) -> None:
        self._work = work
        self._draft = draft
        self._drafts = drafts
        self._progress = progress

    async def run(self) -> None:
        """All tables from one state of the data; a release that gives somebody away is refused."""
        calculation = await Calculation.open(self._work, controlled=True, before=self._draft.before)
        calculation.control.releasing = True
        assessor = await Assessor.open(self._work, REGISTRY)
        follows = await LedgerRepository(self._work).releases()
        mark = views.release_mark(self._draft.id, follows + 1, self._work.now)
        findings: list[Finding] = []
        async for table in self._tables(calculation, assessor, mark, findings):
            await self._drafts.add_table(table)
        for decided in calculation.control.decided.values():
            findings += _given_away(decided.decision.given_away)
            for page in decided.pages:
                await self._drafts.add_page(page)
        await calculation.record()
        lost = any(finding["code"] == FindingCode.GIVEN_AWAY for finding in findings)
        await self.finish(ReleaseStatus.REFUSED if lost else ReleaseStatus.CHECKED, findings, follows)

    async def _tables(
        self, calculation: Calculation, assessor: Assessor, mark: views.Json, findings: list[Finding]
    ) -> AsyncIterator[NewTable]:
        for table in definition_tables(mark):
            yield table
        keys = published_tables()
        frozen: list[NewTable] = []
        for done, key in enumerate(keys):
            if done % TABLES_BETWEEN_NOTES == 0:
                await self._progress(done, len(keys))
            rows = await calculation.table(key)
            observations = assessor.assessed(key, rows)
            analysis = await assessor.analysis(key, rows)
            path = key.path
            suppressed = sum(item["status"] == ObservationStatus.SUPPRESSED for item in observations)
            if suppressed:
                findings.append(_finding(FindingCode.SUPPRESSED, path, suppressed))
            for table in renditions_of(Frozen(key, observations, analysis, mark, calculation.district)):
                frozen.append(table)
                yield table
            if done + 1 == len(keys) or keys[done + 1].definition is not key.definition:
                yield contents_table(key.definition.code, frozen, mark)
                frozen = []

    async def finish(self, status: ReleaseStatus, findings: list[Finding], follows: int) -> None:
        """Says how it ended, unless somebody discarded the draft meanwhile."""
        version = await self._drafts.finish(
            status=status.value,
            findings=msgspec.json.encode(findings).decode(),
            follows=follows,
            tables=len(published_tables()),
            now=self._work.now,
        )
        if version is not None:
            await outbox.emit(self._work, f"kpi_release.{status.value}", self._draft.id, version)
            entry = Entry(operation="kpi_release:check", object_type="kpi_release", object_id=self._draft.id)
            await record(self._work, entry)


def _given_away(cells: Iterable[CellKey | None]) -> list[Finding]:
    """Per table, how many hidden counts follow from what was published; never which, and never their values."""
    found: dict[str, int] = {}
    for cell in cells:
        for path in _paths(cell) if cell else [""]:
            found[path] = found.get(path, 0) + 1
    return [_finding(FindingCode.GIVEN_AWAY, path, number) for path, number in found.items()]


def _paths(cell: CellKey) -> list[str]:
    return [
        key.path
        for key in published_tables()
        if (key.kind, key.breakdown) == (cell.period.kind, cell.breakdown)
        and cell.measures in (key.definition.measures, key.definition.base)
    ]


def _finding(code: FindingCode, path: str, cells: int) -> Finding:
    return {"code": code.value, "path": path, "cells": cells}
