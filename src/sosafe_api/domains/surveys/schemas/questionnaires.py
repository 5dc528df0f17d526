"""What crosses the wire about questionnaires and their versions."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.surveys.vocabulary import PerceptionKpi, QuestionnaireStatus, SurveyQuestionKind

MOST_QUESTIONS, MOST_OPTIONS, LONGEST_SCALE = 60, 40, 10
OPTION: dict[str, Any] = {"code": "safe", "label": "Safe"}
SCALE: dict[str, Any] = {"lowest": 1, "highest": 5, "lowest_label": "Not at all", "highest_label": "Very"}
QUESTION: dict[str, Any] = {
    "code": "feel_safe_after_dark",
    "wording": "Do you feel safe after dark?",
    "kind": "single",
    "required": False,
    "breakdown": False,
    "options": [OPTION, {"code": "unsafe", "label": "Unsafe"}],
    "scale": None,
    "ranks": None,
    "indicator": {"kpi": "feeling_safe_after_dark", "answers": ["safe"]},
}
_SHORT: dict[str, Any] = {**QUESTION, "options": [], "indicator": None}
AGE: dict[str, Any] = {
    **QUESTION,
    "indicator": None,
    "code": "age",
    "wording": "How old are you?",
    "required": True,
    "breakdown": True,
    "options": [{"code": "under_60", "label": "Under 60"}, {"code": "from_60", "label": "60 or over"}],
}
QUESTIONS: list[dict[str, Any]] = [
    QUESTION,
    {**_SHORT, "code": "confidence", "wording": "How confident are you?", "kind": "scale", "scale": SCALE},
    {**QUESTION, "indicator": None, "code": "seen", "wording": "Which have you seen?", "kind": "multiple",
     "options": [{"code": "litter", "label": "Litter"}, {"code": "noise", "label": "Noise"}]},
    {**QUESTION, "indicator": None, "code": "priorities", "wording": "What should come first?", "kind": "ranked",
     "ranks": 2, "options": [{"code": "burglary", "label": "Burglary"}, {"code": "drugs", "label": "Drugs"},
                 {"code": "litter", "label": "Litter"}]},
    AGE,
    {**_SHORT, "code": "suggestions", "wording": "What else should we know?", "kind": "text"},
]  # fmt: skip
QUESTIONNAIRE: dict[str, Any] = {
    "title": "Residents' survey",
    "introduction": "Nobody is asked for a name.",
    "questions": QUESTIONS,
}


class SurveyOption(Schema):
    """One answer to choose."""

    model_config = ConfigDict(json_schema_extra={"examples": [OPTION]})
    code: Code = Field(description="Names it in answers and results, through all versions.")
    label: line(200) = Field(description="As respondents read it.")  # type: ignore[valid-type]


class SurveyScale(Schema):
    """Whole points between a lowest and a highest."""

    model_config = ConfigDict(json_schema_extra={"examples": [SCALE]})
    lowest: int = Field(ge=0, le=LONGEST_SCALE, description="The lowest point.")
    highest: int = Field(ge=1, le=LONGEST_SCALE, description="The highest point.")
    lowest_label: line(100) = Field(description="What the lowest means.")  # type: ignore[valid-type]
    highest_label: line(100) = Field(description="What the highest means.")  # type: ignore[valid-type]


class SurveyIndicator(Schema):
    """Which indicator a question feeds. Of a published version it never changes, as little as the question."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUESTION["indicator"]]})
    kpi: PerceptionKpi = Field(description="The indicator; one question of a questionnaire feeds it.")
    answers: list[Code] = Field(
        min_length=1, max_length=10, description="Options that count for it, such as very and fairly safe."
    )


class SurveyQuestion(Schema):
    """A question. Equal codes in two versions or questionnaires can be compared."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUESTION]})
    code: Code = Field(description="Names it in answers and results.")
    wording: text(500) = Field(description="As respondents read it.")  # type: ignore[valid-type]
    kind: SurveyQuestionKind = Field(description="How it is answered.")
    required: bool = Field(False, description="Whether every response answers it.")
    breakdown: bool = Field(
        False,
        description="Whether results can be broken down by it: a required single choice, at most three.",
    )
    options: list[SurveyOption] = Field(
        default_factory=list, max_length=MOST_OPTIONS, description="The answers of a choice, in order."
    )
    scale: SurveyScale | None = Field(None, description="The points of a scale.")
    ranks: int | None = Field(
        None, ge=1, le=10, description="How many options are ranked at most; 3 by default."
    )
    indicator: SurveyIndicator | None = Field(
        None, description="Of a single choice about feeling safe: the indicator that it feeds."
    )


class QuestionnaireIn(Schema):
    """A questionnaire, as a draft of its first version."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUESTIONNAIRE]})
    title: line(200) = Field(description="Its title.")  # type: ignore[valid-type]
    introduction: text(2000) | None = Field(None, description="What respondents read first.")  # type: ignore[valid-type]
    questions: list[SurveyQuestion] = Field(
        min_length=1, max_length=MOST_QUESTIONS, description="The questions, in order."
    )


class QuestionnairePatch(Schema):
    """Changes of a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Residents' survey 2026"}]})
    title: line(200) = kept(description="Its title.")  # type: ignore[valid-type]
    introduction: text(2000) | None = Field(None, description="What respondents read first.")  # type: ignore[valid-type]
    questions: list[SurveyQuestion] = kept(
        min_length=1, max_length=MOST_QUESTIONS, description="All questions, in order."
    )


class QuestionnaireTransitionIn(Schema):
    """A step of a version."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "published"}]})
    to: QuestionnaireStatus = Field(description="Where to.")


class QuestionnaireVersionIn(Schema):
    """A new version, as a draft with the questions of the one it follows."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Residents' survey 2026"}]})
    title: line(200) | None = Field(None, description="Its title; the former one by default.")  # type: ignore[valid-type]


class QuestionnaireQuery(RecordQuery):
    """Which versions are listed."""

    series_id: UUID | None = Field(None, description="Versions of this questionnaire.")
    status: list[QuestionnaireStatus] | None = Field(
        None, min_length=1, max_length=3, description="In any of these states."
    )


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    "series_id": "019a0000-0000-7000-8000-0000000000e0",
    "number": 1,
    "previous_version_id": None,
    "title": QUESTIONNAIRE["title"],
    "status": "draft",
    "status_since": "2026-11-02T09:30:00.000Z",
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "allowed_transitions": ["published", "retired"],
    "etag": '"00112233445566778899"',
}


WHOLE: dict[str, Any] = {**SUMMARY, "introduction": None, "questions": QUESTIONS}


class QuestionnaireSummary(Out):
    """One version of a questionnaire."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The version.")
    series_id: UUID = Field(description="The questionnaire through all its versions.")
    number: int = Field(ge=1, le=10_000, description="Counts the versions.")
    previous_version_id: UUID | None = Field(description="The version that it follows.")
    title: str = Field(max_length=200, description="Its title.")
    status: QuestionnaireStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    created_at: InstantOut = Field(description="When it was made.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[QuestionnaireStatus] = Field(max_length=3, description="The steps open now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class SurveyOptionOut(Out):
    """One answer to choose."""

    model_config = ConfigDict(json_schema_extra={"examples": [OPTION]})
    code: str = Field(max_length=64, description="Its code.")
    label: str = Field(max_length=200, description="As respondents read it.")


class SurveyScaleOut(Out):
    """The points of a scale."""

    model_config = ConfigDict(json_schema_extra={"examples": [SCALE]})
    lowest: int = Field(ge=0, le=LONGEST_SCALE, description="The lowest point.")
    highest: int = Field(ge=1, le=LONGEST_SCALE, description="The highest point.")
    lowest_label: str = Field(max_length=100, description="What the lowest means.")
    highest_label: str = Field(max_length=100, description="What the highest means.")


class SurveyIndicatorOut(Out):
    """Which indicator a question feeds, and by which answers."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUESTION["indicator"]]})
    kpi: PerceptionKpi = Field(description="The indicator.")
    answers: list[Code] = Field(max_length=10, description="Options that count for it.")


class SurveyQuestionOut(Out):
    """A question of a version."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUESTION]})
    code: str = Field(max_length=64, description="Names it in answers and results.")
    wording: str = Field(max_length=500, description="As respondents read it.")
    kind: SurveyQuestionKind = Field(description="How it is answered.")
    required: bool = Field(description="Whether every response answers it.")
    breakdown: bool = Field(description="Whether results can be broken down by it.")
    options: list[SurveyOptionOut] = Field(max_length=MOST_OPTIONS, description="The answers of a choice.")
    scale: SurveyScaleOut | None = Field(description="The points of a scale.")
    ranks: int | None = Field(ge=1, le=10, description="How many options are ranked at most; null for 3.")
    indicator: SurveyIndicatorOut | None = Field(description="The indicator that it feeds.")


class QuestionnaireOut(QuestionnaireSummary):
    """One version of a questionnaire, with its questions."""

    model_config = ConfigDict(json_schema_extra={"examples": [WHOLE]})
    introduction: str | None = Field(max_length=2000, description="What respondents read first.")
    questions: list[SurveyQuestionOut] = Field(max_length=MOST_QUESTIONS, description="In order.")


class QuestionnairePage(Out):
    """A page of the list of versions."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/questionnaires", SUMMARY))
    data: list[QuestionnaireSummary] = Field(max_length=200, description="The versions, as made.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
