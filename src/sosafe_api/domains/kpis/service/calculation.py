"""From counts to values: what indicators need is read once each, over the whole partnership."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Work
from sosafe_api.core.db.session import RowScope
from sosafe_api.core.months import add_months, first_of_month
from sosafe_api.domains.kpis.repository import (
    EVER,
    CaseworkRepository,
    District,
    FigureRepository,
    ObservationKey,
    PublishedFigures,
    RecordedRepository,
)
from sosafe_api.domains.kpis.rules import revisions, series
from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Records
from sosafe_api.domains.kpis.rules.measured import NOTHING, Days, Measured, months_measured, span_of
from sosafe_api.domains.kpis.rules.periods import Period, begins_at, periods_within
from sosafe_api.domains.kpis.rules.publication import offered
from sosafe_api.domains.kpis.rules.table import Row, Table
from sosafe_api.domains.kpis.rules.values import Evidence
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.control import DisclosureControl
from sosafe_api.domains.kpis.service.counting import Counting
from sosafe_api.domains.kpis.service.recording import Recorder, members_of, populations_of
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, PeriodKind

# How far back tables under disclosure control go, of referrals, and those of police files.
MOST_MONTHS_OF_REFERRALS = 36
MOST_MONTHS_OF_INCIDENTS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKey:
    """One table of an indicator: the length of its periods, and by what it is split."""

    definition: Definition
    kind: PeriodKind
    breakdown: Breakdown | None = None

    @property
    def path(self) -> str:
        """The table's address below the indicators, in its one canonical form."""
        by = f"&by={self.breakdown.value}" if self.breakdown else ""
        return f"{self.definition.code}/observations?period={self.kind.value}{by}"


class Calculation:
    """Values of indicators as they stand now, or stood at the end of the day `as_of`. `controlled` hides what could
    give somebody away.
    """

    def __init__(
        self,
        context: Work,
        district: District,
        *,
        controlled: bool,
        end: date,
        as_of: date | None = None,
    ) -> None:
        self.slug = district.partnership_slug
        self.district = district
        self._context = context
        self._controlled = controlled
        self._end = end
        self.control = DisclosureControl(context)
        self._until = begins_at(as_of + timedelta(days=1)) - timedelta(milliseconds=1) if as_of else None
        partnership_id = context.actor.partnership_id
        self.figures = FigureRepository(context.transaction, partnership_id)
        self.counting = Counting(context.transaction, partnership_id, district, context.now)
        self.recorded = RecordedRepository(context.transaction, partnership_id)
        self.published = PublishedFigures(context.transaction, partnership_id)
        self._casework = CaseworkRepository(context.transaction, partnership_id)
        self._evidence: dict[Records, Evidence] = {}
        self._measured: Mapping[str, Measured] | None = None
        self._covered: dict[Records, frozenset[date]] = {}
        self._recorded_at: datetime | None = None

    @classmethod
    async def open(
        cls, context: Work, *, controlled: bool, before: date | None = None, as_of: date | None = None
    ) -> Self:
        """Widens the transaction's reach to the whole partnership: counts belong to no one agency.

        Only periods that have ended count, by `before` at the latest.
        """
        partnership_id = context.actor.partnership_id
        await context.transaction.set_scope(RowScope(partnership_id, reach="partnership"))
        district = await FigureRepository(context.transaction, partnership_id).district()
        today = london_date(context.now)
        end = first_of_month(min(before or today, today))
        return cls(context, district, controlled=controlled, end=end, as_of=as_of)

    @property
    def recorded_at(self) -> datetime | None:
        """When the values of the table read last were recorded; None for present ones and before the first time."""
        return self._recorded_at

    async def record(self) -> None:
        """Keeps what is counted now, for whoever asks later what it was."""
        context = self._context
        recorder = Recorder(context.transaction, context.actor.partnership_id, context.now)
        await recorder.record(self.counting)

    async def table(
        self, key: TableKey, start: date | None = None, before: date | None = None
    ) -> list[views.Json]:
        """One indicator's observations, earliest first; split, the whole before its parts."""
        table = await self.rows_of(key)
        periods = [
            period
            for period in table.periods
            if (start is None or period.start >= start) and (before is None or period.end <= before)
        ]
        return await self.told(key, table.rows(periods))

    async def told(self, key: TableKey, rows: Iterable[Row]) -> list[views.Json]:
        """Rows as they cross the wire, each with how often its published figures have changed."""
        published = await self.published.latest(key.path, self._until or EVER)
        cut_off = self._recorded_at or self._until or self._context.now
        found = []
        for row in rows:
            latest = published.get(observation_key(row))
            revision = revisions.revision_after(latest, figures_of(row))
            found.append(views.observation(key.definition, row, self.district, revision, cut_off))
        return found

    async def rows_of(self, key: TableKey) -> Table:
        """The table with everything that its values are made from."""
        definition = key.definition
        if definition.records is Records.MEASUREMENTS:
            return await self._entered_by_hand(key)
        evidence = await self.evidence_for(definition.records)
        coverage = await self._coverage(definition.records, evidence)
        measured = await self._measured_of(definition)
        periods = self._periods(key, coverage, measured)
        if definition.kind is Kind.MEDIAN:
            if self._until is None:
                medians = await self.counting.medians(definition.records, periods)
            else:
                medians = await self.recorded.medians(definition.records, self._until)
            evidence = replace(evidence, medians=medians)
        covered = self._covered.get(definition.records, coverage.months)
        return Table(definition, evidence, periods, key.breakdown, measured, covered)

    async def _entered_by_hand(self, key: TableKey) -> Table:
        measured = await self._measured_of(key.definition)
        counts = months_measured(measured, self._end)
        day = london_date(self._until or self._context.now)
        evidence = Evidence(Counts({}, frozenset()), day, shown={} if self._controlled else None)
        return Table(key.definition, evidence, self._periods(key, counts), measured=measured)

    async def _measured_of(self, definition: Definition) -> Measured:
        return (await self._every_measured()).get(definition.code, NOTHING)

    async def _every_measured(self) -> Mapping[str, Measured]:
        if self._measured is None:
            self._measured = await self._casework.measured(self._until or EVER)
        return self._measured

    async def evidence_for(self, records: Records) -> Evidence:
        if records not in self._evidence:
            found = await (
                self._present(records) if self._until is None else self._past(records, self._until)
            )
            self._evidence[records] = found
        return self._evidence[records]

    def _periods(self, key: TableKey, counts: Counts, measured: Measured = NOTHING) -> list[Period]:
        """Those of the records, and before them those from the first on that a figure carried over is of."""
        spans = []
        if counts.months:
            first = min(counts.months)
            # What stands at the end of a year may be known though its beginning is not.
            start = add_months(first, -11) if key.definition.at_end else first
            spans.append(Days(start, add_months(max(counts.months), 1)))
        carried_over = span_of(measured, key.kind, self._end)
        if carried_over:
            spans.append(carried_over)
        if not spans:
            return []
        controlled = self._controlled and key.definition.disclosure is not DisclosurePolicy.OPEN_SOURCE
        choose = offered if controlled else periods_within
        found = choose(key.kind, min(spans).start, max(span.end for span in spans))
        return [period for period in found if series.stands(key.definition, period)]

    async def _coverage(self, records: Records, evidence: Evidence) -> Counts:
        """Before the first recording, the periods that had ended by then are named without values."""
        if evidence.recorded or self._until is None:
            return evidence.counts
        counts = (await self.counting.counted(records)).counts
        return counts.within(date.min, first_of_month(london_date(self._until)))

    async def _present(self, records: Records) -> Evidence:
        counts = (await self.counting.counted(records)).counts
        counts = counts.within(date.min, self._end)
        self._covered[records] = counts.months
        counts = counts.within(self._earliest(records, counts), self._end)
        shown = None
        if self._controlled and records is not Records.POLICE:
            span = min(counts.months, default=self._end), self._end
            measured = await self._every_measured()
            shown = await self.control.shown(records, counts, span, measured, self._covered[records])
        populations = await self.figures.populations(self.district)
        return Evidence(counts, london_date(self._context.now), populations, shown=shown)

    def _earliest(self, records: Records, counts: Counts) -> date:
        if records is Records.POLICE and counts.months:
            return add_months(max(counts.months), 1 - MOST_MONTHS_OF_INCIDENTS)
        if records is Records.REFERRALS and self._controlled:
            return add_months(self._end, -MOST_MONTHS_OF_REFERRALS)
        return date.min

    async def _past(self, records: Records, until: datetime) -> Evidence:
        """What was recorded last by then; nothing is hidden, so it is for readers who see every count."""
        recording = await self.recorded.recording(records, until)
        if recording is None:
            return Evidence(Counts({}, frozenset()), london_date(until), recorded=False)
        self._recorded_at = recording.recorded_at
        facts = recording.facts
        counts = Counts(recording.by_key, recording.months, members_of(facts))
        return Evidence(counts, london_date(recording.recorded_at), populations_of(facts))


def observation_key(row: Row) -> ObservationKey:
    period = row.observation.period
    return ObservationKey(period.start, period.end, row.part.code if row.part else None)


def figures_of(row: Row) -> revisions.Figures:
    found = row.observation
    return revisions.Figures(found.value, found.numerator, found.denominator)
