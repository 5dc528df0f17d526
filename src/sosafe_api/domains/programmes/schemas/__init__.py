"""What crosses the wire about programmes."""

from sosafe_api.domains.programmes.schemas.enrolments import (
    AttendanceEntry,
    AttendanceReceipt,
    EnrolmentIn,
    EnrolmentOut,
    EnrolmentPage,
    EnrolmentSummary,
    EnrolmentTransitionIn,
    SessionAttendanceIn,
    SessionAttendanceList,
)
from sosafe_api.domains.programmes.schemas.programmes import (
    ProgrammeIn,
    ProgrammeOut,
    ProgrammePage,
    ProgrammePatch,
    ProgrammeQuery,
    ProgrammeSessionOut,
    ProgrammeSessionPage,
    ProgrammeSessionPatch,
    SessionQuery,
    SessionTransitionIn,
)

__all__ = [
    "AttendanceEntry",
    "AttendanceReceipt",
    "EnrolmentIn",
    "EnrolmentOut",
    "EnrolmentPage",
    "EnrolmentSummary",
    "EnrolmentTransitionIn",
    "ProgrammeIn",
    "ProgrammeOut",
    "ProgrammePage",
    "ProgrammePatch",
    "ProgrammeQuery",
    "ProgrammeSessionOut",
    "ProgrammeSessionPage",
    "ProgrammeSessionPatch",
    "SessionAttendanceIn",
    "SessionAttendanceList",
    "SessionQuery",
    "SessionTransitionIn",
]
