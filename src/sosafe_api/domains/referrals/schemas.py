"""What crosses the wire about referrals: what a sender pushes, its receipt, and what each side may read."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import ConfigDict, EmailStr, Field, StringConstraints, model_validator

from sosafe_api.core.schemas import (
    AgencyReference,
    Day,
    InstantOut,
    Links,
    Out,
    PageInfo,
    PastDay,
    Query,
    QueryInstant,
    Schema,
    broken_rule,
    line,
    text,
)
from sosafe_api.domains.referrals.rules import QuestionKind, ReferralReason, ReferralSource, Status, Urgency
from sosafe_api.domains.referrals.vocabulary import AgeBand, ConsentStatus, RiskGrade, RiskTool

Telephone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ]{6,19}$", max_length=21)]
OutwardPostcode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]?$", min_length=2, max_length=4)
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
AgeInYears = Annotated[int, Field(ge=0, le=17)]


class SafeContactIn(Schema):
    """How the person may be reached without putting them in danger. What is not stated is not allowed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"telephone": "020 7946 0000", "may_call": True, "safe_times": "After 6 pm"}]
        }
    )
    telephone: Telephone | None = Field(None, description="A number that is safe to use.")
    email: EmailStr | None = Field(None, max_length=254, description="An address that is safe to use.")
    may_call: bool = Field(False, description="Whether calling is safe.")
    may_text: bool = Field(False, description="Whether text messages are safe.")
    may_leave_voicemail: bool = Field(False, description="Whether a voicemail is safe.")
    may_write: bool = Field(False, description="Whether letters are safe.")
    safe_times: line(200) | None = Field(None, description="When contact is safe.")  # type: ignore[valid-type]


class PersonIn(Schema):
    """The person who needs help, as the sender knows them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "full_name": "Example Person",
                    "date_of_birth": "1990-01-31",
                    "outward_postcode": "SG1",
                    "safe_contact": {"telephone": "020 7946 0000", "may_call": True},
                }
            ]
        }
    )
    full_name: line(200) = Field(description="The name as the person gives it.")  # type: ignore[valid-type]
    date_of_birth: PastDay | None = Field(None, description="When known to the day.")
    age_band: AgeBand | None = Field(None, description="When the date of birth is not known.")
    outward_postcode: OutwardPostcode | None = Field(None, description="The postcode's first half, like SG1.")
    safe_contact: SafeContactIn = Field(
        default_factory=SafeContactIn, description="How the person may be reached safely."
    )
    interpreter_language: Language | None = Field(
        None, description="Language of an interpreter, as a BCP 47 tag."
    )

    @model_validator(mode="after")
    def _one_age(self) -> Self:
        if self.date_of_birth is not None and self.age_band is not None:
            raise broken_rule("age_stated_twice", "Must state the date of birth or the age band, not both.")
        return self


class HouseholdIn(Schema):
    """Who lives with the person, as far as it matters for safety."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"children": 2, "children_ages": [3, 7]}]})
    adults: int | None = Field(None, ge=0, le=30, description="Other adults in the household.")
    children: int | None = Field(None, ge=0, le=30, description="Children under 18 in the household.")
    children_ages: list[AgeInYears] = Field(
        default_factory=list, max_length=30, description="The children's ages in years, as far as known."
    )
    expected_birth_on: Day | None = Field(None, description="When a child is expected.")

    @model_validator(mode="after")
    def _ages_of_children(self) -> Self:
        if self.children is not None and len(self.children_ages) > self.children:
            raise broken_rule("more_ages_than_children", "Must not state more ages than children.")
        return self


class RiskIn(Schema):
    """A risk assessment already made, with the tool that was used."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"tool": "dash_24", "score": 11, "grade": "medium", "assessed_on": "2026-10-30"}]
        }
    )
    tool: RiskTool = Field(description="The assessment tool.")
    score: int | None = Field(None, ge=0, le=100, description="The tool's count or score.")
    grade: RiskGrade = Field(description="The assessor's grade.")
    assessed_on: PastDay = Field(description="The day of the assessment.")


class ConsentIn(Schema):
    """Whether the person agrees to the referral, or why it is made without."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "given"}]})
    status: ConsentStatus = Field(description="Whether consent to take part was given.")
    reason: line(500) | None = Field(None, description="Why the referral is made without consent.")  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _reason_without_consent(self) -> Self:
        if self.status is not ConsentStatus.GIVEN and self.reason is None:
            raise broken_rule("reason_required", "Must give a reason when consent was not given.")
        return self


EXAMPLE: dict[str, Any] = {
    "agency_reference": "ASB/2026/0012",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "referral_source": "council_housing",
    "reason_codes": ["asb_victim"],
    "referred_on": "2026-11-02",
    "person": PersonIn.model_config["json_schema_extra"]["examples"][0],  # type: ignore[index,call-overload]
    "consent": {"status": "given"},
}


class ReferralIn(Schema):
    """A request about a person to a service. Your agency and this reference together name it for ever."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    agency_reference: AgencyReference = Field(
        description="Your own reference, unique in your agency: sending it again does nothing twice."
    )
    service_id: UUID = Field(description="The service that is asked; see `GET /services`.")
    referral_source: ReferralSource = Field(description="The kind of body that refers.")
    reason_codes: list[ReferralReason] = Field(
        min_length=1, max_length=10, description="Why help is asked for, most important first."
    )
    urgency: Urgency = Field(Urgency.ROUTINE, description="How soon somebody must act.")
    referred_on: PastDay = Field(description="The day on which the referral was made at your agency.")
    person: PersonIn = Field(description="The person who needs help.")
    household: HouseholdIn | None = Field(None, description="Who lives with the person.")
    risk: RiskIn | None = Field(None, description="A risk assessment already made.")
    consent: ConsentIn = Field(description="The person's consent, or why there is none.")
    narrative: text(20_000) | None = Field(None, description="What happened and what is needed.")  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _each_reason_once(self) -> Self:
        if len(set(self.reason_codes)) != len(self.reason_codes):
            raise broken_rule("repeated_value", "Must name each reason once.")
        return self


class ReferralBatchIn(Schema):
    """Up to 100 referrals in one request. Each is also held by its own reference."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"atomic": False, "items": [EXAMPLE]}]})
    atomic: bool = Field(False, description="Whether one faulty item refuses all.")
    items: list[dict[str, Any]] = Field(
        min_length=1, max_length=100, description="Referrals, each as `POST /referrals` takes it."
    )


class TransitionIn(Schema):
    """A move of the referral's status."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"to": "declined", "reason_code": "no_capacity"}]}
    )
    to: Status = Field(description="The status to move to; `allowed_transitions` lists those open to you.")
    reason_code: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,64}$")] | None = Field(
        None, description="Why; needed for declined, withdrawn, on_hold, not_completed and entered_in_error."
    )
    note: text(2000) | None = Field(
        None, description="For the receiving service only; the sender never sees it."
    )  # type: ignore[valid-type]


class QuestionIn(Schema):
    """What the service needs to know before it can decide."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"code": "contact_details", "question": "Is the number still safe to call?"}]
        }
    )
    code: QuestionKind = Field(description="What the question is about.")
    question: text(2000) = Field(description="The question.")  # type: ignore[valid-type]


class AnswerIn(Schema):
    """The sender's answer to a question."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question_id": "019a0000-0000-7000-8000-000000000003", "answer": "Yes, after 6 pm."}
            ]
        }
    )
    question_id: UUID = Field(description="The question that is answered.")
    answer: text(2000) = Field(description="The answer.")  # type: ignore[valid-type]


class RedirectionIn(Schema):
    """Hands the referral on to the service that should have been asked."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"service_id": "019a0000-0000-7000-8000-000000000002"}]}
    )
    service_id: UUID = Field(description="The service that the new, linked referral goes to.")
    note: text(2000) | None = Field(None, description="For the receiving service only.")  # type: ignore[valid-type]


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
    sort: Annotated[str, StringConstraints(pattern=r"^-?(received_at|updated_at)$")] | None = Field(
        None, description="`-received_at` (the default), `received_at`, `-updated_at` or `updated_at`."
    )
    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Annotated[str, StringConstraints(min_length=1, max_length=2048)] | None = Field(
        None, description="`next_cursor` of the page before; beside it only `limit` may stand."
    )


class ReferralReceipt(Out):
    """Proof that the referral is kept. It holds nothing about the person, so it can be stored anywhere."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-0000000000aa",
                    "agency_reference": "ASB/2026/0012",
                    "status": "submitted",
                    "received_at": "2026-11-02T09:30:00.123Z",
                    "answer_by": "2026-11-09",
                    "content_digest": "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:",
                }
            ]
        }
    )
    id: UUID = Field(description="The referral's identifier.")
    agency_reference: str = Field(max_length=64, description="Your reference.")
    status: str = Field(
        max_length=32, description="Always `submitted`: the status at the time of the receipt."
    )
    received_at: InstantOut = Field(description="When the referral was received.")
    answer_by: date = Field(description="The day by which the service should answer.")
    content_digest: str = Field(
        max_length=80,
        description="SHA-256 of the content as canonical JSON (RFC 8785), written as in RFC 9530.",
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
    code: str = Field(max_length=64, description="What the question is about.")
    asked_at: InstantOut = Field(description="When it was asked.")


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
    status: str = Field(max_length=32, description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    reason_code: str | None = Field(
        max_length=64, description="Why it was declined, withdrawn or ended early."
    )
    urgency: str = Field(max_length=32, description="How soon the sender thinks somebody must act.")
    referral_source: str = Field(max_length=64, description="The kind of body that referred.")
    referred_on: date = Field(description="The day on which it was made.")
    received_at: InstantOut = Field(description="When it was received here.")
    answer_by: date = Field(
        description="The day by which the service should answer; later while it waits for you."
    )
    overdue: bool = Field(description="Whether that day has passed without a decision.")
    decided_at: InstantOut | None = Field(description="When it was first accepted or declined.")
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
    """What the referral says. The receiving service reads all; the user who sent it the person, for 30 days."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": PersonIn.model_config["json_schema_extra"]["examples"][0],  # type: ignore[index,call-overload]
                    "reason_codes": ["asb_victim"],
                    "household": None,
                    "risk": None,
                    "consent": {"status": "given", "reason": None},
                    "narrative": None,
                }
            ]
        }
    )
    person: dict[str, Any] = Field(description="The person, as sent (see `PersonIn`).")
    reason_codes: list[str] | None = Field(max_length=10, description="Why help is asked for.")
    household: dict[str, Any] | None = Field(description="Who lives with the person (see `HouseholdIn`).")
    risk: dict[str, Any] | None = Field(description="A risk assessment (see `RiskIn`).")
    consent: dict[str, Any] | None = Field(description="The person's consent (see `ConsentIn`).")
    narrative: str | None = Field(max_length=20_000, description="What happened and what is needed.")


class ReferralOut(ReferralSummary):
    """A referral as the caller may see it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {**SUMMARY, "open_questions": [], "allowed_transitions": ["withdrawn"], "content": None}
            ]
        }
    )
    open_questions: list[OpenQuestion] = Field(
        max_length=100, description="Questions that wait for the sender."
    )
    allowed_transitions: list[str] = Field(max_length=12, description="Where you may move it now.")
    content: ReferralContent | None = Field(description="What it says, or null where you may not read it.")


class TransitionOut(Out):
    """One move of a referral's status."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-000000000004",
                    "from": "received",
                    "to": "accepted",
                    "reason_code": None,
                    "occurred_at": "2026-11-03T10:00:00.000Z",
                    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
                    "actor_id": None,
                    "note": None,
                }
            ]
        },
        populate_by_name=True,
    )
    id: UUID = Field(description="The move's identifier.")
    from_: str | None = Field(
        alias="from", max_length=32, description="The status before; null for the first."
    )
    to: str = Field(max_length=32, description="The status after.")
    reason_code: str | None = Field(max_length=64, description="Why.")
    occurred_at: InstantOut = Field(description="When.")
    agency_id: UUID = Field(description="The agency that made the move.")
    actor_id: UUID | None = Field(description="Who made it; shown to the receiving service only.")
    note: str | None = Field(max_length=2000, description="A remark; shown to the receiving service only.")


class TransitionList(Out):
    """A referral's whole history, oldest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"data": TransitionOut.model_config["json_schema_extra"]["examples"]}]
        }  # type: ignore[index,call-overload]
    )
    data: list[TransitionOut] = Field(max_length=1000, description="The moves.")


class QuestionOut(Out):
    """A question of the service, and its answer."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-000000000003",
                    "code": "contact_details",
                    "question": "Is the number still safe to call?",
                    "asked_at": "2026-11-03T10:00:00.000Z",
                    "answer": None,
                    "answered_at": None,
                }
            ]
        }
    )
    id: UUID = Field(description="The question's identifier.")
    code: str = Field(max_length=64, description="What it is about.")
    question: str = Field(max_length=2000, description="The question.")
    asked_at: InstantOut = Field(description="When it was asked.")
    answer: str | None = Field(
        max_length=2000, description="The sender's answer, or null while it is awaited."
    )
    answered_at: InstantOut | None = Field(description="When it was answered.")


class QuestionList(Out):
    """A referral's questions, oldest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"data": QuestionOut.model_config["json_schema_extra"]["examples"]}]}  # type: ignore[index,call-overload]
    )
    data: list[QuestionOut] = Field(max_length=100, description="The questions.")


class Moved(Out):
    """A move that was made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-000000000004",
                    "referral_id": "019a0000-0000-7000-8000-0000000000aa",
                    "from": "received",
                    "to": "accepted",
                    "reason_code": None,
                    "allowed_transitions": ["in_progress", "entered_in_error"],
                }
            ]
        },
        populate_by_name=True,
    )
    id: UUID = Field(description="The move's identifier.")
    referral_id: UUID = Field(description="The referral.")
    from_: str = Field(alias="from", max_length=32, description="The status before.")
    to: str = Field(max_length=32, description="The status now.")
    reason_code: str | None = Field(max_length=64, description="Why.")
    allowed_transitions: list[str] = Field(max_length=12, description="Where you may move it next.")


class Asked(Out):
    """A question that was asked."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-000000000003",
                    "referral_id": "019a0000-0000-7000-8000-0000000000aa",
                    "code": "contact_details",
                }
            ]
        }
    )
    id: UUID = Field(description="The question's identifier.")
    referral_id: UUID = Field(description="The referral, which now waits for the answer.")
    code: str = Field(max_length=64, description="What the question is about.")


class Answered(Out):
    """An answer that was taken in."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question_id": "019a0000-0000-7000-8000-000000000003",
                    "referral_id": "019a0000-0000-7000-8000-0000000000aa",
                    "status": "under_review",
                }
            ]
        }
    )
    question_id: UUID = Field(description="The question.")
    referral_id: UUID = Field(description="The referral.")
    status: str = Field(max_length=32, description="Where the referral stands now.")


class Redirected(Out):
    """The referral that continues another one at the right service."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-0000000000ab",
                    "redirected_from_id": "019a0000-0000-7000-8000-0000000000aa",
                    "service_id": "019a0000-0000-7000-8000-000000000002",
                }
            ]
        }
    )
    id: UUID = Field(description="The new referral.")
    redirected_from_id: UUID = Field(
        description="The referral it continues, now declined as `wrong_service`."
    )
    service_id: UUID = Field(description="The service that received it.")


class BatchSummary(Out):
    """How many items of a batch were taken in."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"total": 2, "succeeded": 1, "failed": 1}]})
    total: int = Field(ge=0, le=100, description="Items sent.")
    succeeded: int = Field(ge=0, le=100, description="Items kept, whether now or before.")
    failed: int = Field(ge=0, le=100, description="Items refused.")


class BatchResult(Out):
    """What became of one item of a batch."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "index": 0,
                    "status": 201,
                    "receipt": ReferralReceipt.model_config["json_schema_extra"]["examples"][0],  # type: ignore[index,call-overload]
                    "problem": None,
                }
            ]
        }
    )
    index: int = Field(ge=0, le=99, description="The item's place in the batch.")
    status: int = Field(ge=200, le=599, description="The status it would have had alone.")
    receipt: ReferralReceipt | None = Field(description="Its receipt, when it was kept.")
    problem: dict[str, Any] | None = Field(description="Why it was refused, as a problem document.")


class BatchAnswer(Out):
    """What became of each item, in the order sent."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "summary": {"total": 1, "succeeded": 1, "failed": 0},
                    "results": BatchResult.model_config["json_schema_extra"]["examples"],  # type: ignore[index,call-overload]
                }
            ]
        }
    )
    summary: BatchSummary = Field(description="The count.")
    results: list[BatchResult] = Field(max_length=100, description="One result an item.")
