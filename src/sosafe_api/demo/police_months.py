"""A year of the police as the demonstration has it: street files, and returns of the first summer.

The strategy prints that 20% of crime and anti-social behaviour of July to September 2017 was youth nuisance, and no
base: 30 of 150 is the demonstration's own. Files go on to June 2018: a rate is of the residents that were published
for the year before, and those of 2017 are the first that there are.
"""

import hashlib
from collections.abc import Iterator

MONTHS = ("2017-07", "2017-08", "2017-09")
# Crimes and incidents of anti-social behaviour in each month's street file.
RECORDED = {
    **dict.fromkeys(MONTHS, (30, 20)),
    "2017-10": (34, 19),
    "2017-11": (31, 16),
    "2017-12": (27, 13),
    "2018-01": (29, 12),
    "2018-02": (26, 14),
    "2018-03": (32, 18),
    "2018-04": (35, 21),
    "2018-05": (33, 26),
    "2018-06": (36, 28),
}
INCIDENTS, YOUTH_RELATED = 20, 10  # that the police return of each month of the summer
FORCE = "Hertfordshire Constabulary"  # the district's own: of no other force a month counts
# Of the district, by the boundaries of 2011; the last but one lies in two wards.
AREAS = (
    *("E01023755", "E01023756", "E01023776", "E01023785", "E01023791"),
    *("E01023757", "E01023759", "E01023789", "E01023750"),
)
STREET_HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
RETURN_HEADER = (
    "agency_reference,changed_at,occurred_on,opening_heading,qualifier,youth_related,lsoa_code,lsoa_vintage"
)
_TYPES = ("Burglary", "Vehicle crime", "Shoplifting", "Criminal damage and arson", "Other theft")
_HEADINGS = ("rowdy_or_inconsiderate", "noise", "vehicle_nuisance", "street_drinking")


def street_file(month: str) -> bytes:
    """What is fictionally recorded in a month, as the police publish it."""
    return "\n".join([STREET_HEADER, *_crimes(month), *_anti_social_behaviour(month), ""]).encode()


def returned_file() -> bytes:
    """Fictional incidents of all three months, as the police return them."""
    return "\n".join([RETURN_HEADER, *(row for month in MONTHS for row in _incidents(month)), ""]).encode()


def _crimes(month: str) -> Iterator[str]:
    for number in range(RECORDED[month][0]):
        identifier = hashlib.sha256(f"demonstration {month} {number}".encode()).hexdigest()
        crime = _TYPES[number % len(_TYPES)]
        yield f"{identifier},{month},{FORCE},{FORCE},{_place(number)},{crime},Under investigation,"


def _anti_social_behaviour(month: str) -> Iterator[str]:
    """Never with an identifier or an outcome."""
    for number in range(RECORDED[month][1]):
        yield f",{month},{FORCE},{FORCE},{_place(number)},Anti-social behaviour,,"


def _place(number: int) -> str:
    return f"-0.20,51.90,On or near Example Road,{AREAS[number % len(AREAS)]},Stevenage"


def _incidents(month: str) -> Iterator[str]:
    for number in range(INCIDENTS):
        youth = "true" if number < YOUTH_RELATED else "false"
        area, heading = AREAS[number % len(AREAS)], _HEADINGS[number % len(_HEADINGS)]
        day = f"{month}-{number + 1:02}"
        yield f"DEMO/{month}/{number},2017-10-02T09:00:00Z,{day},{heading},nuisance,{youth},{area},2011"
