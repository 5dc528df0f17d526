"""The partnership's counts as they stand now: recorded ones, with the months that were touched since counted anew.

Referrals are many, so only touched months of them are counted again (ADR 0032). All other records are few, or are
rolled up already, and are counted whole.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.asb_incidents.labels import LABELS as ASB_LABELS
from sosafe_api.domains.asb_incidents.vocabulary import AsbQualifier
from sosafe_api.domains.community_events.labels import LABELS as EVENT_LABELS
from sosafe_api.domains.community_events.vocabulary import Community, EventKind
from sosafe_api.domains.fire_incidents.labels import LABELS as FIRE_LABELS
from sosafe_api.domains.fire_incidents.rules import DELIBERATE
from sosafe_api.domains.fire_incidents.vocabulary import FireClass
from sosafe_api.domains.kpis.repository import (
    ActivityRepository,
    District,
    FigureRepository,
    RecordedRepository,
    rule_of,
)
from sosafe_api.domains.kpis.rules import recorded as rules
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.coverage import covered
from sosafe_api.domains.kpis.rules.definition import Records
from sosafe_api.domains.kpis.rules.medians import Window, medians
from sosafe_api.domains.kpis.rules.periods import Period, add_months, first_of_month, months_between
from sosafe_api.domains.kpis.rules.recorded import Recording
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.vocabulary import Breakdown
from sosafe_api.domains.referrals.labels import LABELS as REFERRAL_LABELS
from sosafe_api.domains.referrals.rules import DeclineReason

MOST_MONTHS_OF_RECORDED_REFERRALS = 120
MOST_MONTHS_OF_ACTIVITY = 240


class Counted(NamedTuple):
    """Counts of whole months. Those of `fresh` months were counted just now, all others as `recording` has them."""

    counts: Counts
    fresh: Sequence[date]
    recording: Recording | None = None


def basis_of(records: Records) -> bytes:
    """The digest of the rule by which records are counted: what was recorded by another rule is counted again."""
    return hashlib.sha256(rule_of(records)).digest()


class Counting:
    """Reads across agencies and services: the transaction must have the partnership's reach. Writes nothing."""

    def __init__(
        self, transaction: Transaction, partnership_id: UUID, district: District, now: datetime
    ) -> None:
        self._district = district
        self._end = first_of_month(london_date(now))
        self._figures = FigureRepository(transaction, partnership_id)
        self._activity = ActivityRepository(transaction, partnership_id)
        self._recorded = RecordedRepository(transaction, partnership_id)
        self._services: Mapping[UUID, Member] = {}
        self._known: dict[Records, Counted] = {}
        self._waits: dict[tuple[date, str], Sequence[float]] = {}
        self._waited: set[date] = set()

    async def counted(self, records: Records) -> Counted:
        """Of every month that has ended; read once."""
        if records not in self._known:
            self._known[records] = await self._count(records)
        return self._known[records]

    async def medians(self, records: Records, periods: Iterable[Period]) -> dict[Window, float | None]:
        """Of each period, whole and by service; recorded ones where none of its months was touched."""
        counted = await self.counted(records)
        touched, windows = set(counted.fresh), {Window(item.start, item.end): item.months for item in periods}
        fresh = {window: months for window, months in windows.items() if not touched.isdisjoint(months)}
        found: dict[Window, float | None] = {}
        if len(fresh) < len(windows):
            for window, value in (await self._recorded.medians(records)).items():
                whole = window._replace(member=None)
                if whole in windows and whole not in fresh:
                    found[window] = value
        return found | await self._fresh_medians(fresh)

    async def _fresh_medians(self, windows: Mapping[Window, Sequence[date]]) -> dict[Window, float]:
        needed = {month for months in windows.values() for month in months}
        for start, end in rules.ranges(sorted(needed - self._waited)):
            self._waits |= await self._figures.waits(start, end, self._services)
        self._waited |= needed
        return medians(
            {key: seconds for key, seconds in self._waits.items() if key[0] in needed}, windows.items()
        )

    async def _count(self, records: Records) -> Counted:
        if records is Records.POLICE:
            counts = await self._police()
            return Counted(counts, sorted(counts.months))
        if records is Records.REFERRALS:
            return await self._referrals()
        counts = await self._of_activity(records)
        return Counted(counts, sorted(counts.months))

    async def _police(self) -> Counts:
        loaded = await self._figures.incident_counts(self._district)
        return loaded.within(date.min, self._end)

    async def _referrals(self) -> Counted:
        by_id = await self._figures.members()
        self._services = by_id[Breakdown.SERVICE]
        first = await self._figures.first_referral_on() or self._end
        start = max(first_of_month(first), add_months(self._end, -MOST_MONTHS_OF_RECORDED_REFERRALS))
        months = months_between(start, self._end)
        recording = await self._recorded.recording(Records.REFERRALS)
        touched = await self._figures.touched_months(recording.touched_since) if recording else ()
        stale = rules.stale(months, recording, basis_of(Records.REFERRALS), touched)
        fresh: dict[CountKey, int] = {}
        for since, until in rules.ranges(stale):
            fresh |= await self._figures.referral_counts(since, until, by_id)
        by_key = rules.overlaid(recording, fresh, set(months), set(stale))
        return Counted(Counts(by_key, frozenset(months), _members(by_id, by_key)), stale, recording)

    async def _of_activity(self, records: Records) -> Counts:
        earliest = add_months(self._end, -MOST_MONTHS_OF_ACTIVITY)
        by_key = await self._activity.counts(records, earliest, self._end)
        members = {
            Breakdown.EVENT_KIND: views.coded(EventKind, EVENT_LABELS[EventKind]),
            Breakdown.COMMUNITY: views.coded(Community, EVENT_LABELS[Community]),
            Breakdown.ASB_QUALIFIER: views.coded(AsbQualifier, ASB_LABELS[AsbQualifier]),
            Breakdown.FIRE_CLASS: views.coded(DELIBERATE, FIRE_LABELS[FireClass]),
        }
        return Counts(by_key, covered(records, {key.month for key in by_key}, self._end), members)


def _members(
    by_id: Mapping[Breakdown, Mapping[UUID, Member]], by_key: Mapping[CountKey, int]
) -> dict[Breakdown, Sequence[Member]]:
    found = {key.member for key in by_key if key.breakdown is Breakdown.REASON and key.member}
    reasons = [reason.value for reason in DeclineReason]
    return {
        **{by: list(members.values()) for by, members in by_id.items()},
        Breakdown.REASON: views.coded(
            [*reasons, *sorted(found - set(reasons))], REFERRAL_LABELS[DeclineReason]
        ),
    }
