"""Use cases of panels: meetings, agendas, packs, requests for information, decisions, actions, minutes."""

from sosafe_api.domains.panels.service.actions import ActionService
from sosafe_api.domains.panels.service.agenda import AgendaService
from sosafe_api.domains.panels.service.attendance import AttendanceService
from sosafe_api.domains.panels.service.decisions import DecisionService
from sosafe_api.domains.panels.service.meetings import MeetingService
from sosafe_api.domains.panels.service.minutes import MinutesService
from sosafe_api.domains.panels.service.packs import PackService
from sosafe_api.domains.panels.service.presenting import PresentingService
from sosafe_api.domains.panels.service.requests import RequestService

__all__ = [
    "ActionService", "AgendaService", "AttendanceService", "DecisionService", "MeetingService", "MinutesService",
    "PackService", "PresentingService", "RequestService",
]  # fmt: skip
