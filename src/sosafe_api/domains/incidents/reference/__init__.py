"""Areas, wards and populations of the ten Hertfordshire districts, loaded with the tables.

Source: Office for National Statistics, look-ups of LSOAs (2011) to districts and of LSOAs (2021) to wards (2024),
mid-year population estimates as first published (of the LSOAs of Stevenage for 2017) and, for Stevenage, as rebased
after Census 2021, and the censuses of 2011 and 2021. Contains public sector information licensed under the Open
Government Licence v3.0.
"""

import csv
from collections.abc import Iterator
from importlib import resources

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
    "INSERT INTO area_lookups (lsoa_code, district_code, vintage) VALUES (%s, %s, 2011)"
    " ON CONFLICT (lsoa_code) DO UPDATE SET district_code = EXCLUDED.district_code"
)
_POPULATION = (
    "INSERT INTO populations (area_code, series, reference_date, population, source) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (area_code, series, reference_date) DO UPDATE SET population = EXCLUDED.population"
)
VINTAGE_LSOA, VINTAGE_DISTRICT, VINTAGE_WARD = 2011, 2021, 2024


def load_reference(migrator_url: str) -> None:
    """Puts the figures in; a second time changes nothing."""
    lsoas, populations = list(_rows("lsoa_2011.csv")), list(_rows("populations.csv"))
    districts = {row["area_code"]: row["name"] for row in populations}
    with blocking_transaction(migrator_url) as connection, connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {OWNER}".encode())
        cursor.executemany(
            _AREA, [(row["lsoa_code"], "LSOA", row["name"], VINTAGE_LSOA, POLICE_FORCE) for row in lsoas]
        )
        cursor.executemany(
            _AREA, [(code, "NMD", name, VINTAGE_DISTRICT, POLICE_FORCE) for code, name in districts.items()]
        )
        cursor.executemany(
            _AREA,
            [
                (row["ward_code"], "WD", row["name"], VINTAGE_WARD, POLICE_FORCE)
                for row in _rows("wards_2024.csv")
            ],
        )
        cursor.executemany(_LOOKUP, [(row["lsoa_code"], row["district_code"]) for row in lsoas])
        cursor.executemany(
            _POPULATION,
            [
                (row["area_code"], row["series"], row["reference_date"], row["population"], SOURCE)
                for row in [*populations, *_rows("lsoa_populations.csv")]
            ],
        )


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(resources.files(__name__).joinpath(name).read_text("utf-8").splitlines())
