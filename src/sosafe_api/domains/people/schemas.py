"""What crosses the wire about a person: how they may be reached safely, and their record."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Email, InstantOut, Out, Schema, line
from sosafe_api.domains.people.vocabulary import AgeBand

Telephone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ]{6,19}$", max_length=21)]
OutwardPostcode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]?$", min_length=2, max_length=4)
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
SAFE_CONTACT_OUT: dict[str, Any] = {
    "telephone": "020 7946 0000",
    "email": None,
    "may_call": True,
    "may_text": False,
    "may_leave_voicemail": False,
    "may_write": False,
    "safe_times": "After 6 pm",
}


class SafeContactIn(Schema):
    """How the person may be reached without putting them in danger. What is not stated is not allowed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"telephone": "020 7946 0000", "may_call": True, "safe_times": "After 6 pm"}]
        }
    )
    telephone: Telephone | None = Field(None, description="A number that is safe to use.")
    email: Email | None = Field(
        None, description="An address that is safe to use; its domain is kept in small letters."
    )
    may_call: bool = Field(False, description="Whether calling is safe.")
    may_text: bool = Field(False, description="Whether text messages are safe.")
    may_leave_voicemail: bool = Field(False, description="Whether a voicemail is safe.")
    may_write: bool = Field(False, description="Whether letters are safe.")
    safe_times: line(200) | None = Field(None, description="When contact is safe.")  # type: ignore[valid-type]


class SafeContactOut(Out):
    """How the person may be reached without putting them in danger. What is false is not allowed."""

    model_config = ConfigDict(json_schema_extra={"examples": [SAFE_CONTACT_OUT]})
    telephone: str | None = Field(max_length=21, description="A number that is safe to use.")
    email: str | None = Field(max_length=254, description="An address that is safe to use.")
    may_call: bool = Field(description="Whether calling is safe.")
    may_text: bool = Field(description="Whether text messages are safe.")
    may_leave_voicemail: bool = Field(description="Whether a voicemail is safe.")
    may_write: bool = Field(description="Whether letters are safe.")
    safe_times: str | None = Field(max_length=200, description="When contact is safe.")


PERSON_RECORD: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000a1",
    "full_name": "Example Person",
    "date_of_birth": "1990-01-31",
    "age_band": None,
    "outward_postcode": "SG1",
    "safe_contact": SAFE_CONTACT_OUT,
    "interpreter_language": None,
    "created_at": "2026-11-03T09:30:00.000Z",
    "updated_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class PersonRecord(Out):
    """A person as the services that work with them know them."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON_RECORD]})
    id: UUID = Field(description="The person's identifier in the partnership.")
    full_name: str = Field(max_length=200, description="The name as the person gives it.")
    date_of_birth: date | None = Field(description="When known to the day.")
    age_band: AgeBand | None = Field(description="When the date of birth is not known.")
    outward_postcode: str | None = Field(max_length=4, description="The postcode's first half.")
    safe_contact: SafeContactOut = Field(description="How the person may be reached safely.")
    interpreter_language: str | None = Field(
        max_length=35, description="Language of an interpreter, as a BCP 47 tag."
    )
    created_at: InstantOut = Field(description="When the record was made.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")
