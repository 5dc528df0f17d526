"""Tables of community events: events and series, what came of them, volunteers, and what everybody may read."""

from sosafe_api.domains.community_events.models.events import (
    CommunityEvent,
    CommunityEventTransition,
    EventSeries,
)
from sosafe_api.domains.community_events.models.published import (
    PublishedCalendar,
    PublishedEvent,
    PublishedEventSeries,
)
from sosafe_api.domains.community_events.models.results import EventFeedback, EventIssue, EventReach
from sosafe_api.domains.community_events.models.volunteers import Volunteer, VolunteerTrainingSession

__all__ = [
    "CommunityEvent",
    "CommunityEventTransition",
    "EventFeedback",
    "EventIssue",
    "EventReach",
    "EventSeries",
    "PublishedCalendar",
    "PublishedEvent",
    "PublishedEventSeries",
    "Volunteer",
    "VolunteerTrainingSession",
]
