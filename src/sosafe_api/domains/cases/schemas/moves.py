"""What crosses the wire when a case moves: what is asked for, what was done, the history."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import InstantOut, Out, Schema, text
from sosafe_api.domains.cases.rules import MOST_MOVES, REASONS, CaseEnding, CaseStatus

ReasonOut = Annotated[
    str,
    Field(
        max_length=64,
        json_schema_extra={
            "x-extensible-enum": sorted(
                {code.value for codes in REASONS.values() if codes is not CaseEnding for code in codes}
            )
        },
    ),
]


class CaseTransitionIn(Schema):
    """A move of the case's status."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"to": "paused", "reason_code": "hospital"},
                {"to": "closing", "ending": "planned_needs_met"},
            ]
        }
    )
    to: CaseStatus = Field(
        description="The status to move to; `allowed_transitions` lists those open to you."
    )
    reason_code: Annotated[str, StringConstraints(max_length=64, pattern=r"^[a-z_]{1,64}$")] | None = Field(
        None, description="Why; needed for paused and entered_in_error."
    )
    ending: CaseEnding | None = Field(
        None,
        description="Why work stops; needed for closing, and for closed where nobody asked for it before.",
    )
    note: text(2000) | None = Field(None, description="For the service only.")  # type: ignore[valid-type]


MOVED: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d1",
    "case_id": "019a0000-0000-7000-8000-0000000000c1",
    "from": "open",
    "to": "closing",
    "reason_code": None,
    "ending": "planned_needs_met",
}


class CaseMoved(Out):
    """A move that was made. The referrals of the case have moved with it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**MOVED, "allowed_transitions": ["open"]}]}, populate_by_name=True
    )
    id: UUID = Field(description="The move's identifier.")
    case_id: UUID = Field(description="The case.")
    from_: CaseStatus = Field(alias="from", description="The status before.")
    to: CaseStatus = Field(description="The status now.")
    reason_code: ReasonOut | None = Field(description="Why.")
    ending: CaseEnding | None = Field(description="Why work stopped, or is to stop.")
    allowed_transitions: list[CaseStatus] = Field(max_length=5, description="Where you may move it next.")


TRANSITION: dict[str, Any] = {
    **MOVED,
    "occurred_at": "2026-11-03T10:00:00.000Z",
    "actor_id": "019a0000-0000-7000-8000-0000000000b1",
    "note": None,
}


class CaseTransitionOut(Out):
    """One move of a case's status."""

    model_config = ConfigDict(json_schema_extra={"examples": [TRANSITION]}, populate_by_name=True)
    id: UUID = Field(description="The move's identifier.")
    case_id: UUID = Field(description="The case.")
    from_: CaseStatus | None = Field(alias="from", description="The status before; null for the first.")
    to: CaseStatus = Field(description="The status after.")
    reason_code: ReasonOut | None = Field(description="Why.")
    ending: CaseEnding | None = Field(description="Why work stopped, or was to stop.")
    occurred_at: InstantOut = Field(description="When.")
    actor_id: UUID = Field(description="Who made the move.")
    note: str | None = Field(max_length=2000, description="A remark.")


class CaseTransitionList(Out):
    """A case's whole history, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [TRANSITION]}]})
    data: list[CaseTransitionOut] = Field(max_length=MOST_MOVES, description="The moves.")
