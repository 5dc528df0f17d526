"""What crosses the wire about sharing agreements."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from sosafe_api.core.schemas import Code, Day, InstantOut, Links, Out, PageInfo, Schema, broken_rule, line
from sosafe_api.domains.auth.schemas.records import QueryDay, RecordQuery, page_example
from sosafe_api.domains.auth.vocabulary import (
    Gateway,
    LawfulBasis,
    SharedDataClass,
    SpecialCategoryCondition,
)

MOST_PARTIES, MOST_PURPOSES, MOST_CLASSES = 200, 20, 20
PURPOSE: dict[str, Any] = {
    "code": "safeguarding",
    "lawful_basis": "public_task",
    "gateway": "crime_and_disorder_act_1998_s115",
    "special_category_condition": "safeguarding_of_children_and_individuals_at_risk",
}
AGREEMENT: dict[str, Any] = {
    "title": "Information-sharing agreement of the partnership",
    "agency_ids": ["019a0000-0000-7000-8000-0000000000bb", "019a0000-0000-7000-8000-0000000000bc"],
    "purposes": [PURPOSE],
    "data_classes": ["identity", "contact", "risk"],
    "recipient_agency_ids": None,
    "starts_on": "2026-04-01",
    "ends_on": None,
    "review_on": "2027-04-01",
}
_CLASSES = "The kinds of information that it lets be disclosed; none where it only opens reading."
_REVIEW = "The day by which the parties look at it again."


class AgreementPurposeIn(Schema):
    """A purpose for which the parties may read what they share of people."""

    model_config = ConfigDict(json_schema_extra={"examples": [PURPOSE]})
    code: Code = Field(description="What a reader states in the header `Purpose`.")
    lawful_basis: LawfulBasis = Field(description="The lawful basis, UK GDPR Article 6(1).")
    gateway: Gateway = Field(description="The power or duty by which the information passes.")
    special_category_condition: SpecialCategoryCondition | None = Field(
        None, description="The condition for special category data, or null where none are shared."
    )


def _once(agencies: list[UUID]) -> list[UUID]:
    if len(set(agencies)) != len(agencies):
        raise broken_rule("repeated_value", "Must name each agency once.")
    return agencies


def _each_class_once(classes: list[SharedDataClass]) -> list[SharedDataClass]:
    if len(set(classes)) != len(classes):
        raise broken_rule("repeated_value", "Must name each class once.")
    return classes


def _each_code_once(purposes: list[AgreementPurposeIn]) -> list[AgreementPurposeIn]:
    if len({purpose.code for purpose in purposes}) != len(purposes):
        raise broken_rule("repeated_value", "Must name each code once.")
    return purposes


class SharingAgreementIn(Schema):
    """An agreement between agencies. From its first day its parties may read for its purposes."""

    model_config = ConfigDict(json_schema_extra={"examples": [AGREEMENT]})
    title: line(200) = Field(description="What the document is called.")  # type: ignore[valid-type]
    agency_ids: Annotated[list[UUID], AfterValidator(_once)] = Field(
        min_length=2, max_length=MOST_PARTIES, description="The agencies that it binds and entitles."
    )
    purposes: Annotated[list[AgreementPurposeIn], AfterValidator(_each_code_once)] = Field(
        min_length=1, max_length=MOST_PURPOSES, description="What the parties may read for."
    )
    data_classes: Annotated[list[SharedDataClass], AfterValidator(_each_class_once)] = Field(
        [], max_length=MOST_CLASSES, description=_CLASSES
    )
    recipient_agency_ids: Annotated[list[UUID], AfterValidator(_once)] | None = Field(
        None,
        max_length=MOST_PARTIES,
        description="The parties to which information may go; null for every party.",
    )
    starts_on: Day = Field(description="The first day on which it is in force.")
    ends_on: Day | None = Field(None, description="The day from which it is no longer in force.")
    review_on: Day | None = Field(None, description=_REVIEW)


class SharingAgreementPatch(Schema):
    """Ends an agreement, or moves or clears its end or review. Other terms are those of a new agreement."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2030-04-01"}]})
    ends_on: Day | None = Field(
        None, description="The day from which it is no longer in force; null for no end."
    )
    review_on: Day | None = Field(None, description=_REVIEW)


class SharingAgreementQuery(RecordQuery):
    """Which agreements are listed."""

    on: QueryDay | None = Field(None, description="In force on this day.")
    agency_id: UUID | None = Field(None, description="With this agency as a party.")
    purpose: Code | None = Field(None, description="For this purpose.")


class AgreementPurposeOut(Out):
    """A purpose of an agreement."""

    model_config = ConfigDict(json_schema_extra={"examples": [PURPOSE]})
    code: str = Field(max_length=64, description="What a reader states in the header `Purpose`.")
    lawful_basis: LawfulBasis = Field(description="The lawful basis, UK GDPR Article 6(1).")
    gateway: Gateway = Field(description="The power or duty by which the information passes.")
    special_category_condition: SpecialCategoryCondition | None = Field(
        description="The condition for special category data."
    )


AGREEMENT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000c0",
    **AGREEMENT,
    "recipient_agency_ids": AGREEMENT["agency_ids"],
    "created_at": "2026-03-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class SharingAgreementOut(Out):
    """An agreement with its parties and purposes."""

    model_config = ConfigDict(json_schema_extra={"examples": [AGREEMENT_OUT]})
    id: UUID = Field(description="The agreement's identifier.")
    title: str = Field(max_length=200, description="What the document is called.")
    agency_ids: list[UUID] = Field(
        max_length=MOST_PARTIES, description="The agencies that it binds and entitles."
    )
    purposes: list[AgreementPurposeOut] = Field(
        max_length=MOST_PURPOSES, description="What the parties may read for."
    )
    data_classes: list[SharedDataClass] = Field(max_length=MOST_CLASSES, description=_CLASSES)
    recipient_agency_ids: list[UUID] = Field(
        max_length=MOST_PARTIES, description="The parties to which information may go."
    )
    starts_on: date = Field(description="The first day on which it is in force.")
    ends_on: date | None = Field(description="The day from which it is no longer in force.")
    review_on: date | None = Field(description=_REVIEW)
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class SharingAgreementPage(Out):
    """A page of the list of agreements."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/sharing-agreements", AGREEMENT_OUT))
    data: list[SharingAgreementOut] = Field(max_length=200, description="The agreements, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
