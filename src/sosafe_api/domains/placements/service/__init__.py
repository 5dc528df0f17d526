"""The use cases of placements."""

from sosafe_api.domains.placements.service.calendars import CalendarService
from sosafe_api.domains.placements.service.duty import DutyService
from sosafe_api.domains.placements.service.openings import OpeningService
from sosafe_api.domains.placements.service.places import PlaceService
from sosafe_api.domains.placements.service.reveals import RevealService
from sosafe_api.domains.placements.service.stays import StayService

__all__ = [
    "CalendarService",
    "DutyService",
    "OpeningService",
    "PlaceService",
    "RevealService",
    "StayService",
]
