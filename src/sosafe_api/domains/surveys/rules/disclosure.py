"""Which counts of a wave may be shown, decided for all its breakdowns together (ADR 0031, 0029). Pure.

A wave is decided from its breakdowns to its questions. Which groups of a breakdown are shown follows from the
one table of that breakdown, and holds for every question, so no question gives away a group that another hides.
Then all tables of a question are decided together: for everybody, and by each breakdown.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sosafe_api.core.disclosure.suppression import Cell, is_small, shown_cells
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.rules.tallies import Given, Tally, together
from sosafe_api.domains.surveys.vocabulary import SurveyQuestionKind

OTHERS = "-"  # no code is written like this: hidden groups together, or what was answered and is not known
INDICATOR = "+"  # nor like this: the answers together that count for the indicator which a question feeds
NOT_GIVEN = -1  # in place of a rank: those who did not choose this option
Segments = Mapping[str, Mapping[str, Tally]]
Parts = dict[Hashable, int]


class Place(NamedTuple):
    """A count of a question: of which group, and which answer; without an answer, the base."""

    breakdown: str = ""
    member: str = ""
    answer: str = ""
    rank: int = 0


class Tables(NamedTuple):
    """What a reader could know of a question: elementary counts, sums known to be 0, counts that may be shown."""

    counts: Parts
    relations: list[Parts]
    cells: list[Cell]


def shown_of_wave(
    questions: Sequence[Question], whole: Mapping[str, Tally], broken_down: Mapping[str, Segments]
) -> dict[str, frozenset[Place]]:
    """The places shown of each question, by its code. `broken_down` is by question, breakdown and group."""
    groups = {
        question.code: shown_groups(question, whole[question.code])
        for question in questions
        if question.breakdown
    }
    found = {}
    for question in questions:
        segments = {} if question.breakdown else broken_down.get(question.code, {})
        segments = {by: _kept(parts, groups[by]) for by, parts in segments.items() if groups[by]}
        found[question.code] = shown_of(question, whole[question.code], segments)
    return found


def shown_groups(question: Question, tally: Tally) -> frozenset[str]:
    """The groups of a breakdown that are large enough, and that no other one gives away."""
    shown = shown_of(question, tally, {})
    return frozenset(
        given.answer
        for given, count in tally.counts.items()
        if count and Place(answer=given.answer) in shown and Place() in shown
    )


def shown_of(question: Question, whole: Tally, segments: Segments) -> frozenset[Place]:
    """Where the base of a shown group would have to be hidden, the question is not broken down at all.

    A reader may know that base from another question that everybody answered; and from an indicator, whatever the
    wave shows, how many gave an answer that counts for it. Where that could give a small count away, no answer is
    shown.
    """
    tables = tables_of(question, whole, segments)
    shown = frozenset(
        key for key in shown_cells(tables.counts, tables.cells, tables.relations) if isinstance(key, Place)
    )
    hidden = {
        by
        for by, parts in segments.items()
        for member, tally in parts.items()
        if member != OTHERS and Place(by, member) not in shown and not is_small(tally.base)
    }
    fed = {cell.key for cell in tables.cells if isinstance(cell.key, Place) and cell.key.answer == INDICATOR}
    if segments and (not shown or not fed <= shown):
        return shown_of(question, whole, {})
    if not fed <= shown:
        return shown & {Place()}
    if hidden:
        return shown_of(question, whole, {by: parts for by, parts in segments.items() if by not in hidden})
    return shown


def _kept(parts: Mapping[str, Tally], groups: frozenset[str]) -> dict[str, Tally]:
    """The groups shown, and all others as one."""
    kept = {member: tally for member, tally in parts.items() if member in groups}
    others = together(tally for member, tally in parts.items() if member not in groups)
    return kept | ({OTHERS: others} if others.base else {})


def partitions(question: Question, tally: Tally) -> Iterator[dict[Given, int]]:
    """Each splits all who answered: the options of a choice; with and without one of several; each rank."""
    known = {given: tally.counts.get(given, 0) for given in givens(question) if tally.knows(given)}
    if question.kind in (SurveyQuestionKind.SINGLE, SurveyQuestionKind.SCALE):
        yield _whole(known, Given(OTHERS), tally.base)
        return
    for answer in dict.fromkeys(given.answer for given in known):
        ranked = {given: count for given, count in known.items() if given.answer == answer}
        yield _whole(ranked, Given(answer, NOT_GIVEN), tally.base)
    for rank in range(1, question.ranks + 1):
        of_rank = {given: count for given, count in known.items() if given.rank == rank}
        yield _whole(of_rank, Given(OTHERS, rank), tally.base)


def givens(question: Question) -> list[Given]:
    """Every answer that is counted."""
    ranks = range(1, question.ranks + 1) if question.ranks else [0]
    return [Given(answer, rank) for answer in question.labels for rank in ranks]


def _whole(counts: dict[Given, int], rest: Given, base: int) -> dict[Given, int]:
    left = base - sum(counts.values())
    return {**counts, rest: left} if left > 0 else counts


def tables_of(question: Question, whole: Tally, segments: Segments) -> Tables:
    """Elementary counts are those of the smallest groups; what is counted of everybody is their sum."""
    parts: Segments = segments or {"": {"": whole}}
    counts: Parts = {}
    relations: list[Parts] = []
    firsts: dict[tuple[str, str], Parts] = {}
    for by, members in parts.items():
        for member, tally in members.items():
            split: list[Parts] = [
                {Place(by, member, *given): count for given, count in each.items()}
                for each in partitions(question, tally)
            ]
            firsts[by, member] = dict.fromkeys(split[0], 1)
            for each in split:
                counts |= each
            for each in split[1:]:
                relation: Parts = dict.fromkeys(each, 1)
                for place in split[0]:
                    relation[place] = relation.get(place, 0) - 1
                relations.append({place: factor for place, factor in relation.items() if factor})
    relations += _between(parts, counts)
    return Tables(counts, relations, list(_cells(question, whole, parts, firsts, counts)))


def _between(parts: Segments, counts: Parts) -> Iterator[Parts]:
    """By each breakdown an answer was given equally often."""
    first, *others = parts
    answers = dict.fromkeys((place.answer, place.rank) for place in counts if isinstance(place, Place))
    for other in others:
        for answer, rank in answers:
            relation: Parts = {}
            for by, factor in ((first, 1), (other, -1)):
                of = [Place(by, member, answer, rank) for member in parts[by]]
                relation |= {place: factor for place in of if place in counts}
            yield relation


def _cells(
    question: Question, whole: Tally, parts: Segments, firsts: Mapping[tuple[str, str], Parts], counts: Parts
) -> Iterator[Cell]:
    """Everybody's base and answers, then the bases of groups, then their answers; the larger ones first.

    What an indicator tells of the question goes before all answers: it is known, whichever of them are shown.
    """
    first = next(iter(parts))
    everybody: Parts = {place: 1 for member in parts[first] for place in firsts[first, member]}
    yield Cell(Place(), everybody)
    yield from _fed(question, whole, everybody)
    for given in _by_size(question, whole):
        yield Cell(Place("", "", *given), {Place(first, member, *given): 1 for member in parts[first]})
    if first == "":
        return
    groups = [(by, member) for by, members in parts.items() for member in members if member != OTHERS]
    groups.sort(key=lambda group: (-parts[group[0]][group[1]].base, group))
    for group in groups:
        yield Cell(Place(*group), firsts[group])
    for by, member in groups:
        for given in _by_size(question, parts[by][member]):
            yield Cell(Place(by, member, *given), {Place(by, member, *given): 1})
    yield from _complements(first, counts)


def _fed(question: Question, whole: Tally, everybody: Parts) -> Iterator[Cell]:
    """Those who gave an answer that counts for the indicator, and all others: it publishes both.

    Of counts stated by hand it is fed only where all these answers are known.
    """
    answers = question.indicator[1] if question.indicator else ()
    if not answers or not all(whole.knows(Given(answer)) for answer in answers):
        return
    counting: Parts = {}
    others: Parts = {}
    for place, factor in everybody.items():
        counts_for_it = isinstance(place, Place) and place.answer in answers
        (counting if counts_for_it else others)[place] = factor
    yield Cell(Place(answer=INDICATOR), counting)
    yield Cell(Place(answer=INDICATOR, rank=NOT_GIVEN), others)


def _complements(by: str, counts: Parts) -> Iterator[Cell]:
    """How many of everybody did not give an answer: in no table, but a secret where they are few."""
    untold: dict[Place, Parts] = {}
    for place in counts:
        if isinstance(place, Place) and place.breakdown == by and _untold(place):
            untold.setdefault(Place("", "", place.answer, place.rank), {})[place] = 1
    for place, sums in untold.items():
        yield Cell(place, sums)


def _untold(place: Place) -> bool:
    return place.rank == NOT_GIVEN or place.answer == OTHERS


def _by_size(question: Question, tally: Tally) -> list[Given]:
    known = [given for given in givens(question) if tally.knows(given)]
    return sorted(known, key=lambda given: (-tally.counts.get(given, 0), given))
