"""Labels of the codes of panels, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.panels.rules import AgendaItemStatus, RequestStatus
from sosafe_api.domains.panels.vocabulary import (
    ActionCode,
    CancellationReason,
    DecisionOutcome,
    InformationRefusal,
    MeetingAttendance,
    TitleCode,
)

LABELS = {
    ActionCode: ListLabels(
        {"contact_person": "Contact the person", "refer_to_service": "Refer to a service"},
        title="Kind of action",
    ),
    AgendaItemStatus: ListLabels({"on_agenda": "On the agenda"}),
    CancellationReason: ListLabels(
        {
            "no_business": "Nothing to discuss",
            "venue_unavailable": "Venue not available",
            "merged_with_another": "Merged with another meeting",
        },
        title="Reason that a meeting is cancelled",
    ),
    DecisionOutcome: ListLabels({"referred_to_service": "Referred to a service"}),
    InformationRefusal: ListLabels(
        {
            "would_prejudice_investigation": "Would prejudice an investigation",
            "would_endanger_somebody": "Would put somebody in danger",
        },
        title="Reason that information is refused",
    ),
    MeetingAttendance: ListLabels({"apologies": "Sent apologies"}),
    RequestStatus: ListLabels(
        {"nothing_held": Label("Nothing held", description="The agency has nothing that it was asked for.")},
        title="Status of a request for information",
    ),
    TitleCode: ListLabels(title="Agenda heading"),
}
