"""What a police street file looks like, and which other layouts are known so that they can be refused by name.

Source: data.police.uk, "About the data": columns of the monthly downloads since 2013.
"""

from collections.abc import Sequence

STREET_COLUMNS = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)

CRIME_TYPES = {
    "Anti-social behaviour": "anti_social_behaviour",
    "Bicycle theft": "bicycle_theft",
    "Burglary": "burglary",
    "Criminal damage and arson": "criminal_damage_and_arson",
    "Drugs": "drugs",
    "Other crime": "other_crime",
    "Other theft": "other_theft",
    "Possession of weapons": "possession_of_weapons",
    "Public order": "public_order",
    "Robbery": "robbery",
    "Shoplifting": "shoplifting",
    "Theft from the person": "theft_from_the_person",
    "Vehicle crime": "vehicle_crime",
    "Violence and sexual offences": "violence_and_sexual_offences",
}
ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"

# Lists used before May 2013; no exact mapping onto today's exists, so a series would break unseen.
LEGACY_CRIME_TYPES = ("Violent crime", "Public disorder and weapons")

NO_AREA = "none"  # the row states no area
OTHER_AREA = "unknown"  # the row's area is outside the look-up

LAYOUTS = {
    "stop_and_search_file": "This is a stop-and-search file; only street files are read.",
    "outcomes_file": "This is an outcomes file; only street files are read.",
    "legacy_layout": "This layout was used before 2013; download the month again in today's layout.",
    "unknown_layout": "The header is not that of a street file: "
    + ", ".join(STREET_COLUMNS[:3])
    + " … "
    + STREET_COLUMNS[-1]
    + ".",
}


def layout_fault(header: Sequence[str]) -> str | None:
    """Why a file with this header is not read, as a key of `LAYOUTS`; None for a street file."""
    columns = tuple(name.strip() for name in header)
    if columns == STREET_COLUMNS:
        return None
    if "Part of a policing operation" in columns or "Self-defined ethnicity" in columns:
        return "stop_and_search_file"
    if "Outcome type" in columns:
        return "outcomes_file"
    if (
        "Easting" in columns
        or "Northing" in columns
        or ("Crime ID" not in columns and "Crime type" in columns)
    ):
        return "legacy_layout"
    return "unknown_layout"
