"""What the use cases of events and series share: rows found, what is said of them checked, and told to everybody."""

from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.agencies.service import AgencyService
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.community_events.models import CommunityEvent, EventSeries
from sosafe_api.domains.community_events.repository import EventRepository
from sosafe_api.domains.community_events.schemas import DescribedIn, DescribedPatch
from sosafe_api.domains.community_events.service.publishing import Publisher
from sosafe_api.domains.community_events.vocabulary import AttendanceMode
from sosafe_api.domains.incidents.service import AreaService
from sosafe_api.domains.strategies.service import ObjectiveService

Row = TypeVar("Row", bound=PartnershipRow)
Described = CommunityEvent | EventSeries
# What a calendar shows: another value is another version of the entry there (RFC 5545, SEQUENCE).
SHOWN = frozenset(
    {
        "title",
        "description",
        "kind",
        "visibility",
        "attendance_mode",
        "place_name",
        "longitude",
        "latitude",
        "ward_code",
        "lead_agency_id",
        "starts_at",
        "ends_at",
    }
)
# One value: half of it from one place and half from another is no place.
PLACE = ("place_name", "longitude", "latitude", "ward_code")


class EventBase(RecordService):
    """Whatever is written here names nobody; row security shows a partnership its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = EventRepository(context)
        self.agencies = AgencyService(context)
        self.areas = AreaService(context)
        self.objectives = ObjectiveService(context)
        self.publisher = Publisher(context)

    async def found(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row:
        row = await self.repository.find(table, row_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def made(self) -> dict[str, Any]:
        """What every new row begins with."""
        return {
            "partnership_id": self.actor.partnership_id,
            "id": new_id(),
            "version": 1,
            "created_at": self.context.now,
            "updated_at": self.context.now,
        }

    @staticmethod
    def refuse(errors: list[FieldError]) -> None:
        """Raises `ValidationFailed` with all of them, if there are any."""
        if errors:
            raise ValidationFailed(errors=errors)

    async def reference_errors(self, stated: dict[str, Any]) -> list[FieldError]:
        """Of agencies, ward and objective among the columns stated, those that name nothing."""
        found = []
        agencies = {f"#/agency_ids/{place}": each for place, each in enumerate(stated.get("agency_ids", []))}
        if "lead_agency_id" in stated:
            agencies["#/lead_agency_id"] = stated["lead_agency_id"]
        for pointer, agency_id in agencies.items():
            try:
                await self.agencies.read(agency_id)
            except NotFound:
                found.append(unknown(pointer))
        ward_code = stated.get("ward_code")
        if ward_code is not None and await self.areas.ward(ward_code) is None:
            found.append(unknown("#/place/ward_code"))
        return found + await self.objectives.unknown({"#/objective_id": stated.get("objective_id")})


def columns_of(described: DescribedIn | DescribedPatch) -> dict[str, Any]:
    """What was stated, by column: the place in its parts, codes as text."""
    names = (
        described.model_fields_set if isinstance(described, DescribedPatch) else type(described).model_fields
    )
    wanted = {name: _plain(getattr(described, name)) for name in names if name != "place"}
    if "place" in names:
        place = described.place
        point = place.point.coordinates if place and place.point else [None, None]
        wanted |= {
            "place_name": place.name if place else None,
            "longitude": point[0],
            "latitude": point[1],
            "ward_code": place.ward_code if place else None,
        }
    return wanted


def _plain(value: Any) -> Any:
    """Codes as the text that is stored."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def place_errors(columns: dict[str, Any]) -> list[FieldError]:
    """Whoever is to come needs to know where to."""
    if columns["attendance_mode"] == AttendanceMode.ONLINE or columns["place_name"] is not None:
        return []
    return [FieldError("required", "Is needed unless the event is online.", pointer="#/place")]


def differing(row: Described, wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def unknown(pointer: str) -> FieldError:
    return FieldError("unknown_reference", "Names no record that you can use here.", pointer=pointer)
