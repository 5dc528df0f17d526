"""What crosses the wire of events and series alike: what, where, by whom and for whom."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import InstantOut, Out, Schema, broken_rule, line, text
from sosafe_api.domains.auth.schemas import kept
from sosafe_api.domains.community_events.vocabulary import (
    AttendanceMode,
    Community,
    EventAudience,
    EventKind,
    EventVisibility,
)

MOST_AGENCIES, MOST_COMMUNITIES, MOST_PEOPLE = 50, len(Community), 1_000_000
NOBODY = "In words that name nobody."
POINT: dict[str, Any] = {"type": "Point", "coordinates": [-0.201, 51.902]}
PLACE: dict[str, Any] = {"name": "Example Community Centre", "point": POINT, "ward_code": "E05015626"}
AGENCY = "019a0000-0000-7000-8000-0000000000bb"
DESCRIBED: dict[str, Any] = {
    "title": "Street meet in Example Road",
    "kind": "street_meet",
    "description": "Talk to the neighbourhood team at your door.",
    "visibility": "public",
    "attendance_mode": "in_person",
    "place": PLACE,
    "lead_agency_id": AGENCY,
    "agency_ids": [AGENCY],
    "objective_id": None,
    "audience": "residents",
    "communities_meant": ["older_people"],
}
WardCode = Annotated[str, StringConstraints(pattern=r"^[EW]05[0-9]{6}$", min_length=9, max_length=9)]
_LONGITUDES, _LATITUDES = (-9.0, 2.1), (49.0, 61.0)  # of the United Kingdom


def _within_the_kingdom(coordinates: list[float]) -> list[float]:
    bounds = zip(coordinates, (_LONGITUDES, _LATITUDES), strict=True)
    if not all(low <= value <= high for value, (low, high) in bounds):
        raise broken_rule("outside_the_kingdom", "Must be in the United Kingdom, the longitude first.")
    return coordinates


def _distinct(values: list[Any]) -> list[Any]:
    if len(set(values)) < len(values):
        raise broken_rule("repeated", "Must name each once.")
    return values


AgencyIds = Annotated[list[UUID], Field(max_length=MOST_AGENCIES), AfterValidator(_distinct)]
Communities = Annotated[list[Community], Field(max_length=MOST_COMMUNITIES), AfterValidator(_distinct)]


class EventPoint(Schema):
    """A point of GeoJSON (RFC 7946), WGS 84."""

    model_config = ConfigDict(json_schema_extra={"examples": [POINT]})
    type: Literal["Point"] = Field(description="Always `Point`.")
    coordinates: Annotated[
        list[Annotated[float, Field(ge=-180, le=180)]],
        Field(min_length=2, max_length=2),
        AfterValidator(_within_the_kingdom),
    ] = Field(description="Longitude and latitude, in this order.")


class EventPlace(Schema):
    """A public place, or a building's name; never somebody's address."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLACE]})
    name: line(200) = Field(description="What the place is called.")  # type: ignore[valid-type]
    point: EventPoint | None = Field(None, description="Where it lies.")
    ward_code: WardCode | None = Field(None, description="The ward that it lies in, of `/areas`.")


class EventPointOut(Out):
    """A point of GeoJSON."""

    model_config = ConfigDict(json_schema_extra={"examples": [POINT]})
    type: str = Field(max_length=5, description="Always `Point`.")
    coordinates: list[float] = Field(min_length=2, max_length=2, description="Longitude and latitude.")


class EventPlaceOut(Out):
    """Where an event is."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLACE]})
    name: str = Field(max_length=200, description="What the place is called.")
    point: EventPointOut | None = Field(description="Where it lies.")
    ward_code: str | None = Field(max_length=9, description="The ward that it lies in.")


class DescribedIn(Schema):
    """What is said of an event, or of all events of a series."""

    title: line(200) = Field(description="What it is called.")  # type: ignore[valid-type]
    kind: EventKind = Field(description="What kind of event it is.")
    description: text(4000) | None = Field(None, description=f"What happens there. {NOBODY}")  # type: ignore[valid-type]
    visibility: EventVisibility = Field(
        EventVisibility.PUBLIC, description="Whether everybody may know of it."
    )
    attendance_mode: AttendanceMode = Field(AttendanceMode.IN_PERSON, description="How people attend.")
    place: EventPlace | None = Field(None, description="Where; needed unless it is online.")
    lead_agency_id: UUID = Field(description="The agency that holds it.")
    agency_ids: AgencyIds = Field([], description="The agencies that take part.")
    objective_id: UUID | None = Field(None, description="The strategy's objective that it serves.")
    audience: EventAudience = Field(EventAudience.EVERYBODY, description="Whom it is for.")
    communities_meant: Communities = Field([], description="Communities that it means to meet.")


class DescribedPatch(Schema):
    """Changes of what is said; what is absent stays."""

    title: line(200) = kept(description="What it is called.")  # type: ignore[valid-type]
    kind: EventKind = kept(description="What kind of event it is.")
    description: text(4000) | None = Field(None, description=f"What happens there. {NOBODY}")  # type: ignore[valid-type]
    visibility: EventVisibility = kept(description="Whether everybody may know of it.")
    attendance_mode: AttendanceMode = kept(description="How people attend.")
    place: EventPlace | None = Field(None, description="Where; null for an online event only.")
    lead_agency_id: UUID = kept(description="The agency that holds it.")
    agency_ids: AgencyIds = kept(description="The agencies that take part.")
    objective_id: UUID | None = Field(None, description="The strategy's objective that it serves.")
    audience: EventAudience = kept(description="Whom it is for.")
    communities_meant: Communities = kept(description="Communities that it means to meet.")


class DescribedOut(Out):
    """What is said of an event or a series."""

    id: UUID = Field(description="Its identifier.")
    title: str = Field(max_length=200, description="What it is called.")
    kind: EventKind = Field(description="What kind of event it is.")
    description: str | None = Field(max_length=4000, description="What happens there.")
    visibility: EventVisibility = Field(description="Whether everybody may know of it.")
    attendance_mode: AttendanceMode = Field(description="How people attend.")
    place: EventPlaceOut | None = Field(description="Where.")
    lead_agency_id: UUID = Field(description="The agency that holds it.")
    agency_ids: list[UUID] = Field(max_length=MOST_AGENCIES, description="The agencies that take part.")
    objective_id: UUID | None = Field(description="The strategy's objective that it serves.")
    audience: EventAudience = Field(description="Whom it is for.")
    communities_meant: list[Community] = Field(
        max_length=MOST_COMMUNITIES, description="Communities that it means to meet."
    )
    sequence: int = Field(ge=0, le=1_000_000, description="How often what calendars show has changed.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")
