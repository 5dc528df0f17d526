"""Tables of fire incidents and of what their records said before."""

from sqlalchemy import Boolean

from sosafe_api.core.db.columns import DataClass, column, one_of
from sosafe_api.domains.fire_incidents.vocabulary import FireCause, FireIncidentKind, FireProperty, SmokeAlarm
from sosafe_api.domains.incident_returns.columns import (
    EarlierVersion,
    ReturnedIncident,
    incident_table,
    version_table,
)


class FireIncident(ReturnedIncident, table=True):
    """A fire by kind, cause and property, or another call at which the crew met violence."""

    __tablename__ = "fire_incidents"
    __table_args__ = incident_table(
        one_of("kind", FireIncidentKind),
        one_of("cause", FireCause),
        one_of("property", FireProperty),
        one_of("smoke_alarm", SmokeAlarm),
    )
    kind: str = column(DataClass.C1, str)
    cause: str | None = column(DataClass.C1, str, nullable=True)
    property: str | None = column(DataClass.C1, str, nullable=True)
    smoke_alarm: str | None = column(DataClass.C1, str, nullable=True)
    violence_against_crew: bool = column(DataClass.C1, Boolean)


class FireIncidentVersion(EarlierVersion, table=True):
    """What an incident's record said before it was changed."""

    __tablename__ = "fire_incident_versions"
    __table_args__ = version_table("fire_incidents")
