"""Labels of the codes of group programmes, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import ListLabels
from sosafe_api.domains.programmes.rules import (
    EnrolmentErrorReason,
    EnrolmentStatus,
    LeavingReason,
    SessionAttendance,
)

LABELS = {
    EnrolmentErrorReason: ListLabels({"duplicate": "Recorded twice"}),
    EnrolmentStatus: ListLabels({"left": "Left before the end"}),
    LeavingReason: ListLabels(
        {
            "client_request": "At the client's request",
            "unsuitable": "Not suitable for the programme",
            "custody": "In custody",
            "hospital": "In hospital",
        }
    ),
    SessionAttendance: ListLabels(
        {"absent_with_reason": "Absent with a reason", "absent": "Absent without a reason"}
    ),
}
