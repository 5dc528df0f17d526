"""What crosses the wire about complainants' satisfaction."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, PastDay, Query, Schema
from sosafe_api.domains.surveys.schemas.results import SurveyInterval
from sosafe_api.domains.surveys.schemas.waves import MOST_RESPONDENTS
from sosafe_api.domains.surveys.vocabulary import ComplainantMeasure, Satisfaction, SurveyMethod

MOST_OF_A_CASE = 200
SAID: dict[str, Any] = {
    "complainant_number": 1,
    "surveyed_on": "2026-11-20",
    "method": "telephone",
    "satisfaction": "fairly_satisfied",
    "would_report_again": True,
    "feels_safer": True,
    "further_case": False,
}


class ComplainantSurveyIn(Schema):
    """What one complainant of a closed case said, without a name."""

    model_config = ConfigDict(json_schema_extra={"examples": [SAID]})
    complainant_number: int = Field(
        ge=1, le=MOST_OF_A_CASE, description="Counts the complainants of the case; each is surveyed once."
    )
    surveyed_on: PastDay = Field(description="When they were asked, after the closure.")
    method: SurveyMethod = Field(description="How they were asked.")
    satisfaction: Satisfaction = Field(description="With how the case was dealt with.")
    would_report_again: bool | None = Field(None, description="Whether they would; null if not answered.")
    feels_safer: bool | None = Field(None, description="Whether they do; null if not answered.")
    further_case: bool | None = Field(
        None, description="Whether they reported anything after the closure; null if not known."
    )


OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e5",
    "complainant_number": 1,
    "recorded_at": "2026-11-20T09:30:00.000Z",
}


class ComplainantSurveyReceipt(Out):
    """Proof that it is recorded; it tells nothing of what was said."""

    model_config = ConfigDict(json_schema_extra={"examples": [OUT]})
    id: UUID = Field(description="The record.")
    complainant_number: int = Field(ge=1, le=MOST_OF_A_CASE, description="Which complainant of the case.")
    recorded_at: InstantOut = Field(description="When it was recorded.")


class ComplainantSurveyOut(ComplainantSurveyReceipt):
    """What one complainant said, for whoever works on the case."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**OUT, **SAID}]})
    surveyed_on: date = Field(description="When they were asked.")
    method: SurveyMethod = Field(description="How they were asked.")
    satisfaction: Satisfaction = Field(description="With how the case was dealt with.")
    would_report_again: bool | None = Field(description="Whether they would.")
    feels_safer: bool | None = Field(description="Whether they do.")
    further_case: bool | None = Field(description="Whether they reported anything after the closure.")


class ComplainantSurveyList(Out):
    """What the complainants of a case said."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [{**OUT, **SAID}]}]})
    data: list[ComplainantSurveyOut] = Field(max_length=MOST_OF_A_CASE, description="By their number.")


class ComplainantFigureQuery(Query):
    """Which year is counted."""

    year: int | None = Field(
        None, ge=2000, le=2100, description="A calendar year that is over; the last one by default."
    )


FIGURE: dict[str, Any] = {
    "measure": "satisfied",
    "numerator": 49,
    "denominator": 56,
    "percent": 87.5,
    "interval": {"low": 76.4, "high": 93.8},
    "small_base": True,
    "suppressed": False,
}
FIGURES: dict[str, Any] = {
    "starts_on": "2017-01-01",
    "ends_on": "2017-12-31",
    "surveyed": 56,
    "data": [FIGURE],
}


class ComplainantFigureOut(Out):
    """A share of the complainants who answered; counts of 1 to 4, and what tells them, are hidden."""

    model_config = ConfigDict(json_schema_extra={"examples": [FIGURE]})
    measure: ComplainantMeasure = Field(description="What is counted.")
    numerator: int | None = Field(ge=0, le=MOST_RESPONDENTS, description="Those who said so.")
    denominator: int | None = Field(ge=0, le=MOST_RESPONDENTS, description="Those who answered.")
    percent: float | None = Field(ge=0, le=100, description="Their share.")
    interval: SurveyInterval | None = Field(description="Its 95% limits, by Wilson's score interval.")
    small_base: bool | None = Field(description="Whether the denominator is below 100.")
    suppressed: bool = Field(description="Whether it is hidden.")


class ComplainantFigures(Out):
    """What complainants said in a calendar year, of the whole partnership."""

    model_config = ConfigDict(json_schema_extra={"examples": [FIGURES]})
    starts_on: date = Field(description="The first day.")
    ends_on: date = Field(description="The last day.")
    surveyed: int | None = Field(
        ge=0, le=MOST_RESPONDENTS, description="Complainants who were asked; null where hidden."
    )
    data: list[ComplainantFigureOut] = Field(max_length=4, description="Measure by measure.")
