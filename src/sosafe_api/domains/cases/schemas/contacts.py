"""What crosses the wire about the steps of a plan and about contacts."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, Instant, InstantOut, Links, Out, PageInfo, PastDay, Schema, text
from sosafe_api.domains.auth.schemas import kept, page_example
from sosafe_api.domains.cases.schemas.work import CASE_ID, RECORD, CaseRecordOut
from sosafe_api.domains.cases.vocabulary import ContactAttendance, ContactKind, StepOwner

STEP: dict[str, Any] = {
    "step": "Apply to the housing register with the worker.",
    "owner": "client",
    "goal_id": None,
    "due_on": "2026-11-20",
    "done_on": None,
}


class CasePlanStepIn(Schema):
    """A step of the plan."""

    model_config = ConfigDict(json_schema_extra={"examples": [STEP]})
    step: text(2000) = Field(description="What is done.")  # type: ignore[valid-type]
    owner: StepOwner = Field(description="Who takes the step.")
    agency_id: UUID | None = Field(None, description="The agency that takes it, if one does.")
    goal_id: UUID | None = Field(None, description="The goal of the case that it leads to.")
    due_on: Day | None = Field(None, description="By when.")
    done_on: PastDay | None = Field(None, description="When it was done.")


class CasePlanStepPatch(Schema):
    """What may change of a step."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"done_on": "2026-11-18"}]})
    step: text(2000) = kept(description="What is done.")  # type: ignore[valid-type]
    due_on: Day | None = Field(None, description="By when; null for no day.")
    done_on: PastDay | None = Field(None, description="When it was done; null while it is not.")


STEP_OUT: dict[str, Any] = {**RECORD, **STEP, "agency_id": None}


class CasePlanStepOut(CaseRecordOut):
    """A step of the plan."""

    model_config = ConfigDict(json_schema_extra={"examples": [STEP_OUT]})
    step: str = Field(max_length=2000, description="What is done.")
    owner: StepOwner = Field(description="Who takes the step.")
    agency_id: UUID | None = Field(description="The agency that takes it, if one does.")
    goal_id: UUID | None = Field(description="The goal of the case that it leads to.")
    due_on: date | None = Field(description="By when.")
    done_on: date | None = Field(description="When it was done.")


class CasePlanStepPage(Out):
    """A page of a case's plan."""

    model_config = ConfigDict(json_schema_extra=page_example(f"/v1/cases/{CASE_ID}/plan-steps", STEP_OUT))
    data: list[CasePlanStepOut] = Field(max_length=200, description="The steps, in the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


CONTACT: dict[str, Any] = {
    "kind": "same_day_appointment",
    "person_id": None,
    "principal_id": None,
    "starts_at": "2026-11-04T14:00:00.000Z",
    "attendance": "attended",
    "note": "Came alone; agreed the next steps.",
}


class CaseContactIn(Schema):
    """A contact that is planned, or was held."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTACT]})
    kind: ContactKind = Field(description="How the person is met or reached.")
    person_id: UUID | None = Field(None, description="With whom of the case; null: with all of them.")
    principal_id: UUID | None = Field(
        None, description="Which worker of the case makes the contact; null: you do."
    )
    starts_at: Instant = Field(description="When.")
    attendance: ContactAttendance | None = Field(None, description="What came of it; null: it is planned.")
    note: text(8000) | None = Field(None, description="In the worker's words.")  # type: ignore[valid-type]


class CaseContactPatch(Schema):
    """What may change of a contact."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"attendance": "not_attended"}]})
    starts_at: Instant = kept(description="When.")
    attendance: ContactAttendance = kept(description="What came of it.")
    note: text(8000) | None = Field(None, description="In the worker's words; null for none.")  # type: ignore[valid-type]


CONTACT_OUT: dict[str, Any] = {**RECORD, **CONTACT, "principal_id": "019a0000-0000-7000-8000-0000000000b1"}


class CaseContactOut(CaseRecordOut):
    """A contact that is planned, or was held."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTACT_OUT]})
    kind: ContactKind = Field(description="How the person is met or reached.")
    person_id: UUID | None = Field(description="With whom of the case; null: with all of them.")
    principal_id: UUID = Field(description="Who makes the contact.")
    starts_at: InstantOut = Field(description="When.")
    attendance: ContactAttendance | None = Field(description="What came of it; null: it is planned.")
    note: str | None = Field(max_length=8000, description="In the worker's words.")


class CaseContactPage(Out):
    """A page of a case's contacts."""

    model_config = ConfigDict(json_schema_extra=page_example(f"/v1/cases/{CASE_ID}/contacts", CONTACT_OUT))
    data: list[CaseContactOut] = Field(max_length=200, description="The contacts, in the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
