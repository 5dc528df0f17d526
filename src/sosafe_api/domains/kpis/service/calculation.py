"""From the tables to values: what indicators need is read once each, over the whole partnership."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Work
from sosafe_api.core.db.session import RowScope
from sosafe_api.domains.community_events.labels import LABELS as EVENT_LABELS
from sosafe_api.domains.community_events.vocabulary import Community, EventKind
from sosafe_api.domains.kpis.repository import ActivityRepository, District, FigureRepository
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Records
from sosafe_api.domains.kpis.rules.periods import (
    Period,
    add_months,
    first_of_month,
    months_between,
    periods_within,
)
from sosafe_api.domains.kpis.rules.publication import offered
from sosafe_api.domains.kpis.rules.values import Evidence, observe
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.service.control import DisclosureControl
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, PeriodKind
from sosafe_api.domains.referrals.labels import LABELS as REFERRAL_LABELS
from sosafe_api.domains.referrals.rules import DeclineReason

MOST_MONTHS_OF_REFERRALS = 36
MOST_MONTHS_OF_INCIDENTS = 60
MOST_MONTHS_OF_ACTIVITY = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKey:
    """One table of an indicator: the length of its periods, and by what it is split."""

    definition: Definition
    kind: PeriodKind
    breakdown: Breakdown | None = None


class Calculation:
    """Values of indicators as they stand now. `controlled` hides what could give somebody away."""

    def __init__(self, context: Work, district: District, *, controlled: bool, end: date) -> None:
        self.slug = district.partnership_slug
        self._context = context
        self._district = district
        self._controlled = controlled
        self._end = end
        self.control = DisclosureControl(context)
        self._figures = FigureRepository(context.transaction, context.actor.partnership_id)
        self._activity = ActivityRepository(context.transaction, context.actor.partnership_id)
        self._by_id: dict[Breakdown, Mapping[UUID, Member]] = {}
        self._evidence: dict[Records, Evidence] = {}

    @classmethod
    async def open(cls, context: Work, *, controlled: bool, before: date | None = None) -> Self:
        """Widens the transaction's reach to the whole partnership: counts belong to no one agency.

        Only periods that have ended count, by `before` at the latest.
        """
        partnership_id = context.actor.partnership_id
        await context.transaction.set_scope(RowScope(partnership_id, reach="partnership"))
        district = await FigureRepository(context.transaction, partnership_id).district()
        today = london_date(context.now)
        return cls(context, district, controlled=controlled, end=first_of_month(min(before or today, today)))

    async def table(
        self, key: TableKey, start: date | None = None, before: date | None = None
    ) -> list[views.Json]:
        """One indicator's observations, earliest first; split, the whole before its parts."""
        evidence = await self._evidence_for(key.definition)
        periods = [
            period
            for period in self._periods(key, evidence.counts)
            if (start is None or period.start >= start) and (before is None or period.end <= before)
        ]
        if key.definition.kind is Kind.MEDIAN:
            services = self._by_id[Breakdown.SERVICE]
            evidence = replace(evidence, medians=await self._figures.medians(periods, services))
        parts = evidence.counts.members.get(key.breakdown, ()) if key.breakdown else ()
        return [
            self._observation(key, evidence, period, part) for period in periods for part in (None, *parts)
        ]

    def _observation(
        self, key: TableKey, evidence: Evidence, period: Period, part: Member | None
    ) -> views.Json:
        breakdown = key.breakdown if part else None
        found = observe(key.definition, evidence, period, breakdown, part.code if part else None)
        return views.observation(key.definition, found, self._district, part, self._context.now)

    def _periods(self, key: TableKey, counts: Counts) -> list[Period]:
        if not counts.months:
            return []
        first, last = min(counts.months), add_months(max(counts.months), 1)
        if self._controlled and key.definition.disclosure is not DisclosurePolicy.OPEN_SOURCE:
            return offered(key.kind, first, last)
        return periods_within(key.kind, first, last)

    async def _evidence_for(self, definition: Definition) -> Evidence:
        records = definition.records
        if records not in self._evidence:
            self._evidence[records] = await self._read(records)
        return self._evidence[records]

    async def _read(self, records: Records) -> Evidence:
        if records is Records.POLICE:
            return await self._police()
        if records is Records.REFERRALS:
            return await self._referrals()
        return await self._of_activity(records)

    async def _police(self) -> Evidence:
        loaded = await self._figures.incident_counts(self._district)
        months = sorted(month for month in loaded.months if month < self._end)
        earliest = add_months(months[-1], 1 - MOST_MONTHS_OF_INCIDENTS) if months else self._end
        counts = Counts(loaded.by_key, frozenset(month for month in months if month >= earliest))
        populations = await self._figures.populations(self._district)
        return Evidence(counts, london_date(self._context.now), populations)

    async def _referrals(self) -> Evidence:
        self._by_id = await self._figures.members()
        first = await self._figures.first_referral_on() or self._end
        start = max(first_of_month(first), add_months(self._end, -MOST_MONTHS_OF_REFERRALS))
        by_key = await self._figures.referral_counts(start, self._end, self._by_id)
        counts = Counts(by_key, frozenset(months_between(start, self._end)), self._members(by_key))
        return await self._protected(Records.REFERRALS, counts, start)

    async def _of_activity(self, records: Records) -> Evidence:
        """Months count from the first in which there was anything; one without anything since then counts as 0."""
        earliest = add_months(self._end, -MOST_MONTHS_OF_ACTIVITY)
        by_key = await self._activity.counts(records, earliest, self._end)
        start = min((key.month for key in by_key), default=self._end)
        members = {
            Breakdown.EVENT_KIND: views.coded(EventKind, EVENT_LABELS[EventKind]),
            Breakdown.COMMUNITY: views.coded(Community, EVENT_LABELS[Community]),
        }
        counts = Counts(by_key, frozenset(months_between(start, self._end)), members)
        return await self._protected(records, counts, start)

    async def _protected(self, records: Records, counts: Counts, start: date) -> Evidence:
        shown = await self.control.shown(records, counts, start, self._end) if self._controlled else None
        return Evidence(counts, london_date(self._context.now), shown=shown)

    def _members(self, by_key: Mapping[CountKey, int]) -> dict[Breakdown, Sequence[Member]]:
        found = {key.member for key in by_key if key.breakdown is Breakdown.REASON and key.member}
        reasons = [reason.value for reason in DeclineReason]
        return {
            **{by: list(members.values()) for by, members in self._by_id.items()},
            Breakdown.REASON: views.coded(
                [*reasons, *sorted(found - set(reasons))], REFERRAL_LABELS[DeclineReason]
            ),
        }
