"""What a count of yes comes to, with and without judgement; bands without gap; scores; days of months."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sosafe_api.core.months import months_after
from sosafe_api.domains.referrals.vocabulary import RiskGrade
from sosafe_api.domains.risk.rules.bands import DEFAULT, GRADES, Band, band_errors
from sosafe_api.domains.risk.rules.dash import QUESTIONS, Circumstances, assess, counted, question_errors
from sosafe_api.domains.risk.rules.repeats import pair_history
from sosafe_api.domains.risk.rules.scores import Item, score_change, total_range, value_errors
from sosafe_api.domains.risk.vocabulary import (
    DashAnswer,
    DashVersion,
    PairHistory,
    RiskGround,
    RiskRoute,
    ScoreChange,
    ScoreDirection,
)

D24, D27 = DashVersion.DASH_24, DashVersion.DASH_27
LOW, STANDARD, MEDIUM, HIGH = GRADES
HIGH_RISK, JUDGED, ESCALATION = (
    RiskGround.VISIBLE_HIGH_RISK,
    RiskGround.PROFESSIONAL_JUDGEMENT,
    RiskGround.POTENTIAL_ESCALATION,
)


def yes_to(count: int, version: DashVersion = D24) -> dict[int, DashAnswer]:
    """The first so many of those that count."""
    chosen = sorted(counted(version, DEFAULT))[:count]
    every = range(1, QUESTIONS[version] + 1)
    return {number: DashAnswer.YES if number in chosen else DashAnswer.NO for number in every}


@pytest.mark.parametrize("version", [D24, D27])
@pytest.mark.parametrize(
    ("count", "judgement", "expected"),
    [
        (0, None, (STANDARD, (), RiskRoute.SADA_PANEL)),
        (9, None, (STANDARD, (), RiskRoute.SADA_PANEL)),
        (10, None, (MEDIUM, (), RiskRoute.SADA_PANEL)),
        (13, None, (MEDIUM, (), RiskRoute.SADA_PANEL)),
        (14, None, (HIGH, (HIGH_RISK,), RiskRoute.MARAC)),
        (24, None, (HIGH, (HIGH_RISK,), RiskRoute.MARAC)),
        (0, HIGH, (HIGH, (JUDGED,), RiskRoute.MARAC)),
        (9, MEDIUM, (MEDIUM, (JUDGED,), RiskRoute.SADA_PANEL)),
        (9, HIGH, (HIGH, (JUDGED,), RiskRoute.MARAC)),
        (10, STANDARD, (MEDIUM, (), RiskRoute.SADA_PANEL)),
        (13, HIGH, (HIGH, (JUDGED,), RiskRoute.MARAC)),
        (13, MEDIUM, (MEDIUM, (), RiskRoute.SADA_PANEL)),
        (14, STANDARD, (HIGH, (HIGH_RISK,), RiskRoute.MARAC)),
        (14, HIGH, (HIGH, (HIGH_RISK, JUDGED), RiskRoute.MARAC)),
        (24, LOW, (HIGH, (HIGH_RISK,), RiskRoute.MARAC)),
    ],
)
def test_a_count_and_a_judgement_come_to_a_grade_with_its_grounds(
    version: DashVersion,
    count: int,
    judgement: RiskGrade | None,
    expected: tuple[RiskGrade, tuple[RiskGround, ...], RiskRoute],
) -> None:
    found = assess(version, yes_to(count, version), DEFAULT, Circumstances(judged=judgement))
    assert (found.yes_count, (found.grade, found.grounds, found.route)) == (count, expected)


@given(
    answers=some.lists(some.sampled_from(DashAnswer), min_size=24, max_size=24),
    judgement=some.none() | some.sampled_from(RiskGrade),
    events=some.none() | some.integers(0, 50),
    history=some.sampled_from(PairHistory),
)
def test_nothing_beside_the_count_ever_lowers_what_the_count_gives(
    answers: list[DashAnswer], judgement: RiskGrade | None, events: int | None, history: PairHistory
) -> None:
    numbered = dict(enumerate(answers, start=1))
    alone = assess(D24, numbered, DEFAULT, Circumstances())
    found = assess(D24, numbered, DEFAULT, Circumstances(judgement, events, history))
    assert found.count_grade is alone.grade
    assert GRADES.index(found.grade) >= GRADES.index(alone.grade)
    assert set(alone.grounds) <= set(found.grounds)
    assert alone.route is RiskRoute.SADA_PANEL or found.route is RiskRoute.MARAC
    assert judgement is None or GRADES.index(found.grade) >= GRADES.index(judgement)


def test_what_is_not_known_is_not_yes_and_three_events_in_a_year_are_escalation() -> None:
    unknown = dict.fromkeys(range(1, 25), DashAnswer.DONT_KNOW)
    for events, grounds in ((None, ()), (0, ()), (2, ()), (3, (ESCALATION,)), (9, (ESCALATION,))):
        found = assess(D24, unknown, DEFAULT, Circumstances(domestic_events=events))
        assert (found.yes_count, found.grade, found.grounds) == (0, STANDARD, grounds)
        assert found.route is (RiskRoute.MARAC if grounds else RiskRoute.SADA_PANEL)


def test_of_the_27_questions_24_count() -> None:
    every = dict.fromkeys(range(1, 28), DashAnswer.YES)
    assert assess(D27, every, DEFAULT, Circumstances()).yes_count == 24
    left_out = {**dict.fromkeys(range(1, 28), DashAnswer.NO), 10: DashAnswer.YES, 12: DashAnswer.YES}
    assert assess(D27, left_out, DEFAULT, Circumstances()).yes_count == 0
    assert counted(D24, DEFAULT) == set(range(1, 25))


def test_each_question_is_answered_once_and_what_is_wrong_is_told_at_once() -> None:
    assert question_errors(D24, range(1, 25)) == []
    assert question_errors(D27, range(27, 0, -1)) == []
    wrong = question_errors(D24, [1, 1, 25, *range(3, 24)])
    assert [(error.code, error.pointer) for error in wrong] == [
        ("repeated_value", "#/answers/1/question"),
        ("too_large", "#/answers/2/question"),
        ("required", "#/answers"),
    ]
    assert "2, 24" in wrong[-1].detail


@given(some.lists(some.integers(1, 23), min_size=1, max_size=3, unique=True))
def test_bands_that_meet_give_every_count_one_grade(edges: list[int]) -> None:
    bounds = [0, *sorted(edges), 25]
    grades = GRADES[4 - len(bounds) + 1 :]
    bands = [
        Band(grade, lowest, above - 1, RiskRoute.MARAC)
        for grade, lowest, above in zip(grades, bounds, bounds[1:], strict=False)
    ]
    assert band_errors(bands) == []
    for count in range(25):
        assert sum(band.lowest <= count <= band.highest for band in bands) == 1


@pytest.mark.parametrize(
    ("ranges", "wrong"),
    [
        ([(0, 9), (11, 24)], {("#/bands/1/lowest", "gap_or_overlap")}),
        ([(0, 9), (9, 24)], {("#/bands/1/lowest", "gap_or_overlap")}),
        (
            [(1, 9), (10, 23)],
            {("#/bands/0/lowest", "gap_or_overlap"), ("#/bands/1/highest", "gap_or_overlap")},
        ),
        ([(0, 30), (14, 24)], {("#/bands/1/lowest", "gap_or_overlap")}),
        ([(0, 9), (10, 8), (9, 24)], {("#/bands/1/highest", "not_after_start")}),
    ],
)
def test_bands_with_a_gap_or_an_overlap_are_refused(
    ranges: list[tuple[int, int]], wrong: set[tuple[str, str]]
) -> None:
    grades = GRADES[-len(ranges) :]
    bands = [Band(grade, *edges, RiskRoute.MARAC) for grade, edges in zip(grades, ranges, strict=True)]
    assert {(error.pointer, error.code) for error in band_errors(bands)} == wrong


def test_bands_rise_to_high() -> None:
    falling = [Band(HIGH, 0, 9, RiskRoute.MARAC), Band(MEDIUM, 10, 24, RiskRoute.MARAC)]
    assert {error.pointer for error in band_errors(falling)} == {"#/bands/1/grade"}


@pytest.mark.parametrize(
    ("referred", "event", "history"),
    [
        (None, date(2018, 3, 2), PairHistory.NO_EARLIER_REFERRAL),
        (date(2017, 3, 3), date(2018, 3, 2), PairHistory.REPEAT),
        (date(2017, 3, 3), date(2018, 3, 3), PairHistory.REPEAT),
        (date(2017, 3, 3), date(2018, 3, 4), PairHistory.LAPSED),
        (date(2016, 2, 29), date(2017, 2, 28), PairHistory.REPEAT),
        (date(2016, 2, 29), date(2017, 3, 1), PairHistory.LAPSED),
        (date(2015, 2, 28), date(2016, 2, 28), PairHistory.REPEAT),
        (date(2015, 2, 28), date(2016, 2, 29), PairHistory.LAPSED),
        (date(2019, 3, 1), date(2020, 2, 29), PairHistory.REPEAT),
        (date(2019, 3, 1), date(2020, 3, 1), PairHistory.REPEAT),
        (date(2019, 3, 1), date(2020, 3, 2), PairHistory.LAPSED),
    ],
)
def test_twelve_months_end_with_the_corresponding_day(
    referred: date | None, event: date, history: PairHistory
) -> None:
    assert pair_history(referred, event, 12) is history


@given(some.dates(date(1950, 1, 1), date(2090, 1, 1)), some.integers(1, 60))
def test_months_later_is_that_many_months_later_on_that_day_or_the_last(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


def test_a_score_is_the_sum_of_values_within_their_ranges() -> None:
    items = [Item("housing", 0, 10), Item("money", -5, 5)]
    assert total_range(items) == (-5, 15)
    assert value_errors(items, [("money", -5), ("housing", 10)]) == []
    wrong = value_errors(items, [("housing", 11), ("housing", 1), ("debt", 1)])
    assert [(error.code, error.pointer) for error in wrong] == [
        ("too_large", "#/values/0/value"),
        ("repeated_value", "#/values/1/item"),
        ("unknown_code", "#/values/2/item"),
        ("required", "#/values"),
    ]


def test_what_a_change_means_depends_on_the_direction_of_the_tool() -> None:
    worse, better = ScoreDirection.HIGHER_IS_WORSE, ScoreDirection.HIGHER_IS_BETTER
    assert score_change(10, 7, worse) is score_change(7, 10, better) is ScoreChange.IMPROVED
    assert score_change(7, 10, worse) is score_change(10, 7, better) is ScoreChange.WORSENED
    assert score_change(7, 7, worse) is score_change(7, 7, better) is ScoreChange.UNCHANGED
