"""What crosses the wire about placements."""

from sosafe_api.domains.placements.schemas.calendars import CalendarOut, CalendarQuery, VacanciesOut
from sosafe_api.domains.placements.schemas.duty import (
    DutyShiftIn,
    DutyShiftOut,
    DutyShiftPage,
    DutyShiftPatch,
    DutyShiftQuery,
)
from sosafe_api.domains.placements.schemas.places import (
    LocationIn,
    PlaceIn,
    PlaceOut,
    PlacePage,
    PlacePatch,
    PlaceQuery,
)
from sosafe_api.domains.placements.schemas.reveals import (
    LocationOut,
    OpeningIn,
    RevealApprovalOut,
    RevealGiven,
    RevealIn,
    RevealOut,
    RevealPage,
    RevealQuery,
)
from sosafe_api.domains.placements.schemas.stays import (
    PlacementIn,
    PlacementMoved,
    PlacementOut,
    PlacementPage,
    PlacementPatch,
    PlacementQuery,
    PlacementSummary,
    PlacementTransitionIn,
)

__all__ = [
    "CalendarOut",
    "CalendarQuery",
    "DutyShiftIn",
    "DutyShiftOut",
    "DutyShiftPage",
    "DutyShiftPatch",
    "DutyShiftQuery",
    "LocationIn",
    "LocationOut",
    "OpeningIn",
    "PlaceIn",
    "PlaceOut",
    "PlacePage",
    "PlacePatch",
    "PlaceQuery",
    "PlacementIn",
    "PlacementMoved",
    "PlacementOut",
    "PlacementPage",
    "PlacementPatch",
    "PlacementQuery",
    "PlacementSummary",
    "PlacementTransitionIn",
    "RevealApprovalOut",
    "RevealGiven",
    "RevealIn",
    "RevealOut",
    "RevealPage",
    "RevealQuery",
    "VacanciesOut",
]
