"""Labels of the codes of community events, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.community_events.vocabulary import (
    AttendanceMode,
    Community,
    EventChangeReason,
    EventIssueStatus,
    EventKind,
    EventVisibility,
    NewEventStatus,
    RhythmUnit,
    VolunteerStatus,
)

LABELS = {
    AttendanceMode: ListLabels({"mixed": "In person and online"}),
    Community: ListLabels(
        {
            "gypsy_roma_and_traveller_communities": "Gypsy, Roma and Traveller communities",
            "night_time_visitors": "Night-time visitors",
        },
        title="Community meant or reached",
    ),
    EventChangeReason: ListLabels(
        {"staffing": "Too few staff", "venue": "Venue not available"},
        title="Reason that an event is postponed or cancelled",
    ),
    EventIssueStatus: ListLabels(title="Status of an issue raised at an event"),
    EventKind: ListLabels(
        {
            "neighbourhood_watch": "Neighbourhood Watch",
            "operation_night_owl": Label("Operation Night Owl", description="A patrol after dark."),
            "silver_street_meet": "Silver street meet",
            "public_spaces_order_partnership_event": "Public spaces protection order partnership event",
            "street_meet": Label("Street meet", description="At people's doors."),
            "residents_meeting": "Residents' meeting",
            "ambassadors_event": "Ambassadors' event",
        }
    ),
    EventVisibility: ListLabels({"public": "Everybody", "partners": "Partners only"}),
    NewEventStatus: ListLabels(title="Status that an event can begin with"),
    RhythmUnit: ListLabels(title="Unit of a series' interval"),
    VolunteerStatus: ListLabels({"ended": "No longer volunteers"}),
}
