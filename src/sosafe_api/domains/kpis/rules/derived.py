"""Counts that are made from other counts: whatever can be added up from them is not read from the records again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sosafe_api.core.months import add_months
from sosafe_api.domains.agencies.vocabulary import ServiceKind
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.definition import Measure
from sosafe_api.domains.kpis.vocabulary import Breakdown

MONTHS_THAT_AN_AGENCY_COUNTS = 12
# What lies in no one ward as a whole, and what was counted before counts by area were kept.
NO_SINGLE_WARD = Member("no_single_ward", "Several wards or unknown")
_REFERRALS_TO = {
    ServiceKind.CRISIS_INTERVENTION: Measure.CRISIS_INTERVENTION_REFERRALS,
    ServiceKind.DOMESTIC_ABUSE_SUPPORT: Measure.DOMESTIC_ABUSE_SUPPORT_REFERRALS,
    ServiceKind.ONE_TO_ONE_SUPPORT: Measure.ONE_TO_ONE_SUPPORT_REFERRALS,
    ServiceKind.PERPETRATOR_PROGRAMME: Measure.PERPETRATOR_PROGRAMME_REFERRALS,
}
_ENDS_OF = {
    (ServiceKind.CRISIS_INTERVENTION, Measure.ENDED): Measure.CRISIS_INTERVENTIONS_ENDED,
    (ServiceKind.CRISIS_INTERVENTION, Measure.COMPLETED): Measure.CRISIS_INTERVENTIONS_COMPLETED,
}


def by_service_kind(referrals: Counts, kinds: Mapping[str, str]) -> dict[CountKey, int]:
    """Referrals to the services of a kind; `kinds` are by the service's slug."""
    found: dict[CountKey, int] = defaultdict(int)
    for key, count in referrals.by_key.items():
        if key.breakdown is not Breakdown.SERVICE or kinds.get(key.member or "") is None:
            continue
        kind = ServiceKind(kinds[key.member or ""])
        measure = (
            _REFERRALS_TO.get(kind) if key.measure is Measure.RECEIVED else _ENDS_OF.get((kind, key.measure))
        )
        if measure and count:
            found[CountKey(measure, key.month)] += count
    return dict(found)


def agencies_referring(referrals: Counts, end: date) -> dict[CountKey, int]:
    """How many agencies sent a referral in a month or the eleven before it; months up to, not including, `end`."""
    active: dict[date, set[str | None]] = defaultdict(set)
    for key, count in referrals.by_key.items():
        if key.breakdown is Breakdown.AGENCY and key.measure is Measure.RECEIVED and count:
            for later in range(MONTHS_THAT_AN_AGENCY_COUNTS):
                active[add_months(key.month, later)].add(key.member)
    return {
        CountKey(Measure.AGENCIES_REFERRING, month): len(agencies)
        for month, agencies in active.items()
        if month < end
    }


def crime_and_asb(police: Counts, returned: Counts) -> dict[CountKey, int]:
    """Crimes of the police's open data, and the anti-social behaviour that they returned, of which they say whether
    young people were part of it. A month counts where both are known.
    """
    months = _of_police(returned.by_key)
    found = {}
    for month in police.months:
        if months and min(months) <= month <= max(months):
            youth = returned.by_key.get(CountKey(Measure.YOUTH_NUISANCE, month), 0)
            others = returned.by_key.get(CountKey(Measure.OTHER_POLICE_ASB, month), 0)
            crimes = police.by_key.get(CountKey(Measure.CRIMES, month), 0)
            found[CountKey(Measure.YOUTH_NUISANCE, month)] = youth
            found[CountKey(Measure.OTHER_CRIME_AND_ASB, month)] = crimes + others
    return found


def in_no_single_ward(
    district: Mapping[CountKey, int], by_ward: Mapping[CountKey, int]
) -> dict[CountKey, int]:
    """What the wards leave of the district, so that all parts add up to it."""
    in_wards: Counter[CountKey] = Counter()
    for key, count in by_ward.items():
        in_wards[CountKey(key.measure, key.month)] += count
    return {
        key._replace(breakdown=Breakdown.WARD, member=NO_SINGLE_WARD.code): count - in_wards[key]
        for key, count in district.items()
        if key.measure is Measure.ASB_INCIDENTS and count != in_wards[key]
    }


def _of_police(keys: Iterable[CountKey]) -> set[date]:
    return {key.month for key in keys if key.measure in (Measure.YOUTH_NUISANCE, Measure.OTHER_POLICE_ASB)}
