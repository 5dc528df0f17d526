"""How a street file's rows are kept, with their rollups."""

from typing import Any

from sosafe_api.domains.incidents.repository.checks import STREET
from sosafe_api.domains.incidents.repository.kept_rows import KeptRows
from sosafe_api.domains.incidents.repository.rollups import FORGET_OWN_DISTRICT, OF_OWN_DISTRICT
from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES
from sosafe_api.domains.incidents.rules.files import NO_AREA, OTHER_AREA
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList


def street_values(written_in: CrimeTypeList) -> dict[str, Any]:
    """What the statements know of a street file in this list of crime types."""
    types = CRIME_TYPES[written_in]
    return {
        "types": list(types),
        "codes": [kind.value for kind in types.values()],
        "no_area": NO_AREA,
        "other_area": OTHER_AREA,
    }


_TYPES = "JOIN unnest(%(types)s::text[], %(codes)s::text[]) AS t (name, code) ON t.name = s.crime_type"
STREET_ROWS = KeptRows(
    stage=STREET,
    alike=("longitude", "latitude", "lsoa_code", "crime_type"),
    forget=(
        "DELETE FROM incident_counts WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
        "DELETE FROM incidents WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
        *FORGET_OWN_DISTRICT,
    ),
    add=f"""
INSERT INTO incidents (partnership_id, file_id, row_number, crime_id, longitude, latitude, location, lsoa_code,
 crime_type, last_outcome, context)
SELECT %(partnership_id)s, %(file_id)s, s.row_number, s.crime_id, s.longitude::float8, s.latitude::float8, s.location,
 s.lsoa_code, t.code, s.last_outcome, s.context FROM street_stage s {_TYPES}""",
    count=(
        f"""
INSERT INTO incident_counts (partnership_id, file_id, district_code, crime_type, month, count)
SELECT %(partnership_id)s, %(file_id)s,
 CASE WHEN s.lsoa_code IS NULL THEN %(no_area)s ELSE coalesce(l.district_code, %(other_area)s) END,
 t.code, %(month)s, sum(s.count)
FROM alike_rows s {_TYPES} LEFT JOIN area_lookups l ON l.lsoa_code = s.lsoa_code GROUP BY 3, 4""",
        *OF_OWN_DISTRICT,
    ),
)
