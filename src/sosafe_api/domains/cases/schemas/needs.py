"""What crosses the wire about needs and goals."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Links, Out, PageInfo, PastDay, Schema, text
from sosafe_api.domains.auth.schemas import kept, page_example
from sosafe_api.domains.cases.schemas.work import CASE_ID, RECORD, CaseRecordOut
from sosafe_api.domains.cases.vocabulary import GoalProgress, NeedKind, NeedStatus

NEED: dict[str, Any] = {
    "kind": "housing",
    "person_id": None,
    "status": "open",
    "identified_on": "2026-11-03",
    "note": "Notice to leave ends in six weeks.",
}


class CaseNeedIn(Schema):
    """Something that the case, or somebody of it, needs."""

    model_config = ConfigDict(json_schema_extra={"examples": [NEED]})
    kind: NeedKind = Field(description="What help is needed with.")
    person_id: UUID | None = Field(None, description="Who of the case needs it; null: all of them.")
    status: NeedStatus = Field(NeedStatus.OPEN, description="Whether it is met.")
    identified_on: PastDay = Field(description="When it was found.")
    note: text(4000) | None = Field(None, description="In the worker's words.")  # type: ignore[valid-type]


class CaseNeedPatch(Schema):
    """What may change of a need."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "met"}]})
    status: NeedStatus = kept(description="Whether it is met.")
    note: text(4000) | None = Field(None, description="In the worker's words; null for none.")  # type: ignore[valid-type]


NEED_OUT: dict[str, Any] = {**RECORD, **NEED}


class CaseNeedOut(CaseRecordOut):
    """Something that the case, or somebody of it, needs."""

    model_config = ConfigDict(json_schema_extra={"examples": [NEED_OUT]})
    kind: NeedKind = Field(description="What help is needed with.")
    person_id: UUID | None = Field(description="Who of the case needs it; null: all of them.")
    status: NeedStatus = Field(description="Whether it is met.")
    identified_on: date = Field(description="When it was found.")
    note: str | None = Field(max_length=4000, description="In the worker's words.")


class CaseNeedPage(Out):
    """A page of a case's needs."""

    model_config = ConfigDict(json_schema_extra=page_example(f"/v1/cases/{CASE_ID}/needs", NEED_OUT))
    data: list[CaseNeedOut] = Field(max_length=200, description="The needs, in the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


GOAL: dict[str, Any] = {
    "goal": "Move into a tenancy of their own.",
    "measure": "A signed agreement, and rent paid for three months.",
    "target_on": "2027-03-31",
    "need_id": None,
    "progress": "not_started",
}


class CaseGoalIn(Schema):
    """What is to be reached: specific, measurable, agreed, and by a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [GOAL]})
    goal: text(2000) = Field(description="What is to be reached, in the client's words.")  # type: ignore[valid-type]
    measure: text(2000) = Field(description="How both will know that it is reached.")  # type: ignore[valid-type]
    target_on: Day = Field(description="By when.")
    need_id: UUID | None = Field(None, description="The need of the case that it answers.")
    progress: GoalProgress = Field(GoalProgress.NOT_STARTED, description="How far it is reached.")


class CaseGoalPatch(Schema):
    """What may change of a goal."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"progress": "under_way"}]})
    goal: text(2000) = kept(description="What is to be reached, in the client's words.")  # type: ignore[valid-type]
    measure: text(2000) = kept(description="How both will know that it is reached.")  # type: ignore[valid-type]
    target_on: Day = kept(description="By when.")
    progress: GoalProgress = kept(description="How far it is reached.")


GOAL_OUT: dict[str, Any] = {**RECORD, **GOAL}


class CaseGoalOut(CaseRecordOut):
    """What is to be reached."""

    model_config = ConfigDict(json_schema_extra={"examples": [GOAL_OUT]})
    goal: str = Field(max_length=2000, description="What is to be reached, in the client's words.")
    measure: str = Field(max_length=2000, description="How both will know that it is reached.")
    target_on: date = Field(description="By when.")
    need_id: UUID | None = Field(description="The need of the case that it answers.")
    progress: GoalProgress = Field(description="How far it is reached.")


class CaseGoalPage(Out):
    """A page of a case's goals."""

    model_config = ConfigDict(json_schema_extra=page_example(f"/v1/cases/{CASE_ID}/goals", GOAL_OUT))
    data: list[CaseGoalOut] = Field(max_length=200, description="The goals, in the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
