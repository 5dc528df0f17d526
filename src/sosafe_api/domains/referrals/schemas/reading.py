"""Reading referrals: the filters of the list, its summaries, and one referral as each side may see it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import (
    AgencyReference,
    Cursor,
    InstantOut,
    Links,
    Out,
    PageInfo,
    Query,
    QueryInstant,
)
from sosafe_api.domains.referrals.rules import QuestionKind, ReferralReason, ReferralSource, Status, Urgency
from sosafe_api.domains.referrals.schemas.content_out import (
    PERSON_OUT,
    ConsentOut,
    HouseholdOut,
    PersonOut,
    RiskOut,
)
from sosafe_api.domains.referrals.schemas.history import ReasonOut


class ReferralQuery(Query):
    """Filters of the list of referrals. Values separated by commas mean any of them."""

    status: list[Status] | None = Field(
        None, min_length=1, max_length=12, description="Any of these statuses."
    )
    service_id: UUID | None = Field(None, description="Referrals to this service.")
    agency_reference: AgencyReference | None = Field(None, description="Your agency's own reference.")
    overdue: bool | None = Field(None, description="True: undecided past the day by which an answer is due.")
    received_at_from: QueryInstant | None = Field(None, description="Received at or after this instant.")
    received_at_before: QueryInstant | None = Field(None, description="Received before this instant.")
    updated_at_from: QueryInstant | None = Field(None, description="Changed at or after this instant.")
    updated_at_before: QueryInstant | None = Field(None, description="Changed before this instant.")
    sort: Annotated[str, StringConstraints(max_length=16, pattern=r"^-?(received_at|updated_at)$")] | None = (
        Field(None, description="`-received_at` (the default), `received_at`, `-updated_at` or `updated_at`.")
    )
    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Cursor | None = Field(
        None, description="`next_cursor` of the page before; beside it only `limit` may stand."
    )


class OpenQuestion(Out):
    """A question that waits for the sender; its text is read with the questions, for a purpose."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-000000000003",
                    "code": "contact_details",
                    "asked_at": "2026-11-03T10:00:00.000Z",
                }
            ]
        }
    )
    id: UUID = Field(description="The question's identifier.")
    code: QuestionKind = Field(description="What the question is about.")
    asked_at: InstantOut = Field(description="When it was asked.")


OUTCOME: dict[str, Any] = {"ending": "planned_needs_met", "results": ["housing_sustained"]}


class ReferralOutcome(Out):
    """What came of a referral, once the work has ended: codes, and nothing else of the case."""

    model_config = ConfigDict(json_schema_extra={"examples": [OUTCOME]})
    ending: str = Field(max_length=64, description="Why the work stopped: a code of `case_ending`.")
    results: list[Annotated[str, StringConstraints(max_length=128)]] = Field(
        max_length=100,
        description="What changed: a `result_area` and a `result_value`, like `housing_sustained`.",
    )


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000aa",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "agency_reference": "ASB/2026/0012",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "status": "submitted",
    "status_since": "2026-11-02T09:30:00.123Z",
    "reason_code": None,
    "urgency": "routine",
    "referral_source": "council_housing",
    "referred_on": "2026-11-02",
    "received_at": "2026-11-02T09:30:00.123Z",
    "answer_by": "2026-11-09",
    "overdue": False,
    "decided_at": None,
    "outcome": None,
    "redirected_from_id": None,
    "redirected_to_id": None,
    "updated_at": "2026-11-02T09:30:00.123Z",
    "etag": '"q7Zk0wAbCdEfGhIj"',
}


class ReferralSummary(Out):
    """A referral in a list: where it stands, nothing about the person."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The referral's identifier.")
    agency_id: UUID = Field(description="The agency that sent it.")
    agency_reference: str = Field(max_length=64, description="The sender's reference.")
    service_id: UUID = Field(description="The service that was asked.")
    status: Status = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    reason_code: ReasonOut | None = Field(description="Why it was declined, withdrawn or ended early.")
    urgency: Urgency = Field(description="How soon the sender thinks somebody must act.")
    referral_source: ReferralSource = Field(description="The kind of body that referred.")
    referred_on: date = Field(description="The day on which it was made.")
    received_at: InstantOut = Field(description="When it was received here.")
    answer_by: date = Field(
        description="The day by which the service should answer; later while it waits for you."
    )
    overdue: bool = Field(description="Whether that day has passed without a decision.")
    decided_at: InstantOut | None = Field(description="When it was first accepted or declined.")
    outcome: ReferralOutcome | None = Field(description="What came of it; null until the work has ended.")
    redirected_from_id: UUID | None = Field(description="The referral that this one continues.")
    redirected_to_id: UUID | None = Field(description="The referral that continues this one.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class ReferralPage(Out):
    """A page of the list of referrals."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [SUMMARY],
                    "page": {"next_cursor": None, "has_more": False},
                    "links": {"self": "/v1/referrals", "first": "/v1/referrals", "next": None},
                }
            ]
        }
    )
    data: list[ReferralSummary] = Field(max_length=200, description="The referrals.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class ReferralContent(Out):
    """What the referral says. The service reads all of it, the user who sent it the person for 30 days."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": PERSON_OUT,
                    "reason_codes": ["asb_victim"],
                    "household": None,
                    "risk": None,
                    "consent": {"status": "given", "reason": None},
                    "narrative": None,
                }
            ]
        }
    )
    person: PersonOut = Field(description="The person, as sent.")
    reason_codes: list[ReferralReason] | None = Field(max_length=10, description="Why help is asked for.")
    household: HouseholdOut | None = Field(description="Who lives with the person.")
    risk: RiskOut | None = Field(description="A risk assessment.")
    consent: ConsentOut | None = Field(description="The person's consent.")
    narrative: str | None = Field(max_length=20_000, description="What happened and what is needed.")


class ReferralOut(ReferralSummary):
    """A referral as the caller may see it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY,
                    "open_questions": [],
                    "allowed_transitions": ["withdrawn"],
                    "case_id": None,
                    "content": None,
                }
            ]
        }
    )
    open_questions: list[OpenQuestion] = Field(
        max_length=100, description="Questions that wait for the sender."
    )
    allowed_transitions: list[Status] = Field(max_length=12, description="Where you may move it now.")
    case_id: UUID | None = Field(
        description="The case that has taken it up; for the receiving service, null for others."
    )
    content: ReferralContent | None = Field(description="What it says, or null where you may not read it.")
