"""What crosses the wire about checks before sharing, the log of disclosures, and notices to recipients."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, PastDay, Schema, broken_rule, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.auth.vocabulary import (
    Gateway,
    LawfulBasis,
    SharedDataClass,
    SpecialCategoryCondition,
)
from sosafe_api.domains.sharing.vocabulary import NoticeKind, ServiceConsentStatus, SharingRefusal

MOST_CLASSES, LONGEST_TEXT, MOST_DISCLOSURES = 20, 2000, 1000
AGENCY, AGREEMENT = "019a0000-0000-7000-8000-0000000000bb", "019a0000-0000-7000-8000-0000000000c0"
PERSON, SERVICE = "019a0000-0000-7000-8000-0000000000a1", "019a0000-0000-7000-8000-000000000001"
_RECIPIENT = "The agency that the information goes to."
_PURPOSE = "The purpose, as the agreement names it."
_KINDS = "What kinds of information."
_BASIS = "The lawful basis, UK GDPR Article 6(1)."
_GATEWAY = "The power or duty by which the information passes."
_CONDITION = "The condition for special category or criminal offence data."
_NECESSITY = "Why the purpose needs this information and no less would do."
_WITHOUT = "Why it is shared without consent to take part; needed unless that was given."


def _each_once(classes: list[SharedDataClass]) -> list[SharedDataClass]:
    if len(set(classes)) != len(classes):
        raise broken_rule("repeated_value", "Must name each class once.")
    return classes


Kinds = Annotated[list[SharedDataClass], AfterValidator(_each_once)]
CHECK: dict[str, Any] = {
    "purpose": "safeguarding",
    "recipient_agency_id": AGENCY,
    "data_classes": ["identity", "risk"],
    "person_id": None,
}


class SharingCheckIn(Schema):
    """A disclosure that somebody thinks of making."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHECK]})
    purpose: Code = Field(description=_PURPOSE)
    recipient_agency_id: UUID = Field(description=_RECIPIENT)
    data_classes: Kinds = Field(min_length=1, max_length=MOST_CLASSES, description=_KINDS)
    person_id: UUID | None = Field(
        None, description="Whom it is about, to see beside what their consents to your services weigh."
    )


_ANSWER: dict[str, Any] = {
    "allowed": True,
    "agreement_id": AGREEMENT,
    "lawful_basis": "public_task",
    "gateway": "crime_and_disorder_act_1998_s115",
    "special_category_condition": None,
    "refusals": [],
    "consent_status": None,
}


class SharingCheckOut(Out):
    """Whether an agreement in force covers the disclosure, and on what ground; or why none does."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ANSWER]})
    allowed: bool = Field(description="Whether an agreement covers it today.")
    agreement_id: UUID | None = Field(description="The agreement that does.")
    lawful_basis: LawfulBasis | None = Field(description=_BASIS)
    gateway: Gateway | None = Field(description=_GATEWAY)
    special_category_condition: SpecialCategoryCondition | None = Field(description=_CONDITION)
    refusals: list[SharingRefusal] = Field(
        max_length=5, description="Why not, by the agreement that comes closest."
    )
    consent_status: ServiceConsentStatus | None = Field(
        description="The least favourable of the person's consents to your services; null where none is kept."
    )


DISCLOSURE: dict[str, Any] = {
    "person_id": PERSON,
    "service_id": SERVICE,
    "recipient_agency_id": AGENCY,
    "disclosed_on": "2026-11-03",
    "data_classes": ["identity", "risk"],
    "purpose": "safeguarding",
    "necessity": "A fictional account of why less would not do.",
    "without_consent_reason": "Asking would have put the person at risk.",
    "lawful_basis": None,
    "gateway": None,
    "special_category_condition": None,
}
_OWN = " Stated only where no agreement covers the disclosure."


class DisclosureIn(Schema):
    """Information about a person that was passed on. Where an agreement covers it, its ground is taken over."""

    model_config = ConfigDict(json_schema_extra={"examples": [DISCLOSURE]})
    person_id: UUID = Field(description="Somebody whom a case of your service is about.")
    service_id: UUID = Field(description="The service that passed it on, one that you work for.")
    recipient_agency_id: UUID = Field(description=_RECIPIENT)
    disclosed_on: PastDay = Field(description="The day on which it was passed on.")
    data_classes: Kinds = Field(min_length=1, max_length=MOST_CLASSES, description=_KINDS)
    purpose: Code = Field(description=_PURPOSE)
    necessity: text(LONGEST_TEXT) = Field(description=_NECESSITY)  # type: ignore[valid-type]
    without_consent_reason: text(LONGEST_TEXT) | None = Field(None, description=_WITHOUT)  # type: ignore[valid-type]
    lawful_basis: LawfulBasis | None = Field(None, description=_BASIS + _OWN)
    gateway: Gateway | None = Field(None, description=_GATEWAY + _OWN)
    special_category_condition: SpecialCategoryCondition | None = Field(None, description=_CONDITION + _OWN)


class DisclosureQuery(RecordQuery):
    """Which disclosures are listed."""

    person_id: UUID | None = Field(None, description="About this person.")
    recipient_agency_id: UUID | None = Field(None, description="To this agency.")


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e3",
    "person_id": PERSON,
    "service_id": SERVICE,
    "recipient_agency_id": AGENCY,
    "agreement_id": AGREEMENT,
    "disclosed_on": "2026-11-03",
    "created_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class DisclosureSummary(Out):
    """That something was disclosed, and to whom; what and why is read one at a time, for a purpose."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The disclosure's identifier; tell it to the recipient for later notices.")
    person_id: UUID = Field(description="Whom it is about.")
    service_id: UUID = Field(description="The service that passed it on.")
    recipient_agency_id: UUID = Field(description=_RECIPIENT)
    agreement_id: UUID | None = Field(description="The agreement that covers it; null where none does.")
    disclosed_on: date = Field(description="The day on which it was passed on.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Of the record, which never changes.")


class DisclosurePage(Out):
    """A page of the log of disclosures."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/disclosures", SUMMARY))
    data: list[DisclosureSummary] = Field(max_length=200, description="The disclosures, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


DETAILS: dict[str, Any] = {
    **SUMMARY,
    "data_classes": ["identity", "risk"],
    "purpose": "safeguarding",
    "lawful_basis": "public_task",
    "gateway": "crime_and_disorder_act_1998_s115",
    "special_category_condition": None,
    "necessity": "A fictional account of why less would not do.",
    "consent_status": "not_sought",
    "without_consent_reason": "Asking would have put the person at risk.",
    "disclosed_by": "019a0000-0000-7000-8000-0000000000b1",
}


class DisclosureOut(DisclosureSummary):
    """A disclosure with its ground and its reasons."""

    model_config = ConfigDict(json_schema_extra={"examples": [DETAILS]})
    data_classes: list[SharedDataClass] = Field(max_length=MOST_CLASSES, description=_KINDS)
    purpose: str = Field(max_length=64, description=_PURPOSE)
    lawful_basis: LawfulBasis = Field(description=_BASIS)
    gateway: Gateway | None = Field(description=_GATEWAY)
    special_category_condition: SpecialCategoryCondition | None = Field(description=_CONDITION)
    necessity: str = Field(max_length=LONGEST_TEXT, description=_NECESSITY)
    consent_status: ServiceConsentStatus = Field(
        description="The person's consent to the service at that time."
    )
    without_consent_reason: str | None = Field(max_length=LONGEST_TEXT, description=_WITHOUT)
    disclosed_by: UUID = Field(description="The user who recorded it.")


class DisclosureNoticeQuery(RecordQuery):
    """Which notices are listed."""

    acknowledged: bool | None = Field(None, description="Whether the recipient acknowledged it.")
    overdue: bool | None = Field(None, description="Whether it was not acknowledged in time.")
    service_id: UUID | None = Field(None, description="Of this service.")
    recipient_agency_id: UUID | None = Field(None, description="To this agency.")


NOTICE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e4",
    "kind": "consent_withdrawn",
    "service_id": SERVICE,
    "recipient_agency_id": AGENCY,
    "disclosure_ids": ["019a0000-0000-7000-8000-0000000000e3"],
    "due_on": "2026-11-10",
    "overdue": False,
    "acknowledged_at": None,
    "created_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class DisclosureNoticeOut(Out):
    """What an agency that received information has to know now. Nobody is named: the disclosures are."""

    model_config = ConfigDict(json_schema_extra={"examples": [NOTICE]})
    id: UUID = Field(description="The notice's identifier.")
    kind: NoticeKind = Field(description="What happened.")
    service_id: UUID = Field(description="The service that had passed the information on.")
    recipient_agency_id: UUID = Field(description="The agency that has to acknowledge it.")
    disclosure_ids: list[UUID] = Field(max_length=MOST_DISCLOSURES, description="What it is about.")
    due_on: date = Field(description="The last day to acknowledge it in time.")
    overdue: bool = Field(description="Whether that day has passed without.")
    acknowledged_at: InstantOut | None = Field(description="When it was acknowledged.")
    created_at: InstantOut = Field(description="When it was issued.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to acknowledge it.")


class DisclosureNoticePage(Out):
    """A page of the list of notices."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/disclosure-notices", NOTICE))
    data: list[DisclosureNoticeOut] = Field(max_length=200, description="The notices, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
