"""Every query of patterns: rollups of street files, areas and residents; no incident is read one by one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.incidents.populations import KNOWN_POPULATIONS
from sosafe_api.domains.incidents.wards import WHOLE_OF_LSOA
from sosafe_api.domains.patterns.rules.grid import MapPoint

RESIDENTS = "mid_year_first_published"


class Lsoa(NamedTuple):
    """An area of the district, the area of 2011 that it is or was split from, and that one's ward if it has one."""

    code: str
    name: str
    code_of_2011: str
    ward: str | None


class Residents(NamedTuple):
    """An area's residents on a day."""

    number: int
    reference_date: date
    source: str


class PatternRepository:
    """What the police recorded in the partnership's own district, by the files of its own force."""

    def __init__(self, transaction: Transaction, partnership_id: UUID) -> None:
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def loaded_months(self) -> dict[date, str]:
        """With the list of crime types that each month's file was written in."""
        return dict(await self._execute(_LOADED, self._scope))

    async def lsoas(self) -> dict[str, Lsoa]:
        """The district's areas by code, of 2011 and of 2021."""
        return {row[0]: Lsoa(*row) for row in await self._execute(_LSOAS, self._scope)}

    async def names(self, codes: Sequence[str]) -> dict[str, str]:
        return dict(await self._execute(_NAMES, {"codes": list(codes)}))

    async def residents(self, codes: Sequence[str]) -> dict[str, Residents]:
        """The latest figure of each area that has one."""
        rows = await self._execute(_RESIDENTS, {**self._scope, "areas": list(codes), "series": RESIDENTS})
        return {row[0]: Residents(*row[1:]) for row in rows}

    async def area_counts(
        self, months: Sequence[date], crime_type: str | None
    ) -> dict[str, Mapping[date, int]]:
        """By LSOA as the files name it, and month; of all crime where no type is named."""
        values = {**self._scope, "months": list(months), "crime_type": crime_type}
        found: dict[str, dict[date, int]] = {}
        for code, month, count in await self._execute(_AREA_COUNTS, values):
            found.setdefault(code, {})[month] = count
        return dict(found)

    async def map_points(self, months: Sequence[date], crime_type: str | None) -> list[MapPoint]:
        """Every map point of these months, also where none of its incidents is of this type."""
        values = {**self._scope, "months": list(months), "crime_type": crime_type}
        return [MapPoint(*row) for row in await self._execute(_MAP_POINTS, values)]

    async def monthly_points(
        self, months: Sequence[date], crime_type: str
    ) -> list[tuple[float, float, date, int]]:
        """Longitude, latitude, month and count, in a fixed order."""
        values = {**self._scope, "months": list(months), "crime_type": crime_type}
        return [(row[0], row[1], row[2], row[3]) for row in await self._execute(_MONTHLY_POINTS, values)]


# A neighbouring force's file holds a few of the district's incidents too; a month is loaded by its own force's.
_FILES = b"""
FROM partnerships p JOIN areas a ON a.code = p.area_code
JOIN incident_files f ON f.partnership_id = p.id AND f.force = a.police_force AND f.kind = 'street'"""
_LOADED = b"SELECT f.month, f.crime_type_list " + _FILES + b" WHERE p.id = %(partnership_id)s"

_LSOAS = (
    b"""
SELECT l.lsoa_code, coalesce(a.name, l.lsoa_code), whole.lsoa_code, whole.ward_code FROM partnerships p
JOIN area_lookups l ON l.district_code = p.area_code LEFT JOIN areas a ON a.code = l.lsoa_code"""
    + WHOLE_OF_LSOA
    + b" WHERE p.id = %(partnership_id)s"
)

_NAMES = b"SELECT code, name FROM areas WHERE code = ANY(%(codes)s::text[])"

_RESIDENTS = (
    KNOWN_POPULATIONS
    + b"""
SELECT DISTINCT ON (area_code) area_code, population, reference_date, source FROM known_populations
WHERE series = %(series)s ORDER BY area_code, reference_date DESC"""
)

# Anti-social behaviour is no crime, so it is never added to the others.
_OF_TYPE = b"""CASE WHEN %(crime_type)s::text IS NULL THEN c.crime_type <> 'anti_social_behaviour'
  ELSE c.crime_type = %(crime_type)s::text END"""

_AREA_COUNTS = (
    b"SELECT c.lsoa_code, f.month, sum(c.count)::int "
    + _FILES
    + b"""
JOIN incident_area_counts c ON c.partnership_id = f.partnership_id AND c.file_id = f.id
WHERE p.id = %(partnership_id)s AND f.month = ANY(%(months)s::date[]) AND """
    + _OF_TYPE
    + b" GROUP BY 1, 2"
)

_POINTS = (
    _FILES
    + b"""
JOIN incident_point_counts c ON c.partnership_id = f.partnership_id AND c.file_id = f.id
WHERE p.id = %(partnership_id)s AND f.month = ANY(%(months)s::date[])"""
)
_MAP_POINTS = (
    b"SELECT c.longitude, c.latitude, coalesce(sum(c.count) FILTER (WHERE "
    + _OF_TYPE
    + b"), 0)::int"
    + _POINTS
    + b" GROUP BY 1, 2 ORDER BY 1, 2"
)
_MONTHLY_POINTS = (
    b"SELECT c.longitude, c.latitude, f.month, c.count"
    + _POINTS
    + b" AND c.crime_type = %(crime_type)s::text ORDER BY 3, 1, 2"
)
