"""What crosses the wire about where somebody lives or gets letters; a protected location never does."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Day, InstantOut, Out, Schema, line
from sosafe_api.domains.people.vocabulary import AddressKind

Postcode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$", min_length=6, max_length=8)
]
Uprn = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}$", min_length=1, max_length=12)]
ADDRESS: dict[str, Any] = {
    "kind": "correspondence",
    "lines": ["1 Example Street", "Exampleton"],
    "postcode": "SG1 1AA",
    "uprn": None,
    "starts_on": "2026-11-01",
    "ends_on": None,
}
RECEIPT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000ad",
    "person_id": "019a0000-0000-7000-8000-0000000000a1",
    "created_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}
ADDRESS_OUT: dict[str, Any] = {
    **RECEIPT,
    **ADDRESS,
    "updated_at": "2026-11-03T09:30:00.000Z",
}


class AddressIn(Schema):
    """An address that is no secret. Where a person must not be found is kept with their placement instead."""

    model_config = ConfigDict(json_schema_extra={"examples": [ADDRESS]})
    kind: AddressKind = Field(description="Whether the person lives there, or only gets letters there.")
    lines: list[line(100)] = Field(  # type: ignore[valid-type]
        min_length=1, max_length=5, description="The lines above the postcode."
    )
    postcode: Postcode | None = Field(None, description="The whole postcode, in capitals with its space.")
    uprn: Uprn | None = Field(None, description="The unique property reference number, up to 12 digits.")
    starts_on: Day = Field(description="The first day.")
    ends_on: Day | None = Field(None, description="The day from which it no longer holds.")
    protected: bool = Field(
        False,
        description="Whether it must stay secret: true is refused, since such a place is not kept here.",
    )


class AddressPatch(Schema):
    """Ends an address, or moves or clears its end."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2027-01-01"}]})
    ends_on: Day | None = Field(None, description="The day from which it no longer holds; null for no end.")


class AddressReceipt(Out):
    """What was recorded, without the address."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECEIPT]})
    id: UUID = Field(description="The address's identifier.")
    person_id: UUID = Field(description="Whose it is.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class AddressOut(AddressReceipt):
    """An address of the person, or of a record merged with theirs."""

    model_config = ConfigDict(json_schema_extra={"examples": [ADDRESS_OUT]})
    kind: AddressKind = Field(description="Whether the person lives there, or only gets letters there.")
    lines: list[str] = Field(
        max_length=5,
        description="The lines above the postcode.",
        json_schema_extra={"items": {"type": "string", "maxLength": 100, "pattern": "^[^\\u0000-\\u001f]*$"}},
    )
    postcode: str | None = Field(max_length=8, description="The whole postcode.")
    uprn: str | None = Field(max_length=12, description="The unique property reference number.")
    starts_on: date = Field(description="The first day.")
    ends_on: date | None = Field(description="The day from which it no longer holds.")
    updated_at: InstantOut = Field(description="When it last changed.")


class AddressList(Out):
    """All addresses of a person, the latest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [ADDRESS_OUT]}]})
    data: list[AddressOut] = Field(max_length=200, description="The addresses.")
