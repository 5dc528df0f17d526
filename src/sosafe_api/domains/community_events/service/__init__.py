"""Use cases of community events."""

from sosafe_api.domains.community_events.service.events import EventService
from sosafe_api.domains.community_events.service.follow_up import EventFeedbackService, EventIssueService
from sosafe_api.domains.community_events.service.public_calendar import OpenAnswer, PublicCalendar
from sosafe_api.domains.community_events.service.series import EventSeriesService
from sosafe_api.domains.community_events.service.volunteers import VolunteerService

__all__ = [
    "EventFeedbackService",
    "EventIssueService",
    "EventSeriesService",
    "EventService",
    "OpenAnswer",
    "PublicCalendar",
    "VolunteerService",
]
