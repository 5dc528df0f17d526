"""What crosses the wire about breaches of an intervention."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, PastDay, Schema, text
from sosafe_api.domains.auth.schemas import kept
from sosafe_api.domains.interventions.schemas.money import PENALTY, PenaltyAmount, PenaltyAmountOut
from sosafe_api.domains.interventions.vocabulary import BreachConsequence

BREACH: dict[str, Any] = {
    "occurred_on": "2026-11-20",
    "account": "Seen at the entrance at 10 pm, by a fictional warden.",
    "consequence": "fixed_penalty",
    "penalty": PENALTY,
}
BREACH_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d2",
    "intervention_id": "019a0000-0000-7000-8000-0000000000d1",
    **BREACH,
    "created_at": "2026-11-21T10:00:00.000Z",
    "updated_at": "2026-11-21T10:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class InterventionBreachIn(Schema):
    """An occasion on which the terms were broken."""

    model_config = ConfigDict(json_schema_extra={"examples": [BREACH]})
    occurred_on: PastDay = Field(description="When.")
    account: text(4000) = Field(description="What happened.")  # type: ignore[valid-type]
    consequence: BreachConsequence = Field(
        BreachConsequence.PENDING, description="What followed; `pending` until that is known."
    )
    penalty: PenaltyAmount | None = Field(None, description="The amount, for `fixed_penalty` alone.")


class InterventionBreachPatch(Schema):
    """What followed a breach, once it is known."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"consequence": "fixed_penalty", "penalty": PENALTY}]}
    )
    consequence: BreachConsequence = kept(description="What followed.")
    penalty: PenaltyAmount | None = Field(None, description="The amount, for `fixed_penalty` alone.")


class InterventionBreachOut(Out):
    """A breach and what followed."""

    model_config = ConfigDict(json_schema_extra={"examples": [BREACH_OUT]})
    id: UUID = Field(description="The breach's identifier.")
    intervention_id: UUID = Field(description="The step whose terms were broken.")
    occurred_on: date = Field(description="When.")
    account: str = Field(max_length=4000, description="What happened.")
    consequence: BreachConsequence = Field(description="What followed.")
    penalty: PenaltyAmountOut | None = Field(description="The amount of a fixed penalty.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


RECORDED: dict[str, Any] = {
    name: BREACH_OUT[name] for name in ("id", "intervention_id", "updated_at", "etag")
}


class InterventionBreachRecorded(Out):
    """What the record of a breach, or of what followed, is answered with."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECORDED]})
    id: UUID = Field(description="The breach's identifier.")
    intervention_id: UUID = Field(description="The step whose terms were broken.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")
