"""Tables of other indicators that bound a hidden count: parts beside their wholes, and what stands year after year."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosafe_api.core.disclosure.attacker import Hidden, given_away
from sosafe_api.core.disclosure.knowledge import sum_of
from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.definition import Kind, Measure, Records
from sosafe_api.domains.kpis.rules.disclosure import BASE
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.publication import CellKey, Decision, decide, new_ledgers
from sosafe_api.domains.kpis.rules.wholes import WHOLES
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, PeriodKind

QUARTER = Period(date(2024, 4, 1), date(2024, 7, 1), PeriodKind.QUARTER)
Settled = tuple[int, int, int]  # accepted, declined, neither yet


def referrals(services: Mapping[str, Settled]) -> Counts:
    """All of one month, one reason and one agency."""
    by_key: dict[CountKey, int] = {}
    for code, (accepted, declined, waiting) in services.items():
        numbers = {
            Measure.RECEIVED: accepted + declined + waiting,
            Measure.ACCEPTED: accepted,
            Measure.DECLINED: declined,
            Measure.UNDECIDED: waiting,
        }
        for measure, number in numbers.items():
            for part in ((None, None), (Breakdown.SERVICE, code)):
                key = CountKey(measure, QUARTER.start, *part)
                by_key[key] = by_key.get(key, 0) + number
    members = {Breakdown.SERVICE: [Member(code, f"Example {code}") for code in services]}
    return Counts(by_key, frozenset(QUARTER.months), members)


def published(records: Records, counts: Counts) -> Decision:
    definitions = [item for item in REGISTRY.values() if item.records is records]
    start, end = (
        min(counts.months),
        max(Period(day, day, PeriodKind.MONTH).moved(1).start for day in counts.months),
    )
    return decide(definitions, counts, (start, end), new_ledgers(), attacked=True)


def test_referrals_decided_bound_those_received_so_both_hide_the_same_service() -> None:
    """Of 28 received the young people's service had 13, and outreach decided 12: three at most are the refuge's."""
    counts = referrals({"refuge": (2, 1, 0), "outreach": (12, 0, 0), "youth": (11, 0, 2)})
    decided = published(Records.REFERRALS, counts)
    assert decided.given_away == []
    received = {
        code: decided.shown.get(CellKey((Measure.RECEIVED,), QUARTER, Breakdown.SERVICE, code))
        for code in ("refuge", "outreach", "youth")
    }
    base = {
        code: decided.shown.get(
            CellKey((Measure.ACCEPTED, Measure.DECLINED), QUARTER, Breakdown.SERVICE, code)
        )
        for code in received
    }
    total = decided.shown[CellKey((Measure.RECEIVED,), QUARTER)]
    least = sum(max(received[code] or 0, base[code] or 0) for code in ("outreach", "youth"))
    assert received["refuge"] is None
    assert total - least >= 5


def test_the_attacker_knows_that_whoever_was_decided_was_received() -> None:
    ledgers = new_ledgers()
    ledger = ledgers[DisclosurePolicy.STANDARD]
    counts = referrals({"refuge": (2, 1, 0), "outreach": (12, 0, 0), "youth": (11, 0, 2)})
    definitions = [item for item in REGISTRY.values() if item.records is Records.REFERRALS]
    decide(definitions, counts, (QUARTER.start, QUARTER.end), ledgers)
    names = ledger.current
    knowledge = ledger.knowledge()
    refuge = sum_of([(names["received 2024-04 3 service refuge"], 1)])
    assert given_away(knowledge, [Hidden(refuge, 5)]) == []
    told = {"received 2024-04 3 service youth": 13, "accepted 2024-04 3 service outreach": 12}
    for name, number in told.items():
        knowledge.learn(sum_of([(names[name], 1)]), number, number)
    knowledge.learn(sum_of([(names["declined 2024-04 3 service outreach"], 1)]), 0, 0)
    assert given_away(knowledge, [Hidden(refuge, 5)]) == [Hidden(refuge, 5)]


def test_every_share_of_a_whole_that_holds_its_part_says_so() -> None:
    controlled = [item for item in REGISTRY.values() if item.disclosure is not DisclosurePolicy.OPEN_SOURCE]
    for item in controlled:
        counted = item.records is not Records.MEASUREMENTS
        if item.kind is Kind.SHARE and counted and not set(item.measures) <= set(item.base):
            assert WHOLES[item.base[0]] == item.measures, item.code


def test_how_many_wait_is_not_guarded_for_its_own_sake() -> None:
    """Else nearly every month's total would be hidden while a few of its referrals wait."""
    decided = published(Records.REFERRALS, referrals({"refuge": (20, 10, 2), "outreach": (30, 10, 1)}))
    assert decided.shown[CellKey((Measure.RECEIVED,), QUARTER)] == 73
    assert decided.shown[CellKey((Measure.ACCEPTED, Measure.DECLINED), QUARTER)] == 70


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 30), min_size=2), st.sets(st.sampled_from("abcd"))
)
@settings(max_examples=60, deadline=None)
def test_a_service_about_which_every_number_is_sensitive_could_have_had_five_more(
    received: dict[str, int], withheld: set[str]
) -> None:
    services = {code: (number, 0, 0) for code, number in received.items()}
    counts = replace(referrals(services), withheld=frozenset((Breakdown.SERVICE, code) for code in withheld))
    decided = published(Records.REFERRALS, counts)
    assert decided.given_away == []
    hidden = {
        code: number
        for code, number in received.items()
        if CellKey((Measure.RECEIVED,), QUARTER, Breakdown.SERVICE, code) not in decided.shown
    }
    assert withheld & received.keys() <= hidden.keys()
    if CellKey((Measure.RECEIVED,), QUARTER) in decided.shown:
        for code in (code for code in withheld & received.keys() if received[code]):
            assert sum(hidden.values()) - hidden[code] >= BASE, code


APRIL_2024 = date(2024, 4, 1)


def years(records: Records, numbers: Mapping[Measure, list[int]]) -> list[tuple[int | None, ...]]:
    """What is told of each financial year; a year's number is of its first month, or stands from it on."""
    (length,) = {len(of) for of in numbers.values()}
    months = months_between(APRIL_2024, add_months(APRIL_2024, 12 * length))
    stands = any(item.at_end and item.measures == tuple(numbers) for item in REGISTRY.values())
    by_key = {
        CountKey(measure, month): of[place // 12]
        for measure, of in numbers.items()
        for place, month in enumerate(months)
        if stands or place % 12 == 0
    }
    decided = published(records, Counts(by_key, frozenset(months)))
    assert decided.given_away == []
    found = []
    for year in range(length):
        period = Period(months[12 * year], add_months(months[12 * year], 12), PeriodKind.FINANCIAL_YEAR)
        told = period.last_month if stands else period
        found.append(tuple(decided.shown.get(CellKey((measure,), told)) for measure in numbers))
    return found


@pytest.mark.parametrize(
    ("housed", "of", "told"),
    [
        (98, 100, (None, 100)),  # both 100: at most 4 were not
        (96, 100, (95, 100)),  # 1 to 9 were not, as of any number withheld
        (100, 100, (100, 100)),
        (30, 30, (None, 30)),  # none of fewer than 50 is no 0 that may be told
        (60, 100, (60, 100)),
    ],
)
def test_a_sensitive_share_does_not_tell_that_few_are_left(
    housed: int, of: int, told: tuple[int | None, int]
) -> None:
    numbers = {Measure.CLIENTS_HOUSED: [housed], Measure.CLIENTS_WITH_HOUSING_RESULT: [of]}
    assert years(Records.RESULTS, numbers) == [told]


@pytest.mark.parametrize(
    ("standing", "told"),
    [
        ([120, 121], [120, None]),  # both 120: at most 4 came in the year
        ([120, 128], [120, 130]),
        ([120, 128, 129], [120, 130, None]),
        ([122, 150, 190], [120, 150, 190]),
    ],
)
def test_what_stands_does_not_tell_that_few_came_in_a_year(
    standing: list[int], told: list[int | None]
) -> None:
    found = years(Records.SURVIVORS, {Measure.SURVIVORS_TO_DATE: standing})
    assert found == [(number,) for number in told]
