"""Areas, wards and populations of the ten Hertfordshire districts, loaded with the tables.

Source: Office for National Statistics, look-ups of LSOAs (2011) to districts, of LSOAs (2011) to LSOAs (2021) and of
LSOAs (2021) to wards (2024), mid-year population estimates as first published, of the LSOAs of Stevenage for 2017
only, and, for Stevenage, as rebased after Census 2021, the censuses of 2011 and 2021, and households of Census 2021,
rounded to 100. Contains public sector information licensed under the Open Government Licence v3.0.
"""

import csv
from collections.abc import Iterator
from importlib import resources
from typing import Any

from sosafe_api.core.db.roles import OWNER
from sosafe_api.core.db.session import blocking_transaction

SOURCE = "Office for National Statistics"
# As the files of police street crime name it. Hertfordshire has one force for all its districts.
POLICE_FORCE = "Hertfordshire Constabulary"
_AREA = (
    "INSERT INTO areas (code, code_type, name, vintage, police_force) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (code) DO UPDATE SET code_type = EXCLUDED.code_type, name = EXCLUDED.name,"
    " vintage = EXCLUDED.vintage, police_force = EXCLUDED.police_force"
)
_LOOKUP = (
    "INSERT INTO area_lookups (lsoa_code, district_code, vintage, last_vintage, ward_code)"
    " VALUES (%(lsoa_code)s, %(district_code)s, %(vintage)s, %(last_vintage)s, %(ward_code)s)"
    " ON CONFLICT (lsoa_code) DO UPDATE SET district_code = EXCLUDED.district_code, vintage = EXCLUDED.vintage,"
    " last_vintage = EXCLUDED.last_vintage, ward_code = EXCLUDED.ward_code"
)
_MATCH = (
    "INSERT INTO lsoa_matches (lsoa_2011_code, lsoa_2021_code, change)"
    " VALUES (%(lsoa_2011_code)s, %(lsoa_2021_code)s, %(change)s)"
    " ON CONFLICT (lsoa_2011_code, lsoa_2021_code) DO UPDATE SET change = EXCLUDED.change"
)
_POPULATION = (
    "INSERT INTO populations (area_code, series, reference_date, population, source) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (area_code, series, reference_date) DO UPDATE SET population = EXCLUDED.population"
)
FIRST_LSOA, LAST_LSOA, VINTAGE_DISTRICT, VINTAGE_WARD = 2011, 2021, 2021, 2024


def load_reference(migrator_url: str) -> None:
    """Puts the figures in; a second time changes nothing."""
    populations, wards = list(_rows("populations.csv")), list(_rows("wards_2024.csv"))
    counted = [*populations, *_rows("lsoa_populations.csv")]
    matches, lookups = list(_rows("lsoa_2011_to_2021.csv")), list(_lookups())
    districts = {row["area_code"]: row["name"] for row in populations}
    areas = [
        *((row["lsoa_code"], "LSOA", row["name"], row["vintage"], POLICE_FORCE) for row in lookups),
        *((code, "NMD", name, VINTAGE_DISTRICT, POLICE_FORCE) for code, name in districts.items()),
        *((row["ward_code"], "WD", row["name"], VINTAGE_WARD, POLICE_FORCE) for row in wards),
    ]
    figures = [
        *((row["area_code"], row["series"], row["reference_date"], row["population"]) for row in counted),
        *(
            (row["area_code"], row["series"], row["reference_date"], row["households"])
            for row in _rows("households.csv")
        ),
    ]
    with blocking_transaction(migrator_url) as connection, connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {OWNER}".encode())
        cursor.executemany(_AREA, areas)
        cursor.executemany(_LOOKUP, lookups)
        cursor.executemany(_MATCH, matches)
        cursor.executemany(_POPULATION, [(*figure, SOURCE) for figure in figures])


def _lookups() -> Iterator[dict[str, Any]]:
    """Every LSOA of 2011 and of 2021 with its district, and its ward where it lies in one as a whole.

    One of 2011 that was split lies in the ward of its parts if they share it; where parts of several were joined,
    nothing says in which ward a piece is.
    """
    of_2011 = {row["lsoa_code"]: row for row in _rows("lsoa_2011.csv")}
    of_2021 = {row["lsoa_code"]: row for row in _rows("lsoa_2021.csv")}
    parts: dict[str, list[str | None]] = {}
    for row in _rows("lsoa_2011_to_2021.csv"):
        ward = of_2021[row["lsoa_2021_code"]]["ward_code"] if row["change"] != "irregular" else None
        parts.setdefault(row["lsoa_2011_code"], []).append(ward)
    for code, row in of_2011.items():
        wards = set(parts[code])
        last = LAST_LSOA if code in of_2021 else FIRST_LSOA
        ward = wards.pop() if len(wards) == 1 else None
        yield {**row, "vintage": FIRST_LSOA, "last_vintage": last, "ward_code": ward}
    for code, row in of_2021.items():
        if code not in of_2011:
            yield {**row, "vintage": LAST_LSOA, "last_vintage": LAST_LSOA}


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(resources.files(__name__).joinpath(name).read_text("utf-8").splitlines())
