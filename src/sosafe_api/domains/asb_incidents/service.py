"""Use cases of incidents of anti-social behaviour."""

from sosafe_api.core.context import Context
from sosafe_api.domains.asb_incidents.repository import TABLES
from sosafe_api.domains.asb_incidents.schemas import AsbIncidentIn
from sosafe_api.domains.incident_returns.service import ReturnedIncidentService, ReturnKind

ASB_INCIDENTS = ReturnKind(
    resource="asb_incident",
    tables=TABLES,
    model=AsbIncidentIn,
    own_faults=lambda _: (),  # each heading goes with each qualifier, as the standard has it
)


def asb_incidents(context: Context) -> ReturnedIncidentService:
    return ReturnedIncidentService(context, ASB_INCIDENTS)
