"""A figure entered by hand that was told first, and records of a shorter time within its days that come later."""

from collections.abc import Hashable
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sosafe_api.core.disclosure.suppression import is_small
from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.carried import enter
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Measure
from sosafe_api.domains.kpis.rules.measured import Days, Measured, MeasuredFigure, carried_over
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.publication import CellKey, Decision, Ledgers, decide, new_ledgers
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, PeriodKind
from tests.domains.kpis.attacker import largest

YEAR = Days(date(2016, 4, 1), date(2017, 4, 1))
LAST_QUARTER = Period(date(2017, 1, 1), date(2017, 4, 1), PeriodKind.QUARTER)
EVENTS, REFERRALS = REGISTRY["event_attendances"], REGISTRY["no_more_referrals"]
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)


def published(definition: Definition, number: int, ledgers: Ledgers) -> None:
    """A release that tells the figure, before there are any records."""
    measured = Measured({YEAR: MeasuredFigure(number, None, "Example strategy")}, {YEAR: RELEASED})
    enter(ledgers, carried_over(definition, measured, frozenset(), date(2020, 1, 1)))
    decide([definition], Counts({}, frozenset()), YEAR, ledgers, attacked=True)
    for ledger in ledgers.values():
        ledger.turn_page()


def recorded(definition: Definition, start: date, monthly: list[int], ledgers: Ledgers) -> Decision:
    """The next release, with records from a month on; records win, so the figure is told no more."""
    months = months_between(start, add_months(start, len(monthly)))
    (measure,) = definition.measures
    by_key = {CountKey(measure, month): number for month, number in zip(months, monthly, strict=True)}
    span = start, add_months(start, len(monthly))
    decision = decide([definition], Counts(by_key, frozenset(months)), span, ledgers, attacked=True)
    assert decision.given_away == []
    return decision


def test_the_quarter_that_would_leave_two_of_a_year_told_before_is_hidden() -> None:
    cell = CellKey((Measure.EVENT_ATTENDANCES,), LAST_QUARTER)
    ledgers = new_ledgers()
    assert recorded(EVENTS, LAST_QUARTER.start, [13, 12, 13], ledgers).shown[cell] == 38
    ledgers = new_ledgers()
    published(EVENTS, 40, ledgers)
    assert cell not in recorded(EVENTS, LAST_QUARTER.start, [13, 12, 13], ledgers).shown
    ledgers = new_ledgers()
    published(EVENTS, 45, ledgers)
    assert recorded(EVENTS, LAST_QUARTER.start, [13, 12, 13], ledgers).shown[cell] == 38


def test_a_figure_that_was_counted_otherwise_hides_nothing() -> None:
    ledgers = new_ledgers()
    published(EVENTS, 30, ledgers)
    shown = recorded(EVENTS, LAST_QUARTER.start, [13, 12, 13], ledgers).shown
    assert shown[CellKey((Measure.EVENT_ATTENDANCES,), LAST_QUARTER)] == 38


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 8),
    st.integers(0, 11),
    st.lists(st.integers(0, 12), min_size=3, max_size=15),
)
def test_nothing_small_follows_from_a_year_told_before_and_the_months_counted_later(
    left: int, first: int, monthly: list[int]
) -> None:
    start = add_months(YEAR.start, first)
    months = months_between(start, add_months(start, len(monthly)))
    within = [month for month in months if month < YEAR.end]
    figure = max(5, sum(monthly[: len(within)]) + left)
    ledgers = new_ledgers()
    published(EVENTS, figure, ledgers)
    shown = recorded(EVENTS, start, monthly, ledgers).shown
    numbers: dict[Hashable, int] = dict(zip(months, monthly, strict=True))
    before: list[tuple[dict[Hashable, int], int]] = []
    left = figure - sum(numbers[month] for month in within)
    if len(within) < len(months_between(*YEAR)):
        numbers["left"] = left
        before.append(({**dict.fromkeys(within, 1), "left": 1}, figure))
    elif not left:
        before.append((dict.fromkeys(within, 1), figure))
    known = before + [(dict.fromkeys(cell.period.months, 1), value) for cell, value in shown.items()]
    least = {name: min(value, 1) for name, value in numbers.items()}
    for name, value in numbers.items():
        # A figure so small that it told by itself what the year's parts can be at most is not theirs to guard.
        if is_small(value) and largest({name: 1}, before, least) >= 5:
            assert largest({name: 1}, known, least) >= 5 - 1e-6, name


def test_what_is_left_of_a_sensitive_figure_is_withheld_as_any_count_below_ten() -> None:
    """102 are told as 100; of them the records count 99 in the last nine months of the year, so 3 are left."""
    ledgers = new_ledgers()
    published(REFERRALS, 102, ledgers)
    ledger = ledgers[DisclosurePolicy.SENSITIVE]
    recorded(REFERRALS, date(2016, 7, 1), [11] * 12, ledgers)
    (left,) = (name for name in ledger.current if name.startswith("beside"))
    parts = ((ledger.current[left], 1),)
    assert ledger.value(parts) == 3
    assert (ledger.kept[parts].floor, ledger.kept[parts].width) == (5, 5)


def test_two_indicators_of_the_same_count_are_both_remembered() -> None:
    """45 reported by one document and 40 by another: either leaves few of the year."""
    ledgers = new_ledgers()
    for code, number in (("asb_reported_rate", 40), ("asb_reported", 45)):
        figure = MeasuredFigure(number, 87000 if code == "asb_reported_rate" else None, "Example document")
        measured = Measured({YEAR: figure}, {YEAR: RELEASED})
        enter(ledgers, carried_over(REGISTRY[code], measured, frozenset(), date(2020, 1, 1)))
    shown = recorded(REGISTRY["asb_reported"], LAST_QUARTER.start, [13, 12, 13], ledgers).shown
    assert CellKey((Measure.ASB_REPORTED,), LAST_QUARTER) not in shown
