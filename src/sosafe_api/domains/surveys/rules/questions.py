"""Questions: what each kind needs, and which answers there are to count. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.surveys.vocabulary import SurveyQuestionKind

K = SurveyQuestionKind
WITH_OPTIONS = frozenset({K.SINGLE, K.MULTIPLE, K.RANKED})
MOST_BREAKDOWNS = 3
POINTS_OF_A_RANK = 3  # the first gets 3 points, the second 2, the third 1, unless the question says otherwise


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was published. `options` are labels by code, `scale` is the lowest and highest point,
    `indicator` the one that the question feeds, with the answers that count for it.
    """

    code: str
    wording: str
    kind: SurveyQuestionKind
    required: bool = False
    breakdown: bool = False
    options: tuple[tuple[str, str], ...] = ()
    scale: tuple[int, int] | None = None
    ranks: int = 0
    indicator: tuple[str, tuple[str, ...]] | None = None

    @property
    def labels(self) -> dict[str, str]:
        """Every answer that can be counted, in the order of the questionnaire; none of free text."""
        if self.scale is not None:
            low, high = self.scale
            return {str(point): str(point) for point in range(low, high + 1)}
        return dict(self.options)

    @property
    def points(self) -> list[int]:
        """Points of the first, the second and so on; the last rank gives 1."""
        return list(range(self.ranks, 0, -1))


def question_of(stored: Mapping[str, Any]) -> Question:
    scale, indicator = stored["scale"], stored["indicator"]
    kind = SurveyQuestionKind(stored["kind"])
    return Question(
        code=stored["code"],
        wording=stored["wording"],
        kind=kind,
        required=stored["required"],
        breakdown=stored["breakdown"],
        options=tuple((option["code"], option["label"]) for option in stored["options"]),
        scale=(scale["lowest"], scale["highest"]) if scale else None,
        ranks=stored["ranks"] or (min(POINTS_OF_A_RANK, len(stored["options"])) if kind is K.RANKED else 0),
        indicator=(indicator["kpi"], tuple(indicator["answers"])) if indicator else None,
    )


def questionnaire_errors(questions: Sequence[Question]) -> list[FieldError]:
    """Every fault of every question, each with its place."""
    errors = _repeated([question.code for question in questions], "#/questions/{}/code")
    fed = [question.indicator[0] if question.indicator else None for question in questions]
    errors += _repeated(fed, "#/questions/{}/indicator/kpi")
    breakdowns = 0
    for place, question in enumerate(questions):
        breakdowns += question.breakdown
        errors += _faults(question, f"#/questions/{place}")
        if question.breakdown and breakdowns > MOST_BREAKDOWNS:
            detail = f"Only {MOST_BREAKDOWNS} questions can break results down."
            errors.append(FieldError("too_many_breakdowns", detail, pointer=f"#/questions/{place}/breakdown"))
    return errors


def _faults(question: Question, at: str) -> Iterator[FieldError]:
    codes = [code for code, _ in question.options]
    yield from _repeated(codes, at + "/options/{}/code")
    if question.kind in WITH_OPTIONS and len(codes) < 2:  # noqa: PLR2004 - one option is no choice
        yield FieldError("too_few_items", "Needs two options or more.", pointer=f"{at}/options")
    if question.kind not in WITH_OPTIONS and codes:
        yield FieldError("not_wanted", "Only a choice among options has any.", pointer=f"{at}/options")
    if (question.kind is K.SCALE) is (question.scale is None):
        code = "required" if question.kind is K.SCALE else "not_wanted"
        yield FieldError(code, "Is stated for a scale, and for nothing else.", pointer=f"{at}/scale")
    if question.scale is not None and question.scale[0] >= question.scale[1]:
        yield FieldError("wrong_order", "The highest point must be above the lowest.", pointer=f"{at}/scale")
    if question.ranks and question.kind is not K.RANKED:
        yield FieldError("not_wanted", "Only a ranked choice has ranks.", pointer=f"{at}/ranks")
    if question.kind is K.RANKED and question.ranks > len(codes):
        yield FieldError("too_large", "Must not be more than there are options.", pointer=f"{at}/ranks")
    if question.breakdown and not (question.kind is K.SINGLE and question.required):
        detail = "Only a single choice that everybody must answer can break results down."
        yield FieldError("not_a_breakdown", detail, pointer=f"{at}/breakdown")
    if question.indicator is not None:
        yield from _indicator_faults(question, question.indicator[1], f"{at}/indicator")


def _indicator_faults(question: Question, answers: Sequence[str], at: str) -> Iterator[FieldError]:
    if question.kind is not K.SINGLE:
        yield FieldError("not_wanted", "Only a single choice feeds an indicator.", pointer=at)
    for place, answer in enumerate(answers):
        if answer not in question.labels:
            detail = "Must be an option of the question."
            yield FieldError("unknown_reference", detail, pointer=f"{at}/answers/{place}")
    yield from _repeated(answers, at + "/answers/{}")


def _repeated(codes: Sequence[str | None], pointer: str) -> list[FieldError]:
    counted = Counter(codes)
    return [
        FieldError("repeated_value", "Must stand once.", pointer=pointer.format(place))
        for place, code in enumerate(codes)
        if code is not None and counted[code] > 1
    ]
