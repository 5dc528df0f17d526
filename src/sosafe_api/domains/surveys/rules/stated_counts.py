"""Counts that alone are known of an old wave, stated by hand: whether they fit, and what they come to. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sosafe_api.core.errors import FieldError
from sosafe_api.core.statistics import rounded
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.rules.tallies import Given, Tally
from sosafe_api.domains.surveys.vocabulary import SurveyQuestionKind

COUNTABLE = frozenset({SurveyQuestionKind.SINGLE, SurveyQuestionKind.MULTIPLE, SurveyQuestionKind.SCALE})
WHOLE, ROUNDED_BY = Decimal(100), Decimal("0.5")


@dataclass(frozen=True, slots=True)
class StatedAnswer:
    """How many gave an answer: their number, or their percentage of the base as it was published."""

    answer: str
    count: int | None
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class StatedQuestion:
    """What is known of one question."""

    question: str
    base: int
    answers: tuple[StatedAnswer, ...]


def stated_errors(questions: Sequence[Question], stated: Sequence[StatedQuestion]) -> list[FieldError]:
    """Every fault of every question, each with its place."""
    known = {question.code: question for question in questions}
    errors, seen = [], set()
    for place, each in enumerate(stated):
        at = f"#/questions/{place}"
        question = known.get(each.question)
        if question is None:
            detail = "The questionnaire has no such question."
            errors.append(FieldError("unknown_question", detail, pointer=f"{at}/question"))
        elif question.kind not in COUNTABLE:
            detail = "Ranks and free text are known from responses only."
            errors.append(FieldError("not_countable", detail, pointer=f"{at}/question"))
        elif each.question in seen:
            errors.append(FieldError("repeated_value", "Must stand once.", pointer=f"{at}/question"))
        else:
            errors += _faults(question, each, at)
        seen.add(each.question)
    return errors


def _faults(question: Question, stated: StatedQuestion, at: str) -> Iterator[FieldError]:
    seen: set[str] = set()
    for place, each in enumerate(stated.answers):
        pointer = f"{at}/answers/{place}"
        if each.answer not in question.labels:
            yield FieldError("unknown_code", "Is not an answer to the question.", pointer=f"{pointer}/answer")
        if each.answer in seen:
            yield FieldError("repeated_value", "Must stand once.", pointer=f"{pointer}/answer")
        seen.add(each.answer)
        if (each.count is None) is (each.percent is None):
            yield FieldError("count_or_percent", "States either a count or a percentage.", pointer=pointer)
        if each.count is not None and each.count > stated.base:
            yield FieldError("too_large", "Must not be more than the base.", pointer=f"{pointer}/count")
    if question.kind is not SurveyQuestionKind.MULTIPLE and _more_than_all(stated):
        detail = "The answers of one choice cannot come to more than the base."
        yield FieldError("more_than_the_base", detail, pointer=f"{at}/answers")


def _more_than_all(stated: StatedQuestion) -> bool:
    """Percentages are rounded, each by half a point at most."""
    counted = sum(each.count or 0 for each in stated.answers) * WHOLE / stated.base
    percent = sum((each.percent or Decimal(0) for each in stated.answers), Decimal(0))
    rounded_off = ROUNDED_BY * sum(each.percent is not None for each in stated.answers)
    return counted + percent > WHOLE + rounded_off


def tally_of(stated: StatedQuestion) -> Tally:
    """A percentage keeps its share, whose count is rounded: that is how it was published."""
    weights = {
        Given(each.answer): float(each.count)
        if each.count is not None
        else float((each.percent or Decimal(0)) * stated.base / WHOLE)
        for each in stated.answers
    }
    counts = {given: int(rounded(weight, 0)) for given, weight in weights.items()}
    return Tally(stated.base, float(stated.base), float(stated.base), counts, weights, partial=True)


def tallies_of(stated: Sequence[StatedQuestion]) -> dict[str, Tally]:
    return {each.question: tally_of(each) for each in stated}
