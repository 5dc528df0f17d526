"""Tables of incidents of anti-social behaviour and of what their records said before."""

from sqlalchemy import Boolean

from sosafe_api.core.db.columns import DataClass, column, one_of
from sosafe_api.domains.asb_incidents.vocabulary import AsbHeading, AsbQualifier
from sosafe_api.domains.incident_returns.columns import (
    EarlierVersion,
    ReturnedIncident,
    incident_table,
    version_table,
)


class AsbIncident(ReturnedIncident, table=True):
    """An incident by its opening and closing heading, with its one qualifier."""

    __tablename__ = "asb_incidents"
    __table_args__ = incident_table(
        one_of("opening_heading", AsbHeading),
        one_of("closing_heading", AsbHeading),
        one_of("qualifier", AsbQualifier),
    )
    opening_heading: str = column(DataClass.C1, str)
    closing_heading: str | None = column(DataClass.C1, str, nullable=True)
    qualifier: str = column(DataClass.C1, str)
    youth_related: bool = column(DataClass.C1, Boolean)


class AsbIncidentVersion(EarlierVersion, table=True):
    """What an incident's record said before it was changed."""

    __tablename__ = "asb_incident_versions"
    __table_args__ = version_table("asb_incidents")
