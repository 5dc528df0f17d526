"""What crosses the wire about a panel's decision on an item."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, Schema, text
from sosafe_api.domains.panels.vocabulary import DecisionOutcome

DECISION: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e4",
    "outcome_code": "actions_agreed",
    "rationale": "Two agencies can help at once.",
    "decided_by": "019a0000-0000-7000-8000-0000000000b1",
    "decided_at": "2026-12-02T10:30:00.000Z",
}


class DecisionIn(Schema):
    """What the panel decided, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"outcome_code": "actions_agreed", "rationale": "Two agencies can help at once."}]
        }
    )
    outcome_code: DecisionOutcome = Field(description="What was decided.")
    rationale: text(4000) = Field(description="Why; kept with the minutes.")  # type: ignore[valid-type]


class DecisionOut(Out):
    """What a panel decided on an item, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [DECISION]})
    id: UUID = Field(description="The decision's identifier.")
    outcome_code: DecisionOutcome = Field(description="What was decided.")
    rationale: str = Field(max_length=4000, description="Why.")
    decided_by: UUID = Field(description="The coordinator who recorded it for the panel.")
    decided_at: InstantOut = Field(description="When.")


class DecisionReceipt(Out):
    """A decision that was recorded, without its rationale."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-0000000000e4",
                    "agenda_item_id": "019a0000-0000-7000-8000-0000000000e2",
                    "decided_at": "2026-12-02T10:30:00.000Z",
                }
            ]
        }
    )
    id: UUID = Field(description="The decision's identifier.")
    agenda_item_id: UUID = Field(description="The item.")
    decided_at: InstantOut = Field(description="When.")
