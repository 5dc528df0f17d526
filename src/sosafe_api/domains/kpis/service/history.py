"""The history of an indicator's values: as they were recorded, and as releases told them."""

from collections.abc import Iterator

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Service
from sosafe_api.domains.kpis.repository import ObservationKey, ReleasedTable
from sosafe_api.domains.kpis.rules.definition import Kind
from sosafe_api.domains.kpis.rules.history import Facts, History, Recorded
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.revisions import Published, revision_after
from sosafe_api.domains.kpis.rules.table import Table
from sosafe_api.domains.kpis.schemas import ObservationQuery
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.calculation import Calculation, TableKey
from sosafe_api.domains.kpis.service.reading import SEES_EVERY_COUNT, find, table_key
from sosafe_api.domains.kpis.service.recording import populations_of

NOTHING = History((), (), ())


class RevisionService(Service):
    """Readers who see every count read what was recorded and what was published, all others the latter only."""

    async def revisions(self, code: str, query: ObservationQuery) -> list[views.Json]:
        controlled = not SEES_EVERY_COUNT & self.actor.roles
        key = table_key(find(code), query, controlled=controlled)
        calculation = await Calculation.open(self.context, controlled=controlled)
        table = await calculation.rows_of(key)
        periods = [
            period
            for period in table.periods
            if (query.from_ is None or period.start >= query.from_)
            and (query.before is None or period.end <= query.before)
        ]
        history = NOTHING
        if periods and not controlled:
            history = await self._history(calculation, key, periods)
        released = await calculation.published.every(key.path)
        return list(_told(table, periods, history, released))

    async def _history(self, calculation: Calculation, key: TableKey, periods: list[Period]) -> History:
        definition, recorded = key.definition, calculation.recorded
        days = min(period.start for period in periods), max(period.end for period in periods)
        measures = [*definition.measures, *definition.base]
        counts = await recorded.history(definition.records, measures, days, key.breakdown)
        medians = []
        if definition.kind is Kind.MEDIAN:
            medians = await recorded.median_history(definition.records, days)
        facts = [
            (at, Facts(frozenset(map(views.day, found["months"])), populations_of(found)))
            for at, found in await recorded.facts(definition.records)
        ]
        return History(facts, counts, medians)


def _told(
    table: Table, periods: list[Period], history: History, released: list[ReleasedTable]
) -> Iterator[views.Json]:
    for period in periods:
        for part in table.parts:
            by = table.breakdown if part else None
            code = part.code if part else None
            recorded = history.of(table.definition, period, by, code)
            key = ObservationKey(period.start, period.end, code)
            entries = sorted(
                [*map(_recorded, recorded), *_published(released, key)],
                key=lambda entry: (entry["recorded_at"], entry["release_number"] or 0),
            )
            yield {
                "period": views.period(period),
                "breakdown": views.member(by, part),
                "revisions": entries,
            }


def _recorded(item: Recorded) -> views.Json:
    return {
        **item.figures._asdict(),
        "recorded_at": wire_instant(item.at),
        "release_number": None,
        "revision": None,
    }


def _published(released: list[ReleasedTable], key: ObservationKey) -> Iterator[views.Json]:
    """Each release that told the observation first or otherwise than the one before."""
    before: Published | None = None
    for table in released:
        if key not in table.observations:
            continue
        found, _ = table.observations[key]
        told = Published(found.figures, revision_after(before, found.figures))
        if before is None or before.figures != told.figures:
            yield {
                **told.figures._asdict(),
                "recorded_at": wire_instant(table.published_at),
                "release_number": table.number,
                "revision": told.revision,
            }
        before = told
