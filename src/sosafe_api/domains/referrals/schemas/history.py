"""What has happened to a referral: its moves, its questions and their answers."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out
from sosafe_api.domains.referrals.rules import REASONS, QuestionKind, Status

ReasonOut = Annotated[
    str,
    Field(
        max_length=64,
        json_schema_extra={
            "x-extensible-enum": sorted({reason.value for codes in REASONS.values() for reason in codes})
        },
    ),
]

TRANSITION: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-000000000004",
    "from": "received",
    "to": "accepted",
    "reason_code": None,
    "occurred_at": "2026-11-03T10:00:00.000Z",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "actor_id": None,
    "note": None,
}


class TransitionOut(Out):
    """One move of a referral's status."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [TRANSITION]},
        populate_by_name=True,
    )
    id: UUID = Field(description="The move's identifier.")
    from_: Status | None = Field(alias="from", description="The status before; null for the first.")
    to: Status = Field(description="The status after.")
    reason_code: ReasonOut | None = Field(description="Why.")
    occurred_at: InstantOut = Field(description="When.")
    agency_id: UUID = Field(description="The agency that made the move.")
    actor_id: UUID | None = Field(description="Who made it; shown to the receiving service only.")
    note: str | None = Field(max_length=2000, description="A remark; shown to the receiving service only.")


class TransitionList(Out):
    """A referral's whole history, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [TRANSITION]}]})
    data: list[TransitionOut] = Field(max_length=1000, description="The moves.")


QUESTION: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-000000000003",
    "code": "contact_details",
    "question": "Is the number still safe to call?",
    "asked_at": "2026-11-03T10:00:00.000Z",
    "answer": None,
    "answered_at": None,
}


class QuestionOut(Out):
    """A question of the service, and its answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUESTION]})
    id: UUID = Field(description="The question's identifier.")
    code: QuestionKind = Field(description="What it is about.")
    question: str = Field(max_length=2000, description="The question.")
    asked_at: InstantOut = Field(description="When it was asked.")
    answer: str | None = Field(
        max_length=2000, description="The sender's answer, or null while it is awaited."
    )
    answered_at: InstantOut | None = Field(description="When it was answered.")


class QuestionList(Out):
    """A referral's questions, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [QUESTION]}]})
    data: list[QuestionOut] = Field(max_length=100, description="The questions.")
