"""Codes of fires by the definitions of the Home Office's fire statistics."""

from enum import StrEnum


class FireIncidentKind(StrEnum):
    """What the crew was called to."""

    PRIMARY_FIRE = "primary_fire"
    SECONDARY_FIRE = "secondary_fire"
    OTHER_CALL = "other_call"


class FireCause(StrEnum):
    """How the fire began."""

    DELIBERATE = "deliberate"
    ACCIDENTAL = "accidental"
    NOT_KNOWN = "not_known"


class FireProperty(StrEnum):
    """What burnt."""

    DWELLING = "dwelling"
    OTHER_BUILDING = "other_building"
    VEHICLE = "vehicle"
    OUTDOOR_STRUCTURE = "outdoor_structure"
    DERELICT_BUILDING = "derelict_building"
    DERELICT_VEHICLE = "derelict_vehicle"
    REFUSE = "refuse"
    GRASSLAND = "grassland"
    OTHER = "other"


class SmokeAlarm(StrEnum):
    """Whether the dwelling had one."""

    FITTED = "fitted"
    NOT_FITTED = "not_fitted"
    NOT_KNOWN = "not_known"


class FireClass(StrEnum):
    """What an incident counts as; one incident can be of several."""

    DELIBERATE_PRIMARY_NOT_VEHICLE = "deliberate_primary_not_vehicle"
    DELIBERATE_PRIMARY_VEHICLE = "deliberate_primary_vehicle"
    DELIBERATE_SECONDARY_NOT_VEHICLE = "deliberate_secondary_not_vehicle"
    DELIBERATE_SECONDARY_VEHICLE = "deliberate_secondary_vehicle"
    VIOLENCE_AGAINST_CREW = "violence_against_crew"
    DWELLING_FIRE_WITHOUT_SMOKE_ALARM = "dwelling_fire_without_smoke_alarm"
