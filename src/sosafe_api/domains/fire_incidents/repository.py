"""Where fire incidents are kept, and by what they are found."""

from sqlmodel import col

from sosafe_api.domains.fire_incidents.models import FireIncident, FireIncidentVersion
from sosafe_api.domains.incident_returns.service import IncidentTables

TABLES = IncidentTables(
    incident=FireIncident,
    version=FireIncidentVersion,
    own_facts=("kind", "cause", "property", "smoke_alarm", "violence_against_crew"),
    filters={"kind": col(FireIncident.kind), "cause": col(FireIncident.cause)},
)
