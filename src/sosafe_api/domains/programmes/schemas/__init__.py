"""What crosses the wire about programmes."""

from sosafe_api.domains.programmes.schemas.enrolments import (
    AttendanceEntry,
    AttendanceIn,
    AttendanceList,
    AttendanceReceipt,
    EnrolmentIn,
    EnrolmentOut,
    EnrolmentPage,
    EnrolmentSummary,
    EnrolmentTransitionIn,
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
    "AttendanceIn",
    "AttendanceList",
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
    "SessionQuery",
    "SessionTransitionIn",
]
