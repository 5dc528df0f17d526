"""What crosses the wire about waves of a survey and the counts that alone are known of old ones."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import (
    Code,
    Day,
    InstantOut,
    Links,
    Out,
    PageInfo,
    Schema,
    broken_rule,
    line,
    text,
)
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.incidents.schemas import AreaCode
from sosafe_api.domains.surveys.schemas.questionnaires import MOST_QUESTIONS
from sosafe_api.domains.surveys.vocabulary import SurveyAudience, SurveyMethod, WaveMaterial, WaveStatus

MOST_RESPONDENTS = 10_000_000


def _at_least_one(text: str) -> str:
    if float(text) < 1:
        raise broken_rule("below_one", "Must be at least 1.")
    return text


def _at_most_hundred(text: str) -> str:
    if float(text) > 100:  # noqa: PLR2004 - percent
        raise broken_rule("above_hundred", "Must be at most 100.")
    return text


DesignEffect = Annotated[
    str,
    StringConstraints(max_length=6, pattern=r"^[0-9]{1,2}(\.[0-9]{1,3})?$"),
    AfterValidator(_at_least_one),
]
Percent = Annotated[
    str,
    StringConstraints(max_length=6, pattern=r"^[0-9]{1,3}(\.[0-9]{1,2})?$"),
    AfterValidator(_at_most_hundred),
]
FACTS: dict[str, Any] = {
    "event_id": None,
    "title": "Residents' survey 2017",
    "audience": "residents",
    "method": "online",
    "area_code": "E07000243",
    "starts_on": "2017-06-01",
    "ends_on": "2017-07-31",
    "population": "Residents of 16 and over who answered an open invitation.",
    "base_note": None,
    "invited": None,
    "weighted": False,
    "weighting_note": None,
    "design_effect": None,
}
WAVE: dict[str, Any] = {
    **FACTS,
    "questionnaire_id": "019a0000-0000-7000-8000-0000000000e1",
    "material": "responses",
}


class SurveyWaveIn(Schema):
    """A round of asking, open for responses or for stated counts."""

    model_config = ConfigDict(json_schema_extra={"examples": [WAVE]})
    questionnaire_id: UUID = Field(description="The published version that is asked.")
    material: WaveMaterial = Field(
        WaveMaterial.RESPONSES, description="Responses, or counts where nothing else is known."
    )
    event_id: UUID | None = Field(None, description="The community event whose visitors are asked, if any.")
    title: line(200) = Field(description="Its title.")  # type: ignore[valid-type]
    audience: SurveyAudience = Field(description="Who is asked.")
    method: SurveyMethod = Field(description="How they are asked.")
    area_code: AreaCode = Field(description="The area in which they are asked, by its official code.")
    starts_on: Day = Field(description="The first day of fieldwork.")
    ends_on: Day = Field(description="Its last day.")
    population: text(500) = Field(description="Whom the sample stands for, and how it was drawn.")  # type: ignore[valid-type]
    base_note: text(500) | None = Field(None, description="What a reader must know of the base.")  # type: ignore[valid-type]
    invited: int | None = Field(None, ge=1, le=MOST_RESPONDENTS, description="How many were invited.")
    weighted: bool = Field(False, description="Whether every response has a weight.")
    weighting_note: text(500) | None = Field(None, description="How weights were made.")  # type: ignore[valid-type]
    design_effect: DesignEffect | None = Field(
        None, description="By which factor the sample tells less than a simple one; Kish's by default."
    )


class SurveyWavePatch(Schema):
    """Changes of an open wave."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2017-08-14"}]})
    title: line(200) = kept(description="Its title.")  # type: ignore[valid-type]
    method: SurveyMethod = kept(description="How people are asked.")
    starts_on: Day = kept(description="The first day of fieldwork.")
    ends_on: Day = kept(description="Its last day.")
    population: text(500) = kept(description="Whom the sample stands for.")  # type: ignore[valid-type]
    base_note: text(500) | None = Field(None, description="What a reader must know of the base.")  # type: ignore[valid-type]
    invited: int | None = Field(None, ge=1, le=MOST_RESPONDENTS, description="How many were invited.")
    weighting_note: text(500) | None = Field(None, description="How weights were made.")  # type: ignore[valid-type]
    design_effect: DesignEffect | None = Field(None, description="The design effect.")


class SurveyWaveTransitionIn(Schema):
    """A step of a wave."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "closed"}]})
    to: WaveStatus = Field(description="Where to; a closed wave is never opened again.")


class SurveyWaveQuery(RecordQuery):
    """Which waves are listed."""

    questionnaire_id: UUID | None = Field(None, description="That ask this version.")
    status: list[WaveStatus] | None = Field(
        None, min_length=1, max_length=3, description="In any of these states."
    )
    audience: list[SurveyAudience] | None = Field(
        None, min_length=1, max_length=5, description="That ask any of these."
    )
    area_code: AreaCode | None = Field(None, description="In this area.")
    event_id: UUID | None = Field(None, description="That ask the visitors of this event.")


STATED_ANSWER: dict[str, Any] = {"answer": "safe", "count": None, "percent": "47"}
STATED: dict[str, Any] = {"question": "feel_safe_after_dark", "base": 1356, "answers": [STATED_ANSWER]}


class StatedAnswerIn(Schema):
    """How many gave an answer, by number or as the percentage that was published."""

    model_config = ConfigDict(json_schema_extra={"examples": [STATED_ANSWER]})
    answer: line(64) = Field(description="An option's code, or a point of the scale.")  # type: ignore[valid-type]
    count: int | None = Field(None, ge=0, le=MOST_RESPONDENTS, description="How many gave it.")
    percent: Percent | None = Field(None, description="Their percentage of the base.")


class StatedQuestionIn(Schema):
    """What is known of one question."""

    model_config = ConfigDict(json_schema_extra={"examples": [STATED]})
    question: Code = Field(description="Its code.")
    base: int = Field(ge=1, le=MOST_RESPONDENTS, description="How many answered it.")
    answers: list[StatedAnswerIn] = Field(min_length=1, max_length=40, description="Those that are known.")


class StatedCountsIn(Schema):
    """All counts of a wave that rests on counts; they replace what was stated before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"questions": [STATED]}]})
    questions: list[StatedQuestionIn] = Field(
        min_length=1, max_length=MOST_QUESTIONS, description="Each question once."
    )


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    **WAVE,
    "response_count": 0,
    "status": "open",
    "status_since": "2026-11-02T09:30:00.000Z",
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "allowed_transitions": ["closed", "entered_in_error"],
    "etag": '"00112233445566778899"',
}


class SurveyWaveOut(Out):
    """A round of asking: what was asked, whom, how and when."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The wave.")
    questionnaire_id: UUID = Field(description="The version that is asked.")
    event_id: UUID | None = Field(description="The community event whose visitors are asked.")
    material: WaveMaterial = Field(description="What it rests on.")
    title: str = Field(max_length=200, description="Its title.")
    audience: SurveyAudience = Field(description="Who is asked.")
    method: SurveyMethod = Field(description="How they are asked.")
    area_code: str = Field(max_length=9, description="The area in which they are asked.")
    starts_on: date = Field(description="The first day of fieldwork.")
    ends_on: date = Field(description="Its last day.")
    population: str = Field(max_length=500, description="Whom the sample stands for.")
    base_note: str | None = Field(max_length=500, description="What a reader must know of the base.")
    invited: int | None = Field(ge=1, le=MOST_RESPONDENTS, description="How many were invited.")
    weighted: bool = Field(description="Whether every response has a weight.")
    weighting_note: str | None = Field(max_length=500, description="How weights were made.")
    design_effect: str | None = Field(max_length=8, description="The design effect, if one is stated.")
    response_count: int = Field(ge=0, le=MOST_RESPONDENTS, description="Responses taken.")
    status: WaveStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    created_at: InstantOut = Field(description="When it was made.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[WaveStatus] = Field(max_length=3, description="The steps open now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class SurveyWavePage(Out):
    """A page of the list of waves."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/survey-waves", SUMMARY))
    data: list[SurveyWaveOut] = Field(max_length=200, description="The waves, as made.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
