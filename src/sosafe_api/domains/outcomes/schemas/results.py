"""What crosses the wire about results of a case and about the work with a family."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, PastDay, Schema, text
from sosafe_api.domains.auth.schemas import kept
from sosafe_api.domains.outcomes.rules.follow_ups import MOST_MONTHS
from sosafe_api.domains.outcomes.vocabulary import (
    MeasurementPoint,
    ResultArea,
    ResultEvidence,
    ResultValue,
    SuccessReason,
    SuccessVerdict,
)

MOST_RESULTS = 500
MOST_VERSIONS = 1000
RESULT: dict[str, Any] = {
    "area": "housing",
    "point": "closure",
    "follow_up_months": None,
    "value": "sustained",
    "evidence": "partner_record",
    "note": "The landlord confirmed the tenancy.",
    "measured_on": "2026-03-31",
}


class ResultIn(Schema):
    """What was measured of one area at one point of the case's life."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**RESULT, "point": "baseline", "value": "housed"}]}
    )
    area: ResultArea = Field(description="What it is about.")
    point: MeasurementPoint = Field(description="When in the life of the case it was measured.")
    follow_up_months: int | None = Field(
        None, ge=1, le=MOST_MONTHS, description="For a follow-up: how many months after closure."
    )
    need_id: UUID | None = Field(None, description="The need of this case that it answers.")
    value: ResultValue = Field(description="What was found; each area has its own values at each point.")
    evidence: ResultEvidence = Field(description="What it rests on.")
    note: text(2000) | None = Field(None, description="For the service only.")  # type: ignore[valid-type]
    measured_on: PastDay = Field(description="The day on which it was measured.")


class ResultPatch(Schema):
    """A correction of a result; it makes a new version, and the others stay."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"evidence": "document", "note": None}]})
    value: ResultValue = kept(description="What was found.")
    evidence: ResultEvidence = kept(description="What it rests on.")
    note: text(2000) | None = Field(None, description="For the service only; null clears it.")  # type: ignore[valid-type]
    measured_on: PastDay = kept(description="The day on which it was measured.")
    entered_in_error: bool = kept(description="True takes it out of every count; false brings it back.")


RESULT_VERSION: dict[str, Any] = {
    **{name: RESULT[name] for name in ("value", "evidence", "note", "measured_on")},
    "version": 1,
    "entered_in_error": False,
    "recorded_by": "019a0000-0000-7000-8000-0000000000b1",
    "recorded_at": "2026-04-01T09:30:00.000Z",
}
RESULT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    "case_id": "019a0000-0000-7000-8000-0000000000c1",
    "need_id": None,
    **{name: RESULT[name] for name in ("area", "point", "follow_up_months")},
    **RESULT_VERSION,
    "etag": '"00112233445566778899"',
}


class ResultVersion(Out):
    """A result as it was stated once."""

    model_config = ConfigDict(json_schema_extra={"examples": [RESULT_VERSION]})
    value: ResultValue = Field(description="What was found.")
    evidence: ResultEvidence = Field(description="What it rests on.")
    note: str | None = Field(max_length=2000, description="A remark of the service.")
    measured_on: date = Field(description="The day on which it was measured.")
    version: int = Field(ge=1, le=MOST_VERSIONS, description="Counts the corrections, from 1.")
    entered_in_error: bool = Field(description="Whether it was found never to have been so.")
    recorded_by: UUID = Field(description="Who stated it.")
    recorded_at: InstantOut = Field(description="When it was stated.")


class ResultReceipt(Out):
    """That a result was stated or corrected, without what it says."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    name: RESULT_OUT[name]
                    for name in ("id", "case_id", "need_id", "version", "recorded_by", "recorded_at", "etag")
                }
            ]
        }
    )
    id: UUID = Field(description="The result's identifier.")
    case_id: UUID = Field(description="The case.")
    need_id: UUID | None = Field(description="The need that it answers.")
    version: int = Field(ge=1, le=MOST_VERSIONS, description="Counts the corrections, from 1.")
    recorded_by: UUID = Field(description="Who stated it.")
    recorded_at: InstantOut = Field(description="When it was stated.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to correct it.")


class ResultOut(ResultVersion):
    """A result of a case, as last corrected."""

    model_config = ConfigDict(json_schema_extra={"examples": [RESULT_OUT]})
    id: UUID = Field(description="The result's identifier.")
    case_id: UUID = Field(description="The case.")
    need_id: UUID | None = Field(description="The need that it answers.")
    area: ResultArea = Field(description="What it is about.")
    point: MeasurementPoint = Field(description="When in the life of the case it was measured.")
    follow_up_months: int | None = Field(ge=1, le=MOST_MONTHS, description="Months after closure.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to correct it.")


class ResultList(Out):
    """All results of a case."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [RESULT_OUT]}]})
    data: list[ResultOut] = Field(max_length=MOST_RESULTS, description="The results, oldest first.")


class ResultHistory(ResultOut):
    """A result with every version of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**RESULT_OUT, "versions": [RESULT_VERSION]}]})
    versions: list[ResultVersion] = Field(
        max_length=MOST_VERSIONS, description="Every version, the present one first."
    )


ASSESSMENT: dict[str, Any] = {
    "whole_family": True,
    "assessed_on": "2026-01-12",
    "plan_agreed_on": "2026-01-26",
}


class FamilyAssessmentIn(Schema):
    """An assessment of a family and the plan that came of it; the latest one counts."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASSESSMENT]})
    whole_family: bool = Field(description="Whether everybody of the household was assessed.")
    assessed_on: PastDay = Field(description="The day of the assessment.")
    plan_agreed_on: PastDay | None = Field(None, description="The day on which the family agreed a plan.")


ASSESSMENT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    "case_id": "019a0000-0000-7000-8000-0000000000c1",
    **ASSESSMENT,
    "recorded_at": "2026-01-26T10:00:00.000Z",
}


class FamilyAssessmentOut(Out):
    """An assessment of a family."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASSESSMENT_OUT]})
    id: UUID = Field(description="The assessment's identifier.")
    case_id: UUID = Field(description="The case.")
    whole_family: bool = Field(description="Whether everybody of the household was assessed.")
    assessed_on: date = Field(description="The day of the assessment.")
    plan_agreed_on: date | None = Field(description="The day on which the family agreed a plan.")
    recorded_at: InstantOut = Field(description="When it was recorded.")


REASON: dict[str, Any] = {"code": "outcome_not_held", "area": "family_secure_housing"}


class SuccessReasonOut(Out):
    """One thing that keeps the work from being a success."""

    model_config = ConfigDict(json_schema_extra={"examples": [REASON]})
    code: SuccessReason = Field(description="What is missing.")
    area: ResultArea | None = Field(description="Of which need, where it is of one.")


class FamilySuccessOut(Out):
    """Whether the work with a family is a success, computed from what is on record; nothing is assumed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "case_id": "019a0000-0000-7000-8000-0000000000c1",
                    "verdict": "no_success",
                    "needs": ["family_education", "family_relationships", "family_secure_housing"],
                    "held_from": "2026-09-30",
                    "reasons": [REASON],
                }
            ]
        }
    )
    case_id: UUID = Field(description="The case.")
    verdict: SuccessVerdict = Field(description="Success only where no reason speaks against it.")
    needs: list[ResultArea] = Field(
        max_length=10, description="The headline outcomes in which a need was found."
    )
    held_from: date | None = Field(
        description="The day from which an outcome counts as held, six months after closure."
    )
    reasons: list[SuccessReasonOut] = Field(max_length=50, description="Everything against it.")
