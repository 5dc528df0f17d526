"""What a police street file looks like, and which other layouts are known so that they can be refused by name.

Source: data.police.uk, "About the data": columns of the monthly downloads since 2013.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

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


class CrimeType(StrEnum):
    """What the police recorded, in the fourteen types of street files since May 2013."""

    ANTI_SOCIAL_BEHAVIOUR = "anti_social_behaviour"
    BICYCLE_THEFT = "bicycle_theft"
    BURGLARY = "burglary"
    CRIMINAL_DAMAGE_AND_ARSON = "criminal_damage_and_arson"
    DRUGS = "drugs"
    OTHER_CRIME = "other_crime"
    OTHER_THEFT = "other_theft"
    POSSESSION_OF_WEAPONS = "possession_of_weapons"
    PUBLIC_ORDER = "public_order"
    ROBBERY = "robbery"
    SHOPLIFTING = "shoplifting"
    THEFT_FROM_THE_PERSON = "theft_from_the_person"
    VEHICLE_CRIME = "vehicle_crime"
    VIOLENCE_AND_SEXUAL_OFFENCES = "violence_and_sexual_offences"


# As the column `Crime type` has them.
CRIME_TYPES = {
    "Anti-social behaviour": CrimeType.ANTI_SOCIAL_BEHAVIOUR,
    "Bicycle theft": CrimeType.BICYCLE_THEFT,
    "Burglary": CrimeType.BURGLARY,
    "Criminal damage and arson": CrimeType.CRIMINAL_DAMAGE_AND_ARSON,
    "Drugs": CrimeType.DRUGS,
    "Other crime": CrimeType.OTHER_CRIME,
    "Other theft": CrimeType.OTHER_THEFT,
    "Possession of weapons": CrimeType.POSSESSION_OF_WEAPONS,
    "Public order": CrimeType.PUBLIC_ORDER,
    "Robbery": CrimeType.ROBBERY,
    "Shoplifting": CrimeType.SHOPLIFTING,
    "Theft from the person": CrimeType.THEFT_FROM_THE_PERSON,
    "Vehicle crime": CrimeType.VEHICLE_CRIME,
    "Violence and sexual offences": CrimeType.VIOLENCE_AND_SEXUAL_OFFENCES,
}

# Lists used before May 2013; no exact mapping onto today's exists, so a series would break unseen. The types
# that kept their names lost cases to new ones, so a file of those months is not read at all.
LEGACY_CRIME_TYPES = ("Violent crime", "Public disorder and weapons")
FIRST_MONTH = date(2013, 5, 1)

NO_AREA = "none"  # the row states no area
OTHER_AREA = "unknown"  # the row's area is outside the look-up

LONGEST_VALUE = 200
# The United Kingdom with its waters, in degrees; the published points are snapped to streets on land.
LONGITUDES, LATITUDES = (-9.0, 3.0), (49.0, 61.0)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

# What is wrong with a row or a value, and what to do about it.
FAULTS = {
    "control_character": "Remove control characters and line breaks from the value.",
    "legacy_crime_type": "Types of before May 2013 have no exact counterpart; load later files.",
    "not_a_coordinate": "Give decimal degrees with up to 12 places, or leave both coordinates empty.",
    "not_a_crime_id": "Leave it empty or keep the 64 characters published.",
    "not_a_month": "Write the month as 2021-01.",
    "not_an_area_code": "Leave it empty or use the ONS code of an LSOA, like E01023787.",
    "not_utf8": "Write the file as UTF-8.",
    "one_coordinate": "Give both coordinates or neither.",
    "other_force": "Keep one force in a file.",
    "other_month": "Keep one month in a file.",
    "outside_the_country": "Check longitude and latitude: the point does not lie in the United Kingdom.",
    "required": "State a value.",
    "too_long": f"Use at most {LONGEST_VALUE} characters.",
    "unknown_crime_type": "Use one of the fourteen types published since May 2013.",
    "wrong_number_of_columns": f"Give all {len(STREET_COLUMNS)} columns, and quote a value that holds a comma.",
}

# Why a file as a whole is not read.
LAYOUTS = {
    "empty_file": "The file has a header and no rows.",
    "too_many_rows": "The file has more rows than one import takes; `upload.max_rows` says how many.",
    "not_utf8_csv": "Write the file as CSV in UTF-8, and close every quotation mark.",
    "stop_and_search_file": "This is a stop-and-search file; only street files are read.",
    "outcomes_file": "This is an outcomes file; only street files are read.",
    "legacy_layout": "This layout was used before 2013; download the month again in today's layout.",
    "month_in_future": "The file is of a month that has not begun yet.",
    "legacy_month": "Crime types changed in May 2013; files of earlier months cannot be compared with later ones.",
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
        "Neighbourhood" in columns
        or "Easting" in columns
        or "Northing" in columns
        or ("Crime ID" not in columns and "Crime type" in columns)
    ):
        return "legacy_layout"
    return "unknown_layout"


def month_fault(text: str | None, today: date) -> str | None:
    """Why no file of this month is read: a key of `LAYOUTS`, or `not_a_month`, which each of its rows is told."""
    if text is None or not _MONTH.fullmatch(text) or not text.isascii() or text.startswith("0"):
        return "not_a_month"
    month = date.fromisoformat(f"{text}-01")
    if month > today:
        return "month_in_future"
    return "legacy_month" if month < FIRST_MONTH else None
