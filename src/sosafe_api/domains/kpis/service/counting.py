"""The partnership's counts as they stand now: recorded ones, with the months that were touched since counted anew.

Referrals and returned incidents are many, so only touched months of them are counted again (ADR 0032), and whatever
can be added up from their counts is. All other records are few, or are rolled up already, and are counted whole.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.db.session import Transaction
from sosafe_api.core.months import add_months, first_of_month, months_between
from sosafe_api.domains.asb_incidents.labels import LABELS as ASB_LABELS
from sosafe_api.domains.asb_incidents.vocabulary import AsbQualifier
from sosafe_api.domains.community_events.labels import LABELS as EVENT_LABELS
from sosafe_api.domains.community_events.vocabulary import Community, EventKind
from sosafe_api.domains.fire_incidents.labels import LABELS as FIRE_LABELS
from sosafe_api.domains.fire_incidents.rules import DELIBERATE
from sosafe_api.domains.fire_incidents.vocabulary import FireClass
from sosafe_api.domains.kpis.repository import (
    CASEWORK,
    OFFENCES,
    RETURNS,
    ActivityRepository,
    CaseworkRepository,
    District,
    FigureRepository,
    OffenceCountRepository,
    RecordedRepository,
    ReturnRepository,
    rule_of,
)
from sosafe_api.domains.kpis.rules import derived
from sosafe_api.domains.kpis.rules import recorded as rules
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.coverage import covered
from sosafe_api.domains.kpis.rules.definition import Records
from sosafe_api.domains.kpis.rules.medians import Window, medians
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.recorded import Recording
from sosafe_api.domains.kpis.service import views
from sosafe_api.domains.kpis.vocabulary import Breakdown
from sosafe_api.domains.referrals.labels import LABELS as REFERRAL_LABELS
from sosafe_api.domains.referrals.rules import DeclineReason

MOST_MONTHS = 240


class Counted(NamedTuple):
    """Counts of whole months. Those of `fresh` months were counted just now, all others as `recording` has them.

    `basis` is the digest of the rule that they were counted by.
    """

    counts: Counts
    fresh: Sequence[date]
    basis: bytes
    recording: Recording | None = None


def basis_of(records: Records, also: str = "") -> bytes:
    """The digest of the rule by which records are counted, and of what else decides which of them are: what was
    recorded on another basis is counted again.
    """
    return hashlib.sha256(rule_of(records) + also.encode()).digest()


class Counting:
    """Reads across agencies and services: the transaction must have the partnership's reach. Writes nothing."""

    def __init__(
        self, transaction: Transaction, partnership_id: UUID, district: District, now: datetime
    ) -> None:
        self._transaction = transaction
        self._partnership_id = partnership_id
        self._district = district
        self._end = first_of_month(london_date(now))
        self._earliest = add_months(self._end, -MOST_MONTHS)
        self._figures = FigureRepository(transaction, partnership_id)
        self._activity = ActivityRepository(transaction, partnership_id)
        self._casework = CaseworkRepository(transaction, partnership_id)
        self.offences = OffenceCountRepository(transaction, partnership_id)
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
        if records is Records.REFERRALS:
            return await self._referrals()
        if records in RETURNS:
            return await self._returned(records)
        counts = await self._whole(records)
        return Counted(counts, sorted(counts.months), basis_of(records))

    async def _whole(self, records: Records) -> Counts:
        if records is Records.POLICE:
            return (await self._figures.incident_counts(self._district)).within(date.min, self._end)
        if records in OFFENCES:
            return (await self.offences.counts(records, self._district)).within(date.min, self._end)
        return self._of_activity(records, await self._by_key(records))

    async def _by_key(self, records: Records) -> Mapping[CountKey, int]:
        if records is Records.AGENCIES_REFERRING:
            return derived.agencies_referring(await self._known_of(Records.REFERRALS), self._end)
        if records is Records.SERVICE_REFERRALS:
            kinds = await self._figures.service_kinds()
            return derived.by_service_kind(await self._known_of(Records.REFERRALS), kinds)
        if records is Records.CRIME_AND_ASB:
            police, returned = [await self._known_of(each) for each in (Records.POLICE, Records.ASB_RETURNS)]
            return derived.crime_and_asb(police, returned)
        source = self._casework if records in CASEWORK else self._activity
        return await source.counts(records, self._earliest, self._end)

    async def _known_of(self, records: Records) -> Counts:
        return (await self.counted(records)).counts

    async def _referrals(self) -> Counted:
        by_id = await self._figures.members()
        self._services = by_id[Breakdown.SERVICE]
        months = self._months_since(await self._figures.first_referral_on())
        recording = await self._recorded.recording(Records.REFERRALS)
        touched = await self._figures.touched_months(recording.touched_since) if recording else ()
        basis = basis_of(Records.REFERRALS)
        stale = rules.stale(months, recording, basis, touched)
        fresh: dict[CountKey, int] = {}
        for since, until in rules.ranges(stale):
            fresh |= await self._figures.referral_counts(since, until, by_id)
            fresh |= await self._figures.referrals_ended(since, until, self._services)
        by_key = rules.overlaid(recording, fresh, set(months), set(stale))
        counts = Counts(by_key, frozenset(months), _members(by_id, by_key))
        return Counted(counts, stale, basis, recording)

    async def _returned(self, records: Records) -> Counted:
        source = ReturnRepository(self._transaction, self._partnership_id, records)
        months = self._months_since(await source.first_on())
        recording = await self._recorded.recording(records)
        touched = await source.touched_months(recording.touched_since) if recording else ()
        basis = basis_of(records, await source.basis())
        stale = rules.stale(months, recording, basis, touched)
        fresh: dict[CountKey, int] = {}
        for since, until in rules.ranges(stale):
            fresh |= await source.counts(since, until)
        by_key = rules.overlaid(recording, fresh, set(months), set(stale))
        return Counted(self._of_activity(records, by_key), stale, basis, recording)

    def _months_since(self, first: date | None) -> list[date]:
        """From the month of that day on, and not from before what is kept."""
        return months_between(max(first_of_month(first or self._end), self._earliest), self._end)

    def _of_activity(self, records: Records, by_key: Mapping[CountKey, int]) -> Counts:
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
