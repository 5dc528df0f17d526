"""What crosses the wire about a person: their record as the services that work with them know it."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, PastDay, Schema, line
from sosafe_api.domains.auth.schemas import kept
from sosafe_api.domains.people.schemas.contact import (
    SAFE_CONTACT_OUT,
    Language,
    OutwardPostcode,
    SafeContactOut,
    SafeContactPatch,
)
from sosafe_api.domains.people.vocabulary import AgeBand


class PersonPatch(Schema):
    """What changes of a person's record: what is absent stays, null clears (RFC 7396)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"outward_postcode": "SG2", "safe_contact": {"may_call": False, "may_write": True}}]
        }
    )
    full_name: line(200) = kept(description="The name as the person gives it.")  # type: ignore[valid-type]
    date_of_birth: PastDay | None = Field(None, description="When known to the day.")
    age_band: AgeBand | None = Field(None, description="When the date of birth is not known.")
    outward_postcode: OutwardPostcode | None = Field(None, description="The postcode's first half, like SG1.")
    safe_contact: SafeContactPatch = kept(description="What changes of how the person may be reached.")
    interpreter_language: Language | None = Field(
        None, description="Language of an interpreter, as a BCP 47 tag."
    )


PERSON_RECORD: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000a1",
    "full_name": "Example Person",
    "date_of_birth": "1990-01-31",
    "age_band": None,
    "outward_postcode": "SG1",
    "safe_contact": SAFE_CONTACT_OUT,
    "interpreter_language": None,
    "contact_withheld": False,
    "merged_into_id": None,
    "merged_ids": [],
    "case_ids": ["019a0000-0000-7000-8000-0000000000c1"],
    "household_ids": [],
    "created_at": "2026-11-03T09:30:00.000Z",
    "updated_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class PersonReceipt(Out):
    """That a record changed, without what it says."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{name: PERSON_RECORD[name] for name in ("id", "created_at", "updated_at", "etag")}]
        }
    )
    id: UUID = Field(description="The person's identifier in the partnership.")
    created_at: InstantOut = Field(description="When the record was made.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class PersonRecord(PersonReceipt):
    """A person as the services that work with them know them.

    Where no case of yours was opened about the person, but only names them, it is not told how or where to find
    them. A merged record stays readable and names the record that it is kept under.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON_RECORD]})
    full_name: str = Field(max_length=200, description="The name as the person gives it.")
    date_of_birth: date | None = Field(description="When known to the day.")
    age_band: AgeBand | None = Field(description="When the date of birth is not known.")
    outward_postcode: str | None = Field(
        max_length=4, description="The postcode's first half; null as well when withheld."
    )
    safe_contact: SafeContactOut | None = Field(
        description="How the person may be reached safely, the strictest of all merged records; null when withheld."
    )
    interpreter_language: str | None = Field(
        max_length=35, description="Language of an interpreter, as a BCP 47 tag."
    )
    contact_withheld: bool = Field(
        description="Whether the postcode, the contact and the households are withheld: no case of yours is about them."
    )
    merged_into_id: UUID | None = Field(
        description="The record that this one is merged into: work with that one. Null for a record of its own."
    )
    merged_ids: list[UUID] = Field(max_length=10, description="Records merged into this one.")
    case_ids: list[UUID] = Field(
        max_length=200,
        description="Your cases that name the person, under this record or one merged with it.",
    )
    household_ids: list[UUID] = Field(max_length=50, description="Households in which the person lives now.")
