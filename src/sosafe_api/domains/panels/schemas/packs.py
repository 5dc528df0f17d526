"""What crosses the wire about packs: what one agency's members read before a meeting."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out
from sosafe_api.domains.agencies.vocabulary import PanelKind
from sosafe_api.domains.panels.schemas.agenda import (
    PARTS,
    PresentedAccountOut,
    PresentedContactOut,
    PresentedPersonOut,
)
from sosafe_api.domains.panels.vocabulary import TitleCode

ASKED: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e5",
    "question": "Is anything held about this person?",
    "due_on": "2026-11-30",
}
PACK_ITEM: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "title_code": "multiple_needs",
    **PARTS,
    "information_requests": [ASKED],
}
PACK: dict[str, Any] = {
    "meeting_id": "019a0000-0000-7000-8000-0000000000e1",
    "group_id": "019a0000-0000-7000-8000-0000000000d0",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "panel_kind": "multiple_needs",
    "published_at": "2026-11-25T09:30:00.000Z",
    "items": [PACK_ITEM],
}


class PackRequestOut(Out):
    """What your agency is asked about an item."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASKED]})
    id: UUID = Field(description="The request's identifier.")
    question: str = Field(max_length=2000, description="What is asked.")
    due_on: date = Field(description="The last day for the answer.")


class PackItemOut(Out):
    """An item as this kind of panel is shown it; a part that it is not shown is null."""

    model_config = ConfigDict(json_schema_extra={"examples": [PACK_ITEM]})
    id: UUID = Field(description="The item's identifier.")
    service_id: UUID = Field(description="The service that presents it.")
    title_code: TitleCode = Field(description="Its heading.")
    person: PresentedPersonOut | None = Field(description="Whom it is about.")
    contact: PresentedContactOut | None = Field(description="What identifies and reaches the person.")
    account: PresentedAccountOut | None = Field(description="Why the panel is asked.")
    information_requests: list[PackRequestOut] = Field(
        max_length=50, description="What your agency is asked about it."
    )


class PackOut(Out):
    """The pack of one agency, as it was published."""

    model_config = ConfigDict(json_schema_extra={"examples": [PACK]})
    meeting_id: UUID = Field(description="The meeting.")
    group_id: UUID = Field(description="The group that meets.")
    agency_id: UUID = Field(description="Your agency, for which it was made.")
    panel_kind: PanelKind | None = Field(description="What kind of panel it is.")
    published_at: InstantOut = Field(description="Since when it reads like this.")
    items: list[PackItemOut] = Field(max_length=200, description="What is before the panel.")


class PackReceipt(Out):
    """A publication: each agency with a seat has its pack as it is now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "meeting_id": "019a0000-0000-7000-8000-0000000000e1",
                    "published_at": "2026-11-25T09:30:00.000Z",
                    "agency_ids": ["019a0000-0000-7000-8000-0000000000bb"],
                }
            ]
        }
    )
    meeting_id: UUID = Field(description="The meeting.")
    published_at: InstantOut = Field(description="When.")
    agency_ids: list[UUID] = Field(max_length=200, description="The agencies that have a pack.")
