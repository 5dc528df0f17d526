"""What crosses the wire about an agenda: what a service presents, and what each reader is shown of it."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from sosafe_api.core.schemas import (
    Email,
    InstantOut,
    Links,
    Out,
    PageInfo,
    PastDay,
    Schema,
    broken_rule,
    line,
    text,
)
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.panels.rules import AgendaItemStatus
from sosafe_api.domains.panels.schemas.decisions import DECISION, DecisionOut
from sosafe_api.domains.panels.vocabulary import RecusalReason, TitleCode
from sosafe_api.domains.people.schemas import OutwardPostcode, Telephone
from sosafe_api.domains.people.vocabulary import AgeBand
from sosafe_api.domains.referrals.vocabulary import RiskGrade

WardCode = Annotated[str, StringConstraints(pattern=r"^[EWSN][0-9]{8}$", min_length=9, max_length=9)]
CONTACT_RULE: dict[str, Any] = {
    "may_call": True,
    "may_text": False,
    "may_leave_voicemail": False,
    "may_write": False,
    "safe_times": "After 6 pm",
}
PERSON: dict[str, Any] = {
    "full_name": "Example Person",
    "age_band": "25_to_34",
    "ward_code": "E05013421",
    "contact_rule": CONTACT_RULE,
}
CONTACT: dict[str, Any] = {
    "date_of_birth": "1995-01-31",
    "outward_postcode": "SG1",
    "telephone": "020 7946 0000",
    "email": None,
}
ACCOUNT: dict[str, Any] = {
    "question": "Which agency can offer a tenancy?",
    "summary": "A fictional account.",
    "risk_grade": "medium",
    "children": 2,
    "supported_to_25": False,
}


class ContactRuleIn(Schema):
    """How contact is safe; what is not stated is not allowed."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTACT_RULE]})
    may_call: bool = Field(False, description="Whether calling is safe.")
    may_text: bool = Field(False, description="Whether text messages are safe.")
    may_leave_voicemail: bool = Field(False, description="Whether a voicemail is safe.")
    may_write: bool = Field(False, description="Whether letters are safe.")
    safe_times: line(200) | None = Field(None, description="When contact is safe.")  # type: ignore[valid-type]


class PresentedPersonIn(Schema):
    """Whom it is about, as far as every panel that is shown people needs to know."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON]})
    full_name: line(200) = Field(description="The name as the person gives it.")  # type: ignore[valid-type]
    age_band: AgeBand | None = Field(None, description="Needed where no date of birth is stated.")
    ward_code: WardCode | None = Field(None, description="The ward, by its national statistics code.")
    contact_rule: ContactRuleIn = Field(default_factory=ContactRuleIn, description="How contact is safe.")


class PresentedContactIn(Schema):
    """What identifies and reaches the person; shown to a MARAC only."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTACT]})
    date_of_birth: PastDay | None = Field(None, description="When known to the day.")
    outward_postcode: OutwardPostcode | None = Field(None, description="The postcode's first half.")
    telephone: Telephone | None = Field(None, description="A number that is safe to use.")
    email: Email | None = Field(None, description="An address that is safe to use.")


class PresentedAccountIn(Schema):
    """Why the panel is asked, and what it needs to know to answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACCOUNT]})
    question: line(500) = Field(description="What the panel is asked.")  # type: ignore[valid-type]
    summary: text(4000) = Field(description="What it needs to know. State no address.")  # type: ignore[valid-type]
    risk_grade: RiskGrade | None = Field(None, description="The assessor's grade.")
    children: int | None = Field(None, ge=0, le=30, description="Children under 18 in the household.")
    supported_to_25: bool = Field(
        False, description="A care leaver, or somebody with an education, health and care plan."
    )


ITEM: dict[str, Any] = {
    "case_id": "019a0000-0000-7000-8000-0000000000c1",
    "title_code": "multiple_needs",
    "person": PERSON,
    "contact": CONTACT,
    "account": ACCOUNT,
}


class AgendaItemIn(Schema):
    """A case or a referral of your service, and what you put before the panel about it."""

    model_config = ConfigDict(json_schema_extra={"examples": [ITEM]})
    case_id: UUID | None = Field(None, description="The case; or else the referral.")
    referral_id: UUID | None = Field(None, description="The referral; or else the case.")
    title_code: TitleCode = Field(description="The heading on the agenda, which names nobody.")
    person: PresentedPersonIn = Field(description="Whom it is about.")
    contact: PresentedContactIn = Field(
        default_factory=PresentedContactIn, description="What identifies and reaches the person."
    )
    account: PresentedAccountIn = Field(description="Why the panel is asked.")

    @model_validator(mode="after")
    def _one_subject_of_some_age(self) -> Self:
        if (self.case_id is None) is (self.referral_id is None):
            raise broken_rule("one_subject", "Must name either a case or a referral.")
        if self.person.age_band is None and self.contact.date_of_birth is None:
            raise broken_rule("age_not_stated", "Must state an age band or a date of birth.")
        return self


class AgendaItemQuery(RecordQuery):
    """Which items of a meeting are listed."""

    status: list[AgendaItemStatus] | None = Field(
        None, min_length=1, max_length=3, description="In any of these statuses."
    )


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    "meeting_id": "019a0000-0000-7000-8000-0000000000e1",
    "group_id": "019a0000-0000-7000-8000-0000000000d0",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "title_code": "multiple_needs",
    "status": "on_agenda",
    "published_at": None,
    "created_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class AgendaItemSummary(Out):
    """An item as it stands on an agenda; nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The item's identifier.")
    meeting_id: UUID = Field(description="The meeting.")
    group_id: UUID = Field(description="The group that meets.")
    service_id: UUID = Field(description="The service that presents it.")
    title_code: TitleCode = Field(description="Its heading.")
    status: AgendaItemStatus = Field(description="Where it stands.")
    published_at: InstantOut | None = Field(description="Since when the panel's members read it.")
    created_at: InstantOut = Field(description="When it was put on the agenda.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class AgendaItemPage(Out):
    """A page of a meeting's agenda, as far as it is yours to see."""

    model_config = ConfigDict(
        json_schema_extra=page_example(
            "/v1/meetings/019a0000-0000-7000-8000-0000000000e1/agenda-items", SUMMARY
        )
    )
    data: list[AgendaItemSummary] = Field(max_length=200, description="The items.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class ContactRuleOut(Out):
    """How contact is safe; what is false is not allowed."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTACT_RULE]})
    may_call: bool = Field(description="Whether calling is safe.")
    may_text: bool = Field(description="Whether text messages are safe.")
    may_leave_voicemail: bool = Field(description="Whether a voicemail is safe.")
    may_write: bool = Field(description="Whether letters are safe.")
    safe_times: str | None = Field(max_length=200, description="When contact is safe.")


class PresentedPersonOut(Out):
    """Whom an item is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON]})
    full_name: str = Field(max_length=200, description="The name as the person gives it.")
    age_band: AgeBand = Field(description="The person's age on the day of the meeting.")
    ward_code: str | None = Field(max_length=9, description="The ward.")
    contact_rule: ContactRuleOut = Field(description="How contact is safe.")


class PresentedContactOut(Out):
    """What identifies and reaches the person."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTACT]})
    date_of_birth: date | None = Field(description="When known to the day.")
    outward_postcode: str | None = Field(max_length=4, description="The postcode's first half.")
    telephone: str | None = Field(max_length=21, description="A number that is safe to use.")
    email: str | None = Field(max_length=254, description="An address that is safe to use.")


class PresentedAccountOut(Out):
    """Why the panel is asked, and what it needs to know to answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACCOUNT]})
    question: str = Field(max_length=500, description="What the panel is asked.")
    summary: str = Field(max_length=4000, description="What it needs to know.")
    risk_grade: RiskGrade | None = Field(description="The assessor's grade.")
    children: int | None = Field(ge=0, le=30, description="Children under 18 in the household.")
    supported_to_25: bool = Field(description="A care leaver, or with an education, health and care plan.")


PARTS: dict[str, Any] = {"person": PERSON, "contact": None, "account": ACCOUNT}


class AgendaItemOut(AgendaItemSummary):
    """An item with what you may see of it; a part that this kind of panel is not shown is null."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY, "case_id": None, "referral_id": None, **PARTS, "decision": DECISION,
                    "allowed_transitions": [],
                }
            ]
        }
    )  # fmt: skip
    case_id: UUID | None = Field(description="The case; told to its own service only.")
    referral_id: UUID | None = Field(description="The referral; told to its own service only.")
    person: PresentedPersonOut | None = Field(description="Whom it is about.")
    contact: PresentedContactOut | None = Field(description="What identifies and reaches the person.")
    account: PresentedAccountOut | None = Field(description="Why the panel is asked.")
    decision: DecisionOut | None = Field(description="What was decided, once it was.")
    allowed_transitions: list[AgendaItemStatus] = Field(
        max_length=3, description="Where you may move it now."
    )


class AgendaItemReceipt(AgendaItemSummary):
    """An item that was put on an agenda, without what it says."""


class WithdrawalIn(Schema):
    """Takes an item back from an agenda."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "withdrawn"}]})
    to: AgendaItemStatus = Field(description="`withdrawn`; a decision makes it `decided`.")


class RecusalIn(Schema):
    """Somebody takes no part in an item: you, or whom its coordinator names."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"principal_id": None, "reason_code": "relative"}]}
    )
    principal_id: UUID | None = Field(None, description="Who; you, unless stated.")
    reason_code: RecusalReason = Field(description="Why.")


class RecusalOut(Out):
    """Somebody who sees nothing of an item from now on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a0000-0000-7000-8000-0000000000e3",
                    "agenda_item_id": "019a0000-0000-7000-8000-0000000000e2",
                    "principal_id": "019a0000-0000-7000-8000-0000000000b1",
                    "reason_code": "relative",
                    "recorded_at": "2026-11-02T09:30:00.000Z",
                }
            ]
        }
    )
    id: UUID = Field(description="The recusal's identifier.")
    agenda_item_id: UUID = Field(description="The item.")
    principal_id: UUID = Field(description="Who takes no part.")
    reason_code: RecusalReason = Field(description="Why.")
    recorded_at: InstantOut = Field(description="From when on.")
