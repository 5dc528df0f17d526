"""Labels of the codes that all returns share, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.incident_returns.vocabulary import EntryErrorReason, IncidentRecordStatus

LABELS = {
    EntryErrorReason: ListLabels(
        {
            "duplicate": Label("Duplicate", description="The same incident under another reference."),
            "outside_the_area": "Outside the area",
            "other_kind_of_incident": "Another kind of incident",
        },
        title="Reason that a record was an error",
    ),
    IncidentRecordStatus: ListLabels(title="Status of an incident's record"),
}
