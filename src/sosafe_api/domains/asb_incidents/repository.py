"""Where incidents of anti-social behaviour are kept, and by what they are found."""

from sqlmodel import col, func

from sosafe_api.domains.asb_incidents.models import AsbIncident, AsbIncidentVersion
from sosafe_api.domains.incident_returns.service import IncidentTables

TABLES = IncidentTables(
    incident=AsbIncident,
    version=AsbIncidentVersion,
    own_facts=("opening_heading", "closing_heading", "qualifier", "youth_related"),
    filters={
        "qualifier": col(AsbIncident.qualifier),
        "heading": func.coalesce(col(AsbIncident.closing_heading), col(AsbIncident.opening_heading)),
    },
)
