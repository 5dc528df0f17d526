"""Use cases of fire incidents."""

from typing import Any

from sosafe_api.core.context import Context
from sosafe_api.domains.fire_incidents.repository import TABLES
from sosafe_api.domains.fire_incidents.rules import classes, contradictions
from sosafe_api.domains.fire_incidents.schemas import FireIncidentIn
from sosafe_api.domains.incident_returns.service import ReturnedIncidentService, ReturnKind

FIRE_INCIDENTS = ReturnKind(
    resource="fire_incident", tables=TABLES, model=FireIncidentIn, own_faults=contradictions
)


class FireIncidentService(ReturnedIncidentService):
    """Fire incidents, shown with what each counts as."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, FIRE_INCIDENTS)

    def shown(self, row: Any, district: str | None) -> dict[str, Any]:
        view = super().shown(row, district)
        return {**view, "classes": classes(view)}
