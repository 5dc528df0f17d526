"""Use cases of programmes."""

from sosafe_api.domains.programmes.service.enrolments import AttendanceService, EnrolmentService
from sosafe_api.domains.programmes.service.programmes import ProgrammeService
from sosafe_api.domains.programmes.service.sessions import SessionService

__all__ = ["AttendanceService", "EnrolmentService", "ProgrammeService", "SessionService"]
