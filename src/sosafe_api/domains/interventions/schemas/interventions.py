"""What crosses the wire about interventions: a draft, its changes, and the step as the case's service sees it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Day, Instant, InstantOut, Out, Schema, line, text
from sosafe_api.domains.interventions.schemas.breaches import BREACH_OUT, InterventionBreachOut
from sosafe_api.domains.interventions.schemas.money import PENALTY, PenaltyAmount, PenaltyAmountOut
from sosafe_api.domains.interventions.schemas.moves import MOVE, EnforcementMoveOut
from sosafe_api.domains.interventions.vocabulary import (
    ClosureExtent,
    InterventionEnd,
    InterventionKind,
    InterventionStatus,
)

Uprn = Annotated[str, StringConstraints(max_length=12, pattern=r"^\d{1,12}$")]
Ward = Annotated[str, StringConstraints(max_length=9, pattern=r"^[EW]\d{8}$")]
Outward = Annotated[str, StringConstraints(max_length=4, pattern=r"^[A-Z]{1,2}\d[A-Z\d]?$")]

_NOTHING: dict[str, Any] = dict.fromkeys(
    (
        "person_id", "starts_on", "last_day", "starts_at", "ends_at", "review_on", "hearing_on", "ward",
        "outward_postcode", "uprn", "place", "terms", "works", "conviction", "ground", "extent", "under_18",
        "power_of_arrest", "penalty", "public_spaces_penalty_id",
    )
)  # fmt: skip
CONTENT: dict[str, Any] = {
    **_NOTHING,
    "ward": "E05004050",
    "outward_postcode": "SG1",
    "place": "The shop front of a fictional parade.",
    "terms": "Stop gathering at the entrance after 9 pm.",
    "review_on": "2027-03-01",
}
INTERVENTION: dict[str, Any] = {
    "kind": "fixed_penalty_notice",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "penalty": PENALTY,
    "place": "The shop front of a fictional parade.",
    "ward": "E05004050",
    "outward_postcode": "SG1",
}


class InterventionContent(Schema):
    """What a step says. Which fields its kind needs, takes and refuses is told by the problem, all at once."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outward_postcode": "SG1"}]})
    person_id: UUID | None = Field(None, description="Somebody of the case, against or for whom it is.")
    starts_on: Day | None = Field(None, description="The first day on which it is in force.")
    last_day: Day | None = Field(None, description="The last day on which it is in force; that day counts.")
    starts_at: Instant | None = Field(None, description="From when, for powers that last hours.")
    ends_at: Instant | None = Field(None, description="Until when, for powers that last hours.")
    review_on: Day | None = Field(None, description="When it is looked at again.")
    hearing_on: Day | None = Field(None, description="The day of the hearing about possession.")
    ward: Ward | None = Field(
        None, description="The ward, by its code of the Office for National Statistics."
    )
    outward_postcode: Outward | None = Field(None, description="The first half of the postcode.")
    uprn: Uprn | None = Field(None, description="The premises' Unique Property Reference Number.")
    place: text(500) | None = Field(None, description="The place in words.")  # type: ignore[valid-type]
    terms: text(4000) | None = Field(None, description="What is required or forbidden.")  # type: ignore[valid-type]
    works: text(2000) | None = Field(None, description="Remedial work that is required.")  # type: ignore[valid-type]
    conviction: line(300) | None = Field(None, description="The conviction the order follows.")  # type: ignore[valid-type]
    ground: line(300) | None = Field(None, description="The ground for possession.")  # type: ignore[valid-type]
    extent: ClosureExtent | None = Field(None, description="Whether the closure is full or partial.")
    under_18: bool | None = Field(None, description="Whether the person is under 18 when it is made.")
    power_of_arrest: bool | None = Field(None, description="Whether the court attached a power of arrest.")
    penalty: PenaltyAmount | None = Field(None, description="The amount of a fixed penalty.")
    public_spaces_penalty_id: UUID | None = Field(
        None, description="The penalty of a public spaces protection order that this notice is."
    )


class InterventionIn(InterventionContent):
    """A step in draft: what kind, by whom, and what it says. Nothing is in force until it is issued."""

    model_config = ConfigDict(json_schema_extra={"examples": [INTERVENTION]})
    kind: InterventionKind = Field(description="What kind of step it is.")
    agency_id: UUID = Field(description="The agency that issues it, or that applies to the court for it.")


class InterventionPatch(InterventionContent):
    """Changes a draft; once issued only `review_on` and `outcome` may change. A value is cleared by null."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"review_on": "2027-03-31", "outcome": "No further reports."}]}
    )
    outcome: text(2000) | None = Field(None, description="What came of it, in words.")  # type: ignore[valid-type]


class InterventionTransitionIn(Schema):
    """A move of an intervention. Into `breached` it goes by the record of a breach alone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"to": "issued", "on": "2026-11-02", "note": "Handed over at the door."}]
        }
    )
    to: InterventionStatus = Field(description="Where to; `allowed_transitions` lists what is open.")
    on: Day | None = Field(None, description="The day of issue, when it was not today.")
    reason_code: InterventionEnd | None = Field(None, description="How it ended; needed for `ended`.")
    note: text(2000) | None = Field(None, description="A remark.")  # type: ignore[valid-type]


class InterventionExtensionIn(Schema):
    """A later end of a closure notice or order that is in force."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_at": "2030-01-02T21:00:00Z"}]})
    last_day: Day | None = Field(None, description="The new last day, for an order.")
    ends_at: Instant | None = Field(None, description="The new end, for a notice.")


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d1",
    "case_id": "019a0000-0000-7000-8000-0000000000c1",
    "kind": "community_protection_warning",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "status": "issued",
    "status_since": "2026-11-02T10:00:00.000Z",
    "issued_on": "2026-11-02",
    "ended_as": None,
    **CONTENT,
    "extensions": 0,
    "outcome": None,
    "created_at": "2026-11-01T10:00:00.000Z",
    "updated_at": "2026-11-02T10:00:00.000Z",
    "etag": '"00112233445566778899"',
}


STANDING: dict[str, Any] = {
    **{name: SUMMARY[name] for name in ("id", "case_id", "status", "status_since", "issued_on", "ended_as")},
    **{name: SUMMARY[name] for name in ("starts_on", "last_day", "starts_at", "ends_at", "review_on")},
    "extensions": 0,
    "allowed_transitions": ["complied", "ended", "withdrawn"],
    "updated_at": "2026-11-02T10:00:00.000Z",
    "etag": SUMMARY["etag"],
}


class InterventionStanding(Out):
    """What a change is answered with: where a step stands and until when, nothing about anybody."""

    model_config = ConfigDict(json_schema_extra={"examples": [STANDING]})
    id: UUID = Field(description="The intervention's identifier.")
    case_id: UUID = Field(description="The case it belongs to.")
    status: InterventionStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    issued_on: date | None = Field(description="The day of issue; null for a draft.")
    ended_as: InterventionEnd | None = Field(description="How it ended.")
    starts_on: date | None = Field(description="The first day on which it is in force.")
    last_day: date | None = Field(description="The last day on which it is in force.")
    starts_at: InstantOut | None = Field(description="From when.")
    ends_at: InstantOut | None = Field(description="Until when.")
    review_on: date | None = Field(description="When it is looked at again.")
    extensions: int = Field(ge=0, le=100, description="How often its end was put off.")
    allowed_transitions: list[InterventionStatus] = Field(
        max_length=6, description="Where you may move it now."
    )
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class InterventionSummary(Out):
    """A step of a case with all that it says, without its breaches and moves."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The intervention's identifier.")
    case_id: UUID = Field(description="The case it belongs to.")
    kind: InterventionKind = Field(description="What kind of step it is.")
    agency_id: UUID = Field(description="The agency that issued it.")
    status: InterventionStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    issued_on: date | None = Field(description="The day of issue; null for a draft.")
    ended_as: InterventionEnd | None = Field(description="How it ended.")
    person_id: UUID | None = Field(description="Against or for whom it is.")
    starts_on: date | None = Field(description="The first day on which it is in force.")
    last_day: date | None = Field(description="The last day on which it is in force.")
    starts_at: InstantOut | None = Field(description="From when.")
    ends_at: InstantOut | None = Field(description="Until when.")
    review_on: date | None = Field(description="When it is looked at again.")
    hearing_on: date | None = Field(description="The day of the hearing.")
    ward: str | None = Field(max_length=9, description="The ward's code.")
    outward_postcode: str | None = Field(max_length=4, description="The first half of the postcode.")
    uprn: str | None = Field(max_length=12, description="The premises' number.")
    place: str | None = Field(max_length=500, description="The place in words.")
    terms: str | None = Field(max_length=4000, description="What is required or forbidden.")
    works: str | None = Field(max_length=2000, description="Remedial work that is required.")
    conviction: str | None = Field(max_length=300, description="The conviction the order follows.")
    ground: str | None = Field(max_length=300, description="The ground for possession.")
    extent: ClosureExtent | None = Field(description="Whether the closure is full or partial.")
    under_18: bool | None = Field(description="Whether the person was under 18 when it was made.")
    power_of_arrest: bool | None = Field(description="Whether a power of arrest is attached.")
    penalty: PenaltyAmountOut | None = Field(description="The amount of a fixed penalty.")
    public_spaces_penalty_id: UUID | None = Field(description="The penalty of an order that it is.")
    extensions: int = Field(ge=0, le=100, description="How often its end was put off.")
    outcome: str | None = Field(max_length=2000, description="What came of it.")
    created_at: InstantOut = Field(description="When it was drafted.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class InterventionOut(InterventionSummary):
    """A step of a case, its breaches and its moves."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY,
                    "breaches": [BREACH_OUT],
                    "moves": [MOVE],
                    "allowed_transitions": ["complied", "ended", "withdrawn"],
                }
            ]
        }
    )
    breaches: list[InterventionBreachOut] = Field(max_length=200, description="The breaches, oldest first.")
    moves: list[EnforcementMoveOut] = Field(max_length=200, description="Its moves, oldest first.")
    allowed_transitions: list[InterventionStatus] = Field(
        max_length=6, description="Where you may move it now."
    )


class InterventionList(Out):
    """The steps of a case, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [SUMMARY]}]})
    data: list[InterventionSummary] = Field(max_length=500, description="The steps.")
