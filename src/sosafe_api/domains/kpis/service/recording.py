"""Records what was counted: a row only where a count differs from the one recorded last."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.core.months import add_months
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.repository import FigureRepository, RecordedRepository
from sosafe_api.domains.kpis.repository.figures import Populations
from sosafe_api.domains.kpis.rules.counts import Counts, Member
from sosafe_api.domains.kpis.rules.definition import COUNTED, Kind, Records
from sosafe_api.domains.kpis.rules.medians import Window
from sosafe_api.domains.kpis.rules.periods import Period, periods_within
from sosafe_api.domains.kpis.rules.recorded import Recording, differences
from sosafe_api.domains.kpis.rules.values import Population
from sosafe_api.domains.kpis.service.counting import Counted, Counting
from sosafe_api.domains.kpis.vocabulary import Breakdown, PeriodKind

_WITH_MEDIANS = frozenset(item.records for item in REGISTRY.values() if item.kind is Kind.MEDIAN)


class Recorder:
    """Records the counts of a partnership at one instant; the transaction must have its reach, and is not committed.

    Two at a time wait for one another, and the one that knows less adds nothing.
    """

    def __init__(self, transaction: Transaction, partnership_id: UUID, now: datetime) -> None:
        self._transaction = transaction
        self._partnership_id = partnership_id
        self._now = now
        self._recorded = RecordedRepository(transaction, partnership_id)

    async def record(self, counting: Counting | None = None, *, unless_since: datetime | None = None) -> None:
        """`counting` is what a release has counted already. Records that were recorded at `unless_since` or later are
        left alone.
        """
        settled = unless_since or self._now
        await self._recorded.lock()
        figures = FigureRepository(self._transaction, self._partnership_id)
        district = await figures.district()
        populations = await figures.populations(district)
        counting = counting or Counting(self._transaction, self._partnership_id, district, self._now)
        for records in COUNTED:
            last = await self._recorded.recording(records)
            if last is None or last.recorded_at < settled:
                counted = await counting.counted(records)
                await self._add(records, counted, last, facts_of(counted.counts, populations))
                if records in _WITH_MEDIANS:
                    await self._add_medians(records, counted, counting)

    async def _add(
        self, records: Records, counted: Counted, last: Recording | None, facts: dict[str, Any]
    ) -> None:
        known = last.facts if last else None
        await self._recorded.add(records, self._now, counted.basis, None if facts == known else facts)
        changed = differences(last.by_key if last else {}, counted.counts.by_key, counted.counts.months)
        await self._recorded.add_counts(records, self._now, changed)

    async def _add_medians(self, records: Records, counted: Counted, counting: Counting) -> None:
        periods = _periods_with(counted)
        if not periods:
            return
        found = await counting.medians(records, periods)
        windows = {Window(item.start, item.end) for item in periods}
        known = {
            window: value
            for window, value in (await self._recorded.medians(records)).items()
            if window._replace(member=None) in windows
        }
        gone = dict.fromkeys(
            window for window, value in known.items() if value is not None and window not in found
        )
        changed = {window: value for window, value in found.items() if known.get(window) != value}
        await self._recorded.add_medians(records, self._now, changed | gone)


def _periods_with(counted: Counted) -> list[Period]:
    """The periods of every kind that have a month which was counted just now."""
    months, fresh = counted.counts.months, set(counted.fresh)
    if not fresh:
        return []
    first, last = min(months), add_months(max(months), 1)
    every = (period for kind in PeriodKind for period in periods_within(kind, first, last))
    return [period for period in every if not fresh.isdisjoint(period.months)]


def facts_of(counts: Counts, populations: Populations) -> dict[str, Any]:
    """What else a value is made from, as JSON."""
    return {
        "months": [month.isoformat() for month in sorted(counts.months)],
        "members": {
            by.value: [[member.code, member.name] for member in members]
            for by, members in counts.members.items()
        },
        "populations": [
            [item.number, item.series, day.isoformat(), item.source]
            for by_day in populations.values()
            for day, item in by_day.items()
        ],
    }


def members_of(facts: dict[str, Any]) -> dict[Breakdown, list[Member]]:
    return {
        Breakdown(by): [Member(*member) for member in members] for by, members in facts["members"].items()
    }


def populations_of(facts: dict[str, Any]) -> Populations:
    found: Populations = {}
    for number, series, day, source in facts["populations"]:
        reference = date.fromisoformat(day)
        found.setdefault(series, {})[reference] = Population(number, series, reference, source)
    return found
