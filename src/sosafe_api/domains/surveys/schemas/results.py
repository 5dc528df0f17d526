"""What crosses the wire about the results of a wave."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, Out, Query
from sosafe_api.domains.surveys.schemas.questionnaires import MOST_OPTIONS, MOST_QUESTIONS, QUESTION
from sosafe_api.domains.surveys.schemas.waves import MOST_RESPONDENTS, SUMMARY, SurveyWaveOut
from sosafe_api.domains.surveys.vocabulary import EffectiveBaseMethod, ShareStatus, SurveyQuestionKind

Points = Annotated[int, Field(ge=1, le=10)]
MOST_SHARES = MOST_OPTIONS * 10
INTERVAL: dict[str, Any] = {"low": 49.3, "high": 54.6}
CHANGE: dict[str, Any] = {"percentage_points": 5.0, "z": 2.6, "significant": True}
SHARE: dict[str, Any] = {
    "answer": "safe",
    "label": "Safe",
    "position": None,
    "count": 705,
    "percent": 52.0,
    "interval": INTERVAL,
    "status": "shown",
    "change": CHANGE,
}
BASE: dict[str, Any] = {
    "unweighted": 1356,
    "weighted": 1356.0,
    "effective": 1356.0,
    "effective_method": "unweighted",
    "small_base": False,
}
RANK: dict[str, Any] = {"answer": "burglary", "score": 840.0, "rank": 1, "earlier_rank": None}
RANKING: dict[str, Any] = {"method": "points_by_position", "points": [2, 1], "places": [RANK]}
RESULT: dict[str, Any] = {
    "question": QUESTION["code"],
    "wording": QUESTION["wording"],
    "kind": "single",
    "group": None,
    "group_label": None,
    "base": BASE,
    "answers": [SHARE],
    "ranking": None,
}
COMPARED: dict[str, Any] = {
    "wave": {**SUMMARY, "status": "closed", "allowed_transitions": ["entered_in_error"]},
    "same_questionnaire": True,
    "same_method": True,
    "same_area": True,
    "differing_questions": [],
}


class SurveyResultQuery(Query):
    """How results are told."""

    compared_with: UUID | None = Field(
        None, description="Another closed wave, against which changes are told."
    )
    by: Code | None = Field(None, description="A question that breaks results down.")


class SurveyInterval(Out):
    """95% limits of a percentage: Wilson's score interval on the effective base."""

    model_config = ConfigDict(json_schema_extra={"examples": [INTERVAL]})
    low: float = Field(ge=0, le=100, description="The lower limit.")
    high: float = Field(ge=0, le=100, description="The upper limit.")


class SurveyChange(Out):
    """By how much a percentage differs from that of the other wave."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHANGE]})
    percentage_points: float = Field(ge=-100, le=100, description="This wave less the other.")
    z: float | None = Field(
        description="Of the pooled test of two proportions on effective bases; null where all answered alike."
    )
    significant: bool = Field(description="Whether |z| is above 1.96: at 5%, chance alone seldom does that.")


class SurveyShare(Out):
    """An answer: how many gave it, and which share that is. A hidden count hides what follows from it."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHARE]})
    answer: str = Field(max_length=64, description="The option's code, or the point of the scale.")
    label: str = Field(max_length=200, description="As respondents read it.")
    position: int | None = Field(
        ge=1, le=10, description="The place that it was given, where options are ranked."
    )
    count: int | None = Field(ge=0, le=MOST_RESPONDENTS, description="Responses, unweighted.")
    percent: float | None = Field(ge=0, le=100, description="Their weighted share of the base.")
    interval: SurveyInterval | None = Field(description="Its 95% limits.")
    status: ShareStatus = Field(description="Whether it is told.")
    change: SurveyChange | None = Field(description="Against the other wave, where both are shown.")


class SurveyBase(Out):
    """How many answered. Those below 100 are marked, as in the tables of the British Crime Survey."""

    model_config = ConfigDict(json_schema_extra={"examples": [BASE]})
    unweighted: int = Field(ge=0, le=MOST_RESPONDENTS, description="Responses.")
    weighted: float = Field(ge=0, description="The sum of their weights.")
    effective: float = Field(ge=0, description="Responses of equal weight that would tell as much.")
    effective_method: EffectiveBaseMethod = Field(description="How that was found.")
    small_base: bool = Field(description="Whether it is below 100.")


class SurveyRank(Out):
    """The place of an option by points."""

    model_config = ConfigDict(json_schema_extra={"examples": [RANK]})
    answer: str = Field(max_length=64, description="The option.")
    score: float | None = Field(ge=0, description="Its points, weighted; null where a count of it is hidden.")
    rank: int | None = Field(ge=1, le=MOST_OPTIONS, description="Its place among options with points.")
    earlier_rank: int | None = Field(
        ge=1,
        le=MOST_OPTIONS,
        description="Its place in the other wave, if that had the same options and points.",
    )


class SurveyRanking(Out):
    """Options by points. A rank holds for this wave, this list of options and this method."""

    model_config = ConfigDict(json_schema_extra={"examples": [RANKING]})
    method: str = Field(max_length=64, description="`points_by_position`.")
    points: list[Points] = Field(max_length=10, description="For the first place, the second and so on.")
    places: list[SurveyRank] = Field(max_length=MOST_OPTIONS, description="The first place first.")


class SurveyResult(Out):
    """What was answered to a question, by everybody or by one group."""

    model_config = ConfigDict(json_schema_extra={"examples": [RESULT]})
    question: str = Field(max_length=64, description="Its code.")
    wording: str = Field(max_length=500, description="As respondents read it.")
    kind: SurveyQuestionKind = Field(description="How it is answered; free texts have no results.")
    group: str | None = Field(max_length=64, description="The option of `by`; null for everybody.")
    group_label: str | None = Field(max_length=200, description="Its label.")
    base: SurveyBase | None = Field(description="Who answered; null where that is hidden.")
    answers: list[SurveyShare] = Field(max_length=MOST_SHARES, description="In the questionnaire's order.")
    ranking: SurveyRanking | None = Field(description="Options by points, where they are ranked.")


class ComparedWave(Out):
    """The other wave, and what must be the same for a change to mean anything."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPARED]})
    wave: SurveyWaveOut = Field(description="The other wave.")
    same_questionnaire: bool = Field(description="Whether both asked the same version.")
    same_method: bool = Field(description="Whether both asked in the same way.")
    same_area: bool = Field(description="Whether both asked in the same area.")
    differing_questions: list[Code] = Field(
        max_length=MOST_QUESTIONS, description="Questions of one code whose words or answers differ."
    )


class SurveyResults(Out):
    """The results of a closed wave, small counts hidden by the `standard` policy."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"wave": COMPARED["wave"], "compared_with": COMPARED, "by": None, "data": [RESULT]}]
        }
    )
    wave: SurveyWaveOut = Field(description="The wave.")
    compared_with: ComparedWave | None = Field(description="The other wave.")
    by: str | None = Field(max_length=64, description="The question that breaks results down.")
    data: list[SurveyResult] = Field(
        max_length=MOST_QUESTIONS * (MOST_OPTIONS + 1), description="Question by question."
    )
