"""What crosses the wire about every returned incident."""

from sosafe_api.domains.incident_returns.schemas.incoming import (
    CommonPatch,
    EntryErrorIn,
    IncidentQuery,
    LsoaCode,
    LsoaVintage,
    OccurredOn,
    OutwardPostcode,
    ReturnedIncidentIn,
    TimeOfDay,
)
from sosafe_api.domains.incident_returns.schemas.outgoing import (
    COMMON,
    EARLIER,
    RECORD,
    CommonFactsOut,
    EarlierVersionOut,
    ReturnedIncidentOut,
)

__all__ = [
    "COMMON",
    "EARLIER",
    "RECORD",
    "CommonFactsOut",
    "CommonPatch",
    "EarlierVersionOut",
    "EntryErrorIn",
    "IncidentQuery",
    "LsoaCode",
    "LsoaVintage",
    "OccurredOn",
    "OutwardPostcode",
    "ReturnedIncidentIn",
    "ReturnedIncidentOut",
    "TimeOfDay",
]
