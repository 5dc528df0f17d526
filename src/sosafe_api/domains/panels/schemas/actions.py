"""What crosses the wire about the actions that a panel sets."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.panels.rules import ActionStatus
from sosafe_api.domains.panels.schemas.agenda import PERSON, PresentedPersonOut
from sosafe_api.domains.panels.vocabulary import ActionCode

ACTION: dict[str, Any] = {
    "owner_agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "action_code": "housing",
    "description": "Offer an appointment about the tenancy.",
    "due_on": "2026-12-16",
}


class PanelActionIn(Schema):
    """What an agency is to do about an item, and by when."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACTION]})
    owner_agency_id: UUID = Field(description="The agency that is to do it; it need not sit in the group.")
    action_code: ActionCode = Field(description="What kind of thing it is.")
    description: text(2000) = Field(description="What is to be done.")  # type: ignore[valid-type]
    due_on: Day = Field(description="The last day.")


class PanelActionTransitionIn(Schema):
    """A move of the action's status."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "completed", "note": "Appointment kept."}]}
    )
    to: ActionStatus = Field(
        description="The status to move to; `allowed_transitions` lists those open to you."
    )
    note: text(2000) | None = Field(None, description="What was done, or why it is not needed.")  # type: ignore[valid-type]


class PanelActionQuery(RecordQuery):
    """Which actions are listed."""

    group_id: UUID | None = Field(None, description="Set by this group.")
    meeting_id: UUID | None = Field(None, description="Set at this meeting.")
    owner_agency_id: UUID | None = Field(None, description="For this agency.")
    status: list[ActionStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )
    overdue: bool | None = Field(None, description="True: only undone ones whose last day is over.")


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e6",
    "meeting_id": "019a0000-0000-7000-8000-0000000000e1",
    "group_id": "019a0000-0000-7000-8000-0000000000d0",
    "agenda_item_id": "019a0000-0000-7000-8000-0000000000e2",
    "owner_agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "action_code": "housing",
    "due_on": "2026-12-16",
    "status": "open",
    "status_since": "2026-12-02T10:30:00.000Z",
    "overdue": False,
    "created_at": "2026-12-02T10:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class PanelActionSummary(Out):
    """An action in a list; nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The action's identifier.")
    meeting_id: UUID = Field(description="The meeting that set it.")
    group_id: UUID = Field(description="The group that set it.")
    agenda_item_id: UUID = Field(description="The item it is about.")
    owner_agency_id: UUID = Field(description="The agency that is to do it.")
    action_code: ActionCode = Field(description="What kind of thing it is.")
    due_on: date = Field(description="The last day.")
    status: ActionStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    overdue: bool = Field(description="Whether it is undone and its last day is over.")
    created_at: InstantOut = Field(description="When it was set.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to move it.")


class PanelActionPage(Out):
    """A page of the list of actions."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/panel-actions", SUMMARY))
    data: list[PanelActionSummary] = Field(max_length=200, description="The actions.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class PanelActionOut(PanelActionSummary):
    """An action as the agency that is to do it, the panel and the presenting service see it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY, "person": PERSON, "description": ACTION["description"], "note": None,
                    "allowed_transitions": ["in_progress", "completed"],
                }
            ]
        }
    )  # fmt: skip
    person: PresentedPersonOut | None = Field(
        description="Whom it is about; null to members of a panel that is shown nobody."
    )
    description: str = Field(max_length=2000, description="What is to be done.")
    note: str | None = Field(max_length=2000, description="What was said when it was last moved.")
    allowed_transitions: list[ActionStatus] = Field(max_length=4, description="Where you may move it now.")


class PanelActionMoved(Out):
    """A move that was made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-0000000000e6",
                    "from": "open",
                    "to": "completed",
                    "allowed_transitions": [],
                    "etag": '"00112233445566778899"',
                }
            ]
        },
        populate_by_name=True,
    )
    id: UUID = Field(description="The action.")
    from_: ActionStatus = Field(alias="from", description="Where it stood.")
    to: ActionStatus = Field(description="Where it stands.")
    allowed_transitions: list[ActionStatus] = Field(max_length=4, description="Where you may move it now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to move it on.")
