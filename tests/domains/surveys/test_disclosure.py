"""No small count of a wave is recovered, by subtraction across its breakdowns or by bounds; SciPy is the attacker."""

from collections.abc import Hashable
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sosafe_api.core.disclosure.suppression import Cell
from sosafe_api.domains.surveys.rules.complainants import Said, complainant_figures
from sosafe_api.domains.surveys.rules.disclosure import (
    INDICATOR,
    NOT_GIVEN,
    OTHERS,
    Place,
    shown_groups,
    shown_of,
    shown_of_wave,
    tables_of,
)
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.rules.tallies import Given, Tally, together
from sosafe_api.domains.surveys.vocabulary import SurveyQuestionKind
from tests.domains.kpis.attacker import recovered

K = SurveyQuestionKind
AGE = Question("age", "Age?", K.SINGLE, True, True, (("young", ""), ("middle", ""), ("old", "")))
SEX = Question("sex", "Sex?", K.SINGLE, True, True, (("f", ""), ("m", "")))
OPTIONS = (("a", ""), ("b", ""), ("c", ""))
FEEDING = Question(
    "q",
    "How safe?",
    K.SINGLE,
    options=(*OPTIONS, ("d", "")),
    indicator=("feeling_safe_by_day", ("a", "b")),
)
QUESTIONS = {
    K.SINGLE: Question("q", "Which?", K.SINGLE, True, options=OPTIONS),
    K.MULTIPLE: Question("q", "Which ones?", K.MULTIPLE, False, options=OPTIONS[:2]),
    K.RANKED: Question("q", "In which order?", K.RANKED, False, options=OPTIONS, ranks=2),
    K.SCALE: Question("q", "How?", K.SCALE, False, scale=(1, 3)),
}
ANSWERS: dict[SurveyQuestionKind, list[Any]] = {
    K.SINGLE: ["a", "b", "c"],
    K.MULTIPLE: [[], ["a"], ["b"], ["a", "b"], None],
    K.RANKED: [["a", "b"], ["b", "c"], ["c"], None],
    K.SCALE: ["1", "2", "3", None],
}
ASKED: list[tuple[Question, list[Any]]] = [
    (question, ANSWERS[kind]) for kind, question in QUESTIONS.items()
] + [(FEEDING, ["a", "b", "c", "d", None])]
FED = (Place(answer=INDICATOR), Place(answer=INDICATOR, rank=NOT_GIVEN))
TIMES = st.integers(0, 9) | st.just(1) | st.integers(10, 40)


def tally(question: Question, answers: list[object]) -> Tally:
    """As the database counts them."""
    given_answers = [answer for answer in answers if answer is not None]
    counts: dict[Given, int] = {}
    for answer in given_answers:
        several = answer if isinstance(answer, list) else [answer]
        for place, code in enumerate(several, start=1):
            key = Given(code, place if question.ranks else 0)
            counts[key] = counts.get(key, 0) + 1
    base = len(given_answers)
    return Tally(base, base, base, counts, {key: float(count) for key, count in counts.items()})


@st.composite
def respondents(draw: st.DrawFn) -> tuple[Question, list[tuple[str, str, object]]]:
    question, answers = draw(st.sampled_from(ASKED))
    found = []
    for age, _ in AGE.options:
        for sex, _ in SEX.options:
            for answer in answers:
                found += [(age, sex, answer)] * draw(TIMES)
    return question, found


# A failure is told as found: the solver is too slow to make it small.
@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(respondents())
def test_no_small_count_follows_from_all_that_is_shown_of_a_wave(
    asked: tuple[Question, list[tuple[str, str, object]]],
) -> None:
    question, people = asked
    whole = {
        "age": tally(AGE, [age for age, _, _ in people]),
        "sex": tally(SEX, [sex for _, sex, _ in people]),
        "q": tally(question, [answer for _, _, answer in people]),
    }
    groups = {
        "age": {code: tally(question, [a for age, _, a in people if age == code]) for code, _ in AGE.options},
        "sex": {code: tally(question, [a for _, sex, a in people if sex == code]) for code, _ in SEX.options},
    }
    shown = shown_of_wave([AGE, SEX, question], whole, {"q": groups})
    for breakdown in (AGE, SEX):
        tables = tables_of(breakdown, whole[breakdown.code], {})
        keys: frozenset[Hashable] = frozenset(shown[breakdown.code])
        assert recovered(tables.counts, tables.cells, tables.relations, keys) == []
    segments = {}
    for breakdown in (AGE, SEX):
        seen = shown_groups(breakdown, whole[breakdown.code])
        parts = {code: of for code, of in groups[breakdown.code].items() if code in seen}
        hidden = together(of for code, of in groups[breakdown.code].items() if code not in seen)
        if seen:
            segments[breakdown.code] = parts | ({OTHERS: hidden} if hidden.base else {})
    tables = tables_of(question, whole["q"], segments)
    # Where everybody answered, a reader knows the base of each shown group from its breakdown's own table.
    known = {Place(by, code) for by, parts in segments.items() for code in parts if code != OTHERS}
    answered = {place for place in known if whole["q"].base == len(people)}
    # The counts that no table holds are secrets as well: those who did not choose, and the hidden groups.
    cells = [*tables.cells, *(Cell(("part", name), {name: 1}) for name in tables.counts)]
    kept = {"", *(place.breakdown for place in shown["q"])}

    def told(cell: Cell) -> bool:
        """Where the question is not broken down, a reader is not told what is hidden and what is 0."""
        place = cell.key if isinstance(cell.key, Place) else next(iter(cell.parts))
        return isinstance(place, Place) and place.breakdown in kept

    zeros = {cell.key for cell in cells if told(cell) and not any(tables.counts[name] for name in cell.parts)}
    keys = frozenset({*shown["q"], *answered, *zeros, *told_by_the_indicator(question, whole["q"])})
    relations = [*tables.relations, *alike(tables.counts)]
    assert recovered(tables.counts, cells, relations, keys, told) == []
    assert all(place.member in {"", *shown_groups_of(segments, place.breakdown)} for place in shown["q"])


def fed(question: Question, of: Tally) -> list[int]:
    """How many gave an answer that counts for the indicator, and how many another one."""
    if question.indicator is None:
        return []
    counting = sum(of.counts.get(Given(answer), 0) for answer in question.indicator[1])
    return [counting, of.base - counting]


def told_by_the_indicator(question: Question, of: Tally) -> set[Place]:
    """It publishes both numbers of a wave that is the only one of its month, or neither."""
    return set() if any(0 < count < 5 for count in fed(question, of)) else set(FED[: len(fed(question, of))])


def of_counts(**counts: int) -> Tally:
    given_answers = {Given(answer): count for answer, count in counts.items()}
    base = sum(counts.values())
    return Tally(base, base, base, given_answers, {key: float(count) for key, count in given_answers.items()})


def test_no_answer_is_told_by_what_is_shown_and_the_sum_that_an_indicator_publishes() -> None:
    answers = of_counts(a=200, b=3, c=100, d=50)
    shown = shown_of(FEEDING, answers, {})
    assert shown >= {Place(), *FED, Place(answer="c"), Place(answer="d")}
    assert shown.isdisjoint({Place(answer="a"), Place(answer="b")}), "203 - 200 would be 3"
    tables = tables_of(FEEDING, answers, {})
    keys: frozenset[Hashable] = shown | told_by_the_indicator(FEEDING, answers)
    assert recovered(tables.counts, tables.cells, tables.relations, keys) == []
    others = shown_of(FEEDING, of_counts(a=200, b=100, c=50, d=3), {})
    assert others.isdisjoint({Place(answer="c"), Place(answer="d")}), "353 - 300 - 50 would be 3"


@pytest.mark.parametrize(
    "answers",
    [of_counts(a=3, b=0, c=100, d=50), of_counts(a=1, b=2, c=100, d=50), of_counts(a=90, b=40, c=1, d=2)],
)
def test_where_the_sum_for_an_indicator_is_small_no_answer_is_shown(answers: Tally) -> None:
    assert shown_of(FEEDING, answers, {}) == {Place()}
    assert shown_of(FEEDING, answers, {"age": {"young": answers}}) == {Place()}


def test_an_indicator_that_counts_unstated_answers_is_not_fed_and_tells_nothing() -> None:
    stated = Tally(100, 100.0, 100.0, {Given("a"): 40}, {Given("a"): 40.0}, partial=True)
    assert shown_of(FEEDING, stated, {}) == {Place(), Place(answer="a")}


def alike(counts: dict[Hashable, int]) -> list[dict[Hashable, int]]:
    """What any reader knows: by age and by sex, each answer was given equally often."""
    places = [place for place in counts if isinstance(place, Place)]
    if {place.breakdown for place in places} != {"age", "sex"}:
        return []
    return [
        {
            place: 1 if place.breakdown == "age" else -1
            for place in places
            if (place.answer, place.rank) == given_answer
        }
        for given_answer in {(place.answer, place.rank) for place in places}
    ]


def shown_groups_of(segments: dict[str, dict[str, Tally]], by: str) -> set[str]:
    return {code for code in segments.get(by, {}) if code != OTHERS}


def test_a_group_that_one_question_hides_is_hidden_by_all() -> None:
    people = [("young", "a")] * 40 + [("middle", "a")] * 30 + [("old", "b")] * 2
    whole = {
        "age": tally(AGE, [age for age, _ in people]),
        "q": tally(QUESTIONS[K.SINGLE], [a for _, a in people]),
    }
    groups = {
        code: tally(QUESTIONS[K.SINGLE], [answer for age, answer in people if age == code])
        for code, _ in AGE.options
    }
    shown = shown_of_wave([AGE, QUESTIONS[K.SINGLE]], whole, {"q": {"age": groups}})
    assert {place.answer for place in shown["age"]} == {"", "young"}
    assert {place.member for place in shown["q"]} == {"", "young"}


def test_few_who_left_an_option_out_are_hidden_also_where_no_table_counts_them() -> None:
    question = QUESTIONS[K.MULTIPLE]
    people = [("young", ["a"])] * 30 + [("middle", ["a"])] * 27 + [("young", [])] + [("middle", [])] * 2
    whole = {"age": tally(AGE, [age for age, _ in people]), "q": tally(question, [a for _, a in people])}
    groups = {code: tally(question, [a for age, a in people if age == code]) for code, _ in AGE.options[:2]}
    shown = shown_of_wave([AGE, question], whole, {"q": {"age": groups}})["q"]
    assert Place() in shown
    assert Place(answer="a") not in shown, "three of sixty did not choose it"


SAID = st.builds(
    Said,
    st.sampled_from(["very_satisfied", "fairly_satisfied", "neither", "very_dissatisfied"]),
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.none() | st.booleans(),
)


@given(st.lists(SAID, max_size=80))
def test_no_figure_of_complainants_shows_a_small_count_or_leaves_one(said: list[Said]) -> None:
    surveyed, figures = complainant_figures(said)
    assert surveyed in (None, len(said))
    assert (surveyed is None) is (0 < len(said) < 5)
    for figure in figures:
        assert figure.denominator is None or not 0 < figure.denominator < 5
        if figure.numerator is not None and figure.denominator is not None:
            for count in (figure.numerator, figure.denominator - figure.numerator):
                assert not 0 < count < 5
            if figure.denominator and figure.interval is not None:
                share = figure.numerator / figure.denominator
                assert figure.interval.low - 1e-9 <= share <= figure.interval.high + 1e-9
