"""Every query about community events."""

from sosafe_api.domains.community_events.repository.events import EventRepository
from sosafe_api.domains.community_events.repository.published import (
    CalendarState,
    PublicCalendarRepository,
    PublishingRepository,
)
from sosafe_api.domains.community_events.repository.volunteers import VolunteerRepository

__all__ = [
    "CalendarState",
    "EventRepository",
    "PublicCalendarRepository",
    "PublishingRepository",
    "VolunteerRepository",
]
