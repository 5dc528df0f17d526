"""What crosses the wire about requests for information to agencies."""

from datetime import date
from typing import Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema, broken_rule, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.panels.rules import RequestStatus
from sosafe_api.domains.panels.schemas.agenda import PERSON, PresentedPersonOut
from sosafe_api.domains.panels.vocabulary import InformationRefusal

QUESTION: dict[str, Any] = {
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "question": "Is anything held about this person?",
    "due_on": "2026-11-30",
}


class InformationRequestIn(Schema):
    """What an agency with a seat in the group is asked about an item."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUESTION]})
    agency_id: UUID = Field(description="The agency that is asked; it must sit in the group.")
    question: text(2000) = Field(description="What is asked.")  # type: ignore[valid-type]
    due_on: Day = Field(description="The last day for the answer.")


class InformationAnswerIn(Schema):
    """What the agency answers: what it holds, that it holds nothing, or why it does not tell."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "answered", "answer": "Known since 2024."}]}
    )
    status: RequestStatus = Field(description="`answered`, `nothing_held` or `refused`.")
    answer: text(4000) | None = Field(None, description="What is held; needed for `answered`.")  # type: ignore[valid-type]
    refusal_code: InformationRefusal | None = Field(None, description="Why not; needed for `refused`.")

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Self:
        if self.status is RequestStatus.OPEN:
            raise broken_rule("not_an_answer", "Must be `answered`, `nothing_held` or `refused`.")
        if (self.status is RequestStatus.ANSWERED) is not (self.answer is not None):
            raise broken_rule("answer_where_answered", "Must give `answer` for `answered`, and only there.")
        if (self.status is RequestStatus.REFUSED) is not (self.refusal_code is not None):
            raise broken_rule(
                "reason_where_refused", "Must give `refusal_code` for `refused`, and only there."
            )
        return self


class InformationRequestQuery(RecordQuery):
    """Which requests are listed."""

    meeting_id: UUID | None = Field(None, description="For this meeting.")
    agency_id: UUID | None = Field(None, description="To this agency.")
    status: list[RequestStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )
    overdue: bool | None = Field(None, description="True: only open ones whose last day is over.")


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e5",
    "agenda_item_id": "019a0000-0000-7000-8000-0000000000e2",
    "meeting_id": "019a0000-0000-7000-8000-0000000000e1",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "due_on": "2026-11-30",
    "status": "open",
    "overdue": False,
    "answered_at": None,
    "created_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class InformationRequestSummary(Out):
    """A request in a list; neither the person nor the question is shown."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The request's identifier.")
    agenda_item_id: UUID = Field(description="The item it is about.")
    meeting_id: UUID = Field(description="The meeting that needs the answer.")
    agency_id: UUID = Field(description="The agency that is asked.")
    due_on: date = Field(description="The last day for the answer.")
    status: RequestStatus = Field(description="Where it stands.")
    overdue: bool = Field(description="Whether it is open and its last day is over.")
    answered_at: InstantOut | None = Field(description="When it was answered.")
    created_at: InstantOut = Field(description="When it was asked.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to answer it.")


class InformationRequestPage(Out):
    """A page of the list of requests."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/information-requests", SUMMARY))
    data: list[InformationRequestSummary] = Field(max_length=200, description="The requests.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class InformationRequestOut(InformationRequestSummary):
    """A request as the coordinator and the agency that is asked see it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY,
                    "person": PERSON,
                    "question": QUESTION["question"],
                    "answer": None,
                    "refusal_code": None,
                }
            ]
        }
    )
    person: PresentedPersonOut | None = Field(
        description="Whom it is about, where the panel is shown people."
    )
    question: str = Field(max_length=2000, description="What is asked.")
    answer: str | None = Field(max_length=4000, description="What the agency holds.")
    refusal_code: InformationRefusal | None = Field(description="Why it does not tell.")
