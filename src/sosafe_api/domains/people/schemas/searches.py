"""What crosses the wire about a search for one person: exact terms, and the least about whom they find."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Out, PastDay, Schema, line
from sosafe_api.domains.people.vocabulary import AgeBand

TERMS: dict[str, Any] = {"full_name": "Example Person", "date_of_birth": "1990-01-31"}
FOUND: dict[str, Any] = {
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "full_name": "Example Person",
    "age_band": "35_to_44",
    "may_call": True,
    "may_text": False,
    "may_leave_voicemail": False,
    "may_write": False,
}


class PersonSearchIn(Schema):
    """Exactly whom you look for: both must agree. Case, accents, punctuation and a title do not count."""

    model_config = ConfigDict(json_schema_extra={"examples": [TERMS]})
    full_name: line(200) = Field(description="The whole name.")  # type: ignore[valid-type]
    date_of_birth: PastDay = Field(description="The date of birth.")


class FoundPersonOut(Out):
    """Somebody whom the partnership knows; where they are is not told."""

    model_config = ConfigDict(json_schema_extra={"examples": [FOUND]})
    person_id: UUID = Field(
        description="Send it with `POST /cases` when you know that it is the same person."
    )
    full_name: str = Field(max_length=200, description="The name as the person gives it.")
    age_band: AgeBand | None = Field(description="The age today, in bands.")
    may_call: bool = Field(description="Whether calling is safe.")
    may_text: bool = Field(description="Whether text messages are safe.")
    may_leave_voicemail: bool = Field(description="Whether a voicemail is safe.")
    may_write: bool = Field(description="Whether letters are safe.")


class PersonSearchOut(Out):
    """Who was found; nobody hidden from you is among them."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [FOUND]}]})
    data: list[FoundPersonOut] = Field(max_length=5, description="At most five.")
