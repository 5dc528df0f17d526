"""Codes of what is known of a person."""

from enum import StrEnum


class AgeBand(StrEnum):
    """Age in bands, for a person whose date of birth is not known."""

    UNDER_16 = "under_16"
    FROM_16_TO_17 = "16_to_17"
    FROM_18_TO_24 = "18_to_24"
    FROM_25_TO_34 = "25_to_34"
    FROM_35_TO_44 = "35_to_44"
    FROM_45_TO_54 = "45_to_54"
    FROM_55_TO_64 = "55_to_64"
    OVER_64 = "65_and_over"
