"""Answers of one respondent: whether they fit the questions, and what of them is free text. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.core.validation import json_pointer
from sosafe_api.domains.surveys.rules.questions import Question
from sosafe_api.domains.surveys.vocabulary import SurveyQuestionKind

K = SurveyQuestionKind
Answers = Mapping[str, Any]
Path = tuple[str | int, ...]
LONGEST_TEXT = 4000


def response_errors(
    questions: Sequence[Question], answers: Answers, weight: str | None, *, weighted: bool, at: Path = ()
) -> list[FieldError]:
    """Every fault of one response. `at` is where it stands in the request."""
    known = {question.code: question for question in questions}
    errors = [
        FieldError("unknown_question", "The questionnaire has no such question.", _place(at, code))
        for code in answers
        if code not in known
    ]
    for code, question in known.items():
        errors += _answer_errors(question, answers, _place(at, code))
    if weighted is not (weight is not None):
        detail = "Every response of a weighted wave has a weight, and none of another."
        code = "required" if weighted else "not_wanted"
        errors.append(FieldError(code, detail, pointer=json_pointer((*at, "weight"))))
    return errors


def answer_form(kind: SurveyQuestionKind) -> type:
    """What an answer is: a point as `int`, several options as `list`, one option or words as `str`."""
    return {K.SINGLE: str, K.TEXT: str, K.SCALE: int}.get(kind, list)


def without_texts(questions: Sequence[Question], answers: Answers) -> tuple[dict[str, Any], dict[str, str]]:
    """What is counted, and the free texts by question: the two are kept apart."""
    texts = {question.code for question in questions if question.kind is K.TEXT}
    counted = {code: value for code, value in answers.items() if code not in texts}
    return counted, {code: str(answers[code]) for code in sorted(texts & set(answers))}


def _place(at: Path, code: str) -> str:
    return json_pointer((*at, "answers", code))


def _answer_errors(question: Question, answers: Answers, pointer: str) -> Iterator[FieldError]:
    if question.code not in answers:
        if question.required:
            yield FieldError("required", "Everybody answers this question.", pointer=pointer)
        return
    value = answers[question.code]
    check = {K.SINGLE: _single, K.SCALE: _scale, K.TEXT: _text}.get(question.kind, _several)
    yield from check(question, value, pointer)


def _single(question: Question, value: Any, pointer: str) -> Iterator[FieldError]:
    if not isinstance(value, str):
        yield FieldError("not_a_string", "Must be the code of one option.", pointer=pointer)
    elif value not in question.labels:
        yield FieldError("unknown_code", "Is not an option of the question.", pointer=pointer)


def _scale(question: Question, value: Any, pointer: str) -> Iterator[FieldError]:
    if not isinstance(value, int):
        yield FieldError("not_an_integer", "Must be a point of the scale.", pointer=pointer)
    elif str(value) not in question.labels:
        yield FieldError("out_of_scale", "Is not a point of the scale.", pointer=pointer)


def _text(question: Question, value: Any, pointer: str) -> Iterator[FieldError]:
    if not isinstance(value, str):
        yield FieldError("not_a_string", f"`{question.code}` is answered in words.", pointer=pointer)


def _several(question: Question, value: Any, pointer: str) -> Iterator[FieldError]:
    """Codes of options, in order where they are ranked; nobody ranks nothing."""
    if not isinstance(value, list):
        yield FieldError("not_an_array", "Must be a list of codes of options.", pointer=pointer)
        return
    if any(code not in question.labels for code in value):
        yield FieldError("unknown_code", "Must hold options of the question only.", pointer=pointer)
    if len(set(value)) != len(value):
        yield FieldError("repeated_value", "Must name each option once.", pointer=pointer)
    if question.kind is K.RANKED and not 0 < len(value) <= question.ranks:
        detail = f"Must rank between 1 and {question.ranks} options, the first one first."
        yield FieldError("wrong_number_of_ranks", detail, pointer=pointer)
