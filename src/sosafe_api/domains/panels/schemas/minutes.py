"""What crosses the wire about minutes: a text that names nobody, and what was decided item by item."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, Schema, text
from sosafe_api.domains.panels.rules import MeetingStatus
from sosafe_api.domains.panels.schemas.actions import SUMMARY as ACTION
from sosafe_api.domains.panels.schemas.actions import PanelActionSummary
from sosafe_api.domains.panels.schemas.decisions import DECISION, DecisionOut
from sosafe_api.domains.panels.vocabulary import TitleCode

MinutesText = text(20000)
TEXT = "The panel met as planned. The next meeting is in six weeks."


class MinutesIn(Schema):
    """What is minuted beside the decisions. Name nobody: what concerns a person belongs to the item's decision."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": TEXT}]})
    text: MinutesText = Field(description="The text.")  # type: ignore[valid-type]


MINUTED: dict[str, Any] = {
    "agenda_item_id": "019a0000-0000-7000-8000-0000000000e2",
    "title_code": "multiple_needs",
    "decision": DECISION,
    "actions": [ACTION],
}


class MinutedItemOut(Out):
    """What was decided on one item."""

    model_config = ConfigDict(json_schema_extra={"examples": [MINUTED]})
    agenda_item_id: UUID = Field(description="The item.")
    title_code: TitleCode = Field(description="Its heading.")
    decision: DecisionOut | None = Field(description="What was decided.")
    actions: list[PanelActionSummary] = Field(max_length=200, description="Who is to do what by when.")


RECEIPT: dict[str, Any] = {
    "meeting_id": "019a0000-0000-7000-8000-0000000000e1",
    "status": "held",
    "written_by": "019a0000-0000-7000-8000-0000000000b1",
    "approved_by": None,
    "approved_at": None,
    "etag": '"00112233445566778899"',
}


class MinutesReceipt(Out):
    """Who wrote and who approved the minutes of a meeting, without what they say."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECEIPT]})
    meeting_id: UUID = Field(description="The meeting.")
    status: MeetingStatus = Field(description="`minutes_approved` once they are final.")
    written_by: UUID | None = Field(description="Who last wrote it.")
    approved_by: UUID | None = Field(description="Who approved it: somebody else.")
    approved_at: InstantOut | None = Field(description="When.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to write them.")


class MinutesOut(MinutesReceipt):
    """The minutes of a meeting, as far as its items are yours to see."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**RECEIPT, "text": TEXT, "items": [MINUTED]}]})
    text: str | None = Field(max_length=20000, description="The text; null until it is written.")
    items: list[MinutedItemOut] = Field(max_length=200, description="What was decided, item by item.")
