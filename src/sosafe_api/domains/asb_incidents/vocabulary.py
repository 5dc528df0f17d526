"""Codes of anti-social behaviour by the National Standard for Incident Recording."""

from enum import StrEnum


class AsbHeading(StrEnum):
    """What the incident was about."""

    VEHICLE_ABANDONED = "vehicle_abandoned"
    VEHICLE_NUISANCE = "vehicle_nuisance"
    ROWDY_OR_INCONSIDERATE = "rowdy_or_inconsiderate"
    ROWDY_OR_NUISANCE_NEIGHBOURS = "rowdy_or_nuisance_neighbours"
    LITTERING_OR_DRUG_PARAPHERNALIA = "littering_or_drug_paraphernalia"
    ANIMAL_PROBLEMS = "animal_problems"
    TRESPASS = "trespass"
    NUISANCE_COMMUNICATIONS = "nuisance_communications"
    STREET_DRINKING = "street_drinking"
    PROSTITUTION_RELATED = "prostitution_related"
    NOISE = "noise"
    BEGGING_OR_VAGRANCY = "begging_or_vagrancy"
    FIREWORKS = "fireworks"
    OTHER = "other"


class AsbQualifier(StrEnum):
    """Whom the incident hit; each incident has exactly one."""

    PERSONAL = "personal"
    NUISANCE = "nuisance"
    ENVIRONMENTAL = "environmental"
