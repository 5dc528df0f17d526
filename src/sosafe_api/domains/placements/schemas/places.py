"""What crosses the wire about places. A location goes in and never comes out here."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.placements.rules import PlaceKind, PlaceStatus

# One word of letters: it has no room for a number, a street or a postcode.
CodeName = Annotated[str, StringConstraints(min_length=3, max_length=24, pattern=r"^[A-Z][a-z]{2,23}$")]
Postcode = Annotated[
    str,
    StringConstraints(min_length=6, max_length=8, pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$"),
]
AddressLine = line(200)
PLACE: dict[str, Any] = {
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "kind": "safe_space",
    "code_name": "Heron",
    "capacity": 1,
    "reader_group_id": None,
}
PLACE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    **PLACE,
    "status": "open",
    "location_stated_at": "2026-11-02T09:30:00.000Z",
    "created_at": "2026-11-02T09:00:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}
LOCATION: dict[str, Any] = {
    "address_lines": ["Example House", "1 Example Street", "Exampletown"],
    "postcode": "ZZ99 9ZZ",
    "access_notes": "A fictional way in.",
    "timetable": "A fictional timetable.",
}


class PlaceIn(Schema):
    """Accommodation of a service. State nothing by which it could be found: its location is stated apart."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLACE]})
    service_id: UUID = Field(description="The service whose place it is; one that you work for.")
    kind: PlaceKind = Field(description="What kind of accommodation it is.")
    code_name: CodeName = Field(
        description="One word that tells nothing of where it is, unique in the service."
    )
    capacity: int = Field(ge=1, le=100, description="How many stays there can be at once.")
    reader_group_id: UUID | None = Field(
        None,
        description="A group (a MARAC) whose members may ask for the location, each time with the approval of a "
        "second person, of the service; null: none.",
    )


class PlacePatch(Schema):
    """What may change of a place."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "closed"}]})
    code_name: CodeName = kept(description="One word that tells nothing of where it is.")
    capacity: int = kept(ge=1, le=100, description="How many stays there can be at once.")
    status: PlaceStatus = kept(description="Whether stays are offered there.")
    reader_group_id: UUID | None = Field(
        None, description="A group whose members may ask for the location with a second person; null: none."
    )


class LocationIn(Schema):
    """Where a place is, how one gets in and when. It is sealed at once; only a reveal answers it."""

    model_config = ConfigDict(json_schema_extra={"examples": [LOCATION]})
    address_lines: list[AddressLine] = Field(  # type: ignore[valid-type]
        min_length=1, max_length=6, description="The address, a line each, without the postcode."
    )
    postcode: Postcode = Field(description="The postcode, in capitals with one space.")
    access_notes: text(2000) | None = Field(None, description="How one gets in.")  # type: ignore[valid-type]
    timetable: text(2000) | None = Field(  # type: ignore[valid-type]
        None, description="When somebody of the service is there, and when one may come."
    )


class PlaceQuery(RecordQuery):
    """Which places are listed."""

    service_id: UUID | None = Field(None, description="Of this service.")
    kind: list[PlaceKind] | None = Field(
        None, min_length=1, max_length=4, description="Of any of these kinds."
    )
    status: PlaceStatus | None = Field(None, description="In this status.")


class PlaceOut(Out):
    """A place as its service knows it, by its code name. It never says where it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLACE_OUT]})
    id: UUID = Field(description="The place's identifier.")
    service_id: UUID = Field(description="The service whose place it is.")
    kind: PlaceKind = Field(description="What kind of accommodation it is.")
    code_name: str = Field(max_length=24, description="The word by which it is known.")
    capacity: int = Field(ge=1, le=100, description="How many stays there can be at once.")
    reader_group_id: UUID | None = Field(description="The group whose members may ask for the location.")
    status: PlaceStatus = Field(description="Whether stays are offered there.")
    location_stated_at: InstantOut | None = Field(description="When its location was last stated.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class PlacePage(Out):
    """A page of the list of places."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/places", PLACE_OUT))
    data: list[PlaceOut] = Field(max_length=200, description="The places, in the order of their recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
