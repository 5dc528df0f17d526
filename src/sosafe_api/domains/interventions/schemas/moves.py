"""What crosses the wire about moves: of an intervention, and of an ASB case from stage to stage."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, Schema
from sosafe_api.domains.interventions.vocabulary import (
    AsbClosure,
    AsbStage,
    InterventionEnd,
    InterventionStatus,
)


def _known(*lists: Any) -> dict[str, Any]:
    """Codes of the lists; a reader takes others as well."""
    return {"x-extensible-enum": sorted({code.value for codes in lists for code in codes})}


StageOrStatus = Annotated[str, Field(max_length=64, json_schema_extra=_known(InterventionStatus, AsbStage))]
EndOrClosure = Annotated[str, Field(max_length=64, json_schema_extra=_known(InterventionEnd, AsbClosure))]
STAGE_MOVE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d4",
    "from": "drafted",
    "to": "issued",
    "reason_code": None,
    "occurred_at": "2026-11-02T10:00:00.000Z",
    "actor_id": "019a0000-0000-7000-8000-0000000000b1",
}
MOVE: dict[str, Any] = {**STAGE_MOVE, "note": None}


class AsbStageMoveOut(Out):
    """One move of an ASB case from stage to stage, and who made it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**STAGE_MOVE, "from": "reported", "to": "risk_assessed"}]},
        populate_by_name=True,
    )
    id: UUID = Field(description="The move's identifier.")
    from_: StageOrStatus = Field(alias="from", description="Where it stood before.")
    to: StageOrStatus = Field(description="Where it went.")
    reason_code: EndOrClosure | None = Field(description="Why.")
    occurred_at: InstantOut = Field(description="When.")
    actor_id: UUID = Field(description="Who made it.")


class EnforcementMoveOut(AsbStageMoveOut):
    """One move of an intervention, who made it, and their remark."""

    model_config = ConfigDict(json_schema_extra={"examples": [MOVE]}, populate_by_name=True)
    note: str | None = Field(max_length=2000, description="A remark.")


STAGE: dict[str, Any] = {
    "case_id": "019a0000-0000-7000-8000-0000000000c1",
    "stage": "open",
    "stage_since": "2026-11-04T10:00:00.000Z",
    "closed_as": None,
    "moves": [{**STAGE_MOVE, "from": "risk_assessed", "to": "open"}],
    "allowed_transitions": ["risk_assessed", "action_plan", "enforcement", "monitoring", "closed"],
    "etag": '"00112233445566778899"',
}


class AsbStageTransitionIn(Schema):
    """A move of an ASB case to another stage."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "risk_assessed"}]})
    to: AsbStage = Field(description="Where to; `allowed_transitions` lists what is open.")
    reason_code: AsbClosure | None = Field(None, description="Why it is closed; needed for `closed`.")


class AsbStageOut(Out):
    """At which stage the work on an ASB case is. It names nobody."""

    model_config = ConfigDict(json_schema_extra={"examples": [STAGE]})
    case_id: UUID = Field(description="The case.")
    stage: AsbStage = Field(description="The stage now.")
    stage_since: InstantOut = Field(description="Since when.")
    closed_as: AsbClosure | None = Field(description="Why it is closed.")
    moves: list[AsbStageMoveOut] = Field(max_length=200, description="Its moves, oldest first.")
    allowed_transitions: list[AsbStage] = Field(max_length=7, description="Where you may move it now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to move it.")
