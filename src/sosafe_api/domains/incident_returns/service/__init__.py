"""Use cases of returned incidents, the same for every kind of them."""

from sosafe_api.domains.incident_returns.repository import IncidentTables
from sosafe_api.domains.incident_returns.repository.files import Sender
from sosafe_api.domains.incident_returns.service.files import CheckedReturn, ReturnFile
from sosafe_api.domains.incident_returns.service.kinds import ReturnKind
from sosafe_api.domains.incident_returns.service.records import ReturnedIncidentService

__all__ = [
    "CheckedReturn",
    "IncidentTables",
    "ReturnFile",
    "ReturnKind",
    "ReturnedIncidentService",
    "Sender",
]
