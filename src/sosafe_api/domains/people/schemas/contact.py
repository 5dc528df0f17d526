"""What crosses the wire about how somebody may be reached without putting them in danger."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Email, Out, Schema, line
from sosafe_api.domains.auth.schemas import kept

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


class SafeContactPatch(Schema):
    """What changes of how the person may be reached: what is absent stays, null clears."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"telephone": None, "may_call": False, "may_write": True}]}
    )
    telephone: Telephone | None = Field(None, description="A number that is safe to use; null for none.")
    email: Email | None = Field(
        None, description="An address that is safe to use, its domain kept in small letters; null for none."
    )
    may_call: bool = kept(description="Whether calling is safe.")
    may_text: bool = kept(description="Whether text messages are safe.")
    may_leave_voicemail: bool = kept(description="Whether a voicemail is safe.")
    may_write: bool = kept(description="Whether letters are safe.")
    safe_times: line(200) | None = Field(None, description="When contact is safe; null for no such rule.")  # type: ignore[valid-type]


class SafeContactOut(Out):
    """How the person may be reached without putting them in danger. What is false is not allowed."""

    model_config = ConfigDict(json_schema_extra={"examples": [SAFE_CONTACT_OUT]})
    telephone: str | None = Field(max_length=21, description="A number that is safe to use.")
    email: str | None = Field(max_length=254, description="An address that is safe to use.")
    may_call: bool = Field(description="Whether calling is safe.")
    may_text: bool = Field(description="Whether text messages are safe.")
    may_leave_voicemail: bool = Field(description="Whether a voicemail is safe.")
    may_write: bool = Field(description="Whether letters are safe.")
    safe_times: str | None = Field(
        max_length=20_100,
        description="When contact is safe; where merged records or referrals name several times, all of them.",
    )
