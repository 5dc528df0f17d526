"""What police street and outcomes files look like, and which neighbours are known so that each is told by name.

Source: data.police.uk, "About the data": columns of the monthly downloads since 2013.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sosafe_api.domains.incidents.rules.crime_types import FIRST_MONTHS
from sosafe_api.domains.incidents.vocabulary import PoliceFileKind

_SHARED = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
)
STREET_COLUMNS = (*_SHARED, "Crime type", "Last outcome category", "Context")
OUTCOME_COLUMNS = (*_SHARED, "Outcome type")
COLUMNS: Mapping[PoliceFileKind, tuple[str, ...]] = {
    PoliceFileKind.STREET: STREET_COLUMNS,
    PoliceFileKind.OUTCOMES: OUTCOME_COLUMNS,
}
FIRST_MONTH = min(FIRST_MONTHS.values())

NO_AREA = "none"  # the row states no area
OTHER_AREA = "unknown"  # the row's area is outside the look-up

LONGEST_VALUE = 200
# The United Kingdom with its waters, in degrees; the published points are snapped to streets on land.
LONGITUDES, LATITUDES = (-9.0, 3.0), (49.0, 61.0)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

# What is wrong with a row or a value, and what to do about it.
FAULTS = {
    "control_character": "Remove control characters and line breaks from the value.",
    "legacy_crime_type": "Use types of one list, that of the file's month: it changed in September 2011 and May 2013.",
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
    "unknown_crime_type": "Use one of the types published for the file's month.",
    "wrong_number_of_columns": "Give all columns of the header, and quote a value that holds a comma.",
}


def _unknown(kind: PoliceFileKind) -> str:
    columns = COLUMNS[kind]
    return ", ".join(columns[:3]) + " … " + columns[-1] + "."


# Why a file as a whole is not read.
LAYOUTS = {
    "empty_file": "The file has a header and no rows.",
    "too_many_rows": "The file has more rows than one import takes; `upload.max_rows` says how many.",
    "not_utf8_csv": "Write the file as CSV in UTF-8, and close every quotation mark.",
    "stop_and_search_file": "This is a stop-and-search file. It tells of searches, not of crime; no import takes it.",
    "street_file": "This is a street file: import it as `incidents` in the format `police_uk_street_csv`.",
    "outcomes_file": "This is an outcomes file: import it as `crime_outcomes` in the format"
    " `police_uk_outcomes_csv`.",
    "neighbourhood_counts_file": "This file has counts by neighbourhood and no incident; no import takes it.",
    "legacy_layout": "This layout of before 2013 has Easting and Northing and no area, so that the month would count"
    " as quiet in every district. Download the month again in today's layout.",
    "month_in_future": "The file is of a month that has not begun yet.",
    "legacy_month": "Police open data begin with December 2010.",
    "unknown_layout": f"The header is not that of a street file: {_unknown(PoliceFileKind.STREET)}",
    "unknown_outcomes_layout": f"The header is not that of an outcomes file: {_unknown(PoliceFileKind.OUTCOMES)}",
}


def layout_fault(kind: PoliceFileKind, header: Sequence[str]) -> str | None:
    """Why a file with this header is not read as this kind, as a key of `LAYOUTS`; None when it is."""
    columns = tuple(name.strip() for name in header)
    if columns == COLUMNS[kind]:
        return None
    unknown = "unknown_layout" if kind is PoliceFileKind.STREET else "unknown_outcomes_layout"
    told = (code for code, applies in _neighbours(columns).items() if applies)
    return next((code for code in told if code != _OWN[kind]), unknown)


_OWN = {PoliceFileKind.STREET: "street_file", PoliceFileKind.OUTCOMES: "outcomes_file"}


def _neighbours(columns: Sequence[str]) -> dict[str, bool]:
    """Which known layouts the header may be of, the surest sign first."""
    return {
        "stop_and_search_file": bool(
            {"Part of a policing operation", "Self-defined ethnicity"} & set(columns)
        ),
        "neighbourhood_counts_file": "Neighbourhood" in columns,
        "legacy_layout": bool({"Easting", "Northing"} & set(columns)),
        "outcomes_file": "Outcome type" in columns,
        "street_file": {"Crime ID", "Crime type"} <= set(columns),
    }


def month_fault(text: str | None, today: date) -> str | None:
    """Why no file of this month is read: a key of `LAYOUTS`, or `not_a_month`, which each of its rows is told."""
    if text is None or not _MONTH.fullmatch(text) or not text.isascii() or text.startswith("0"):
        return "not_a_month"
    month = date.fromisoformat(f"{text}-01")
    if month > today:
        return "month_in_future"
    return "legacy_month" if month < FIRST_MONTH else None
