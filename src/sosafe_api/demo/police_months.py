"""The police's summer of 2017 as the demonstration has it: files of crime, and returns of anti-social behaviour.

The strategy prints that 20% of both together was youth nuisance, and no base: 30 of 150 is the demonstration's own.
"""

import hashlib
from collections.abc import Iterator

MONTHS = ("2017-07", "2017-08", "2017-09")
CRIMES, INCIDENTS, YOUTH_RELATED = 30, 20, 10  # of each month
FORCE = "Hertfordshire Constabulary"  # the district's own: of no other force a month counts
AREAS = ("E01023750", "E01023751", "E01023752", "E01023753")  # of the district, by the boundaries of 2011
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
    """Fictional crimes of a month, as the police publish them."""
    return "\n".join([STREET_HEADER, *_crimes(month), ""]).encode()


def returned_file() -> bytes:
    """Fictional incidents of all three months, as the police return them."""
    return "\n".join([RETURN_HEADER, *(row for month in MONTHS for row in _incidents(month)), ""]).encode()


def _crimes(month: str) -> Iterator[str]:
    for number in range(CRIMES):
        identifier = hashlib.sha256(f"demonstration {month} {number}".encode()).hexdigest()
        area, crime = AREAS[number % len(AREAS)], _TYPES[number % len(_TYPES)]
        place = f"-0.20,51.90,On or near Example Road,{area},Stevenage"
        yield f"{identifier},{month},{FORCE},{FORCE},{place},{crime},Under investigation,"


def _incidents(month: str) -> Iterator[str]:
    for number in range(INCIDENTS):
        youth = "true" if number < YOUTH_RELATED else "false"
        area, heading = AREAS[number % len(AREAS)], _HEADINGS[number % len(_HEADINGS)]
        day = f"{month}-{number + 1:02}"
        yield f"DEMO/{month}/{number},2017-10-02T09:00:00Z,{day},{heading},nuisance,{youth},{area},2011"
