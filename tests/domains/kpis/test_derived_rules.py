"""What is added up from other counts is what counting the records one by one would give."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.rules import derived
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts
from sosafe_api.domains.kpis.rules.definition import Measure
from sosafe_api.domains.kpis.vocabulary import Breakdown

END = date(2022, 4, 1)
MONTHS = months_between(date(2020, 4, 1), END)
KINDS = {"first": "crisis_intervention", "second": "crisis_intervention", "third": "multiple_needs"}
SENT = st.lists(
    st.tuples(
        st.sampled_from(MONTHS), st.sampled_from(["police", "fire", "probation"]), st.sampled_from([*KINDS])
    )
)
ENDED = st.lists(st.tuples(st.sampled_from(MONTHS), st.sampled_from([*KINDS]), st.booleans()))


def referrals(sent: list[tuple[date, str, str]], ended: list[tuple[date, str, bool]]) -> Counts:
    found: Counter[CountKey] = Counter()
    for month, agency, service in sent:
        found[CountKey(Measure.RECEIVED, month)] += 1
        found[CountKey(Measure.RECEIVED, month, Breakdown.AGENCY, agency)] += 1
        found[CountKey(Measure.RECEIVED, month, Breakdown.SERVICE, service)] += 1
    for month, service, completed in ended:
        found[CountKey(Measure.ENDED, month, Breakdown.SERVICE, service)] += 1
        found[CountKey(Measure.COMPLETED, month, Breakdown.SERVICE, service)] += completed
    return Counts(found, frozenset(MONTHS))


@given(SENT, ENDED)
def test_referrals_to_a_kind_of_service_are_those_to_all_services_of_the_kind(
    sent: list[tuple[date, str, str]], ended: list[tuple[date, str, bool]]
) -> None:
    expected: Counter[CountKey] = Counter()
    for month, _, service in sent:
        if KINDS[service] == "crisis_intervention":
            expected[CountKey(Measure.CRISIS_INTERVENTION_REFERRALS, month)] += 1
    for month, service, completed in ended:
        if KINDS[service] == "crisis_intervention":
            expected[CountKey(Measure.CRISIS_INTERVENTIONS_ENDED, month)] += 1
            expected[CountKey(Measure.CRISIS_INTERVENTIONS_COMPLETED, month)] += completed
    assert derived.by_service_kind(referrals(sent, ended), KINDS) == +expected


@given(SENT)
def test_an_agency_counts_in_the_month_of_a_referral_and_the_eleven_after(
    sent: list[tuple[date, str, str]],
) -> None:
    expected = {}
    for month in MONTHS:
        agencies = {agency for of, agency, _ in sent if add_months(month, -11) <= of <= month}
        if agencies:
            expected[CountKey(Measure.AGENCIES_REFERRING, month)] = len(agencies)
    assert derived.agencies_referring(referrals(sent, []), END) == expected


def test_youth_nuisance_is_set_beside_crime_where_both_sources_have_the_month() -> None:
    first, second, third, fourth = MONTHS[:4]
    police = Counts(
        {
            CountKey(Measure.CRIMES, second): 40,
            CountKey(Measure.CRIMES, third): 30,
            CountKey(Measure.ASB_INCIDENTS, second): 500,
        },
        frozenset({first, second, third}),
    )
    returned = Counts(
        {
            CountKey(Measure.YOUTH_NUISANCE, second): 20,
            CountKey(Measure.OTHER_POLICE_ASB, second): 40,
            CountKey(Measure.OTHER_POLICE_ASB, fourth): 9,
            CountKey(Measure.ASB_REPORTED, first): 12,
        },
        frozenset({first, second, third, fourth}),
    )
    assert derived.crime_and_asb(police, returned) == {
        CountKey(Measure.YOUTH_NUISANCE, second): 20,
        CountKey(Measure.OTHER_CRIME_AND_ASB, second): 80,
        CountKey(Measure.YOUTH_NUISANCE, third): 0,
        CountKey(Measure.OTHER_CRIME_AND_ASB, third): 30,
    }
