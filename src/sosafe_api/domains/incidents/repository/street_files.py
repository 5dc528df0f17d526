"""Storing a street file's rows with their rollup: set-based statements of one background transaction."""

from typing import Any

from sosafe_api.core.db.staging import Connection
from sosafe_api.domains.incidents.repository.police_files import upsert_file
from sosafe_api.domains.incidents.repository.rollups import OF_OWN_DISTRICT
from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES
from sosafe_api.domains.incidents.rules.files import NO_AREA, OTHER_AREA
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList


def replace_street_file(connection: Connection, values: dict[str, Any], written_in: CrimeTypeList) -> None:
    """Puts the staged rows in the place of the file's former ones, with the rollups; all in this transaction."""
    types = CRIME_TYPES[written_in]
    values = values | {
        "types": list(types),
        "codes": [kind.value for kind in types.values()],
        "no_area": NO_AREA,
        "other_area": OTHER_AREA,
    }
    values["file_id"] = upsert_file(connection, values)
    for statement in (*_REPLACE_ROWS, *OF_OWN_DISTRICT):
        connection.execute(statement.encode(), values)


_TYPES = "JOIN unnest(%(types)s::text[], %(codes)s::text[]) AS t (name, code) ON t.name = s.crime_type"
_REPLACE_ROWS = (
    "DELETE FROM incident_counts WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
    "DELETE FROM incidents WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
    f"""
INSERT INTO incidents (partnership_id, file_id, row_number, crime_id, longitude, latitude, location, lsoa_code,
 crime_type, last_outcome, context)
SELECT %(partnership_id)s, %(file_id)s, s.row_number, s.crime_id, s.longitude::float8, s.latitude::float8, s.location,
 s.lsoa_code, t.code, s.last_outcome, s.context FROM street_stage s {_TYPES}""",
    f"""
INSERT INTO incident_counts (partnership_id, file_id, district_code, crime_type, month, count)
SELECT %(partnership_id)s, %(file_id)s,
 CASE WHEN s.lsoa_code IS NULL THEN %(no_area)s ELSE coalesce(l.district_code, %(other_area)s) END,
 t.code, %(month)s, sum(s.count)
FROM (SELECT lsoa_code, crime_type, count(*) AS count FROM street_stage GROUP BY lsoa_code, crime_type) s {_TYPES}
LEFT JOIN area_lookups l ON l.lsoa_code = s.lsoa_code GROUP BY 3, 4""",
)
