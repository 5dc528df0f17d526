"""How an outcomes file's rows are kept, with their rollup."""

from collections.abc import Mapping
from typing import Any

from sosafe_api.domains.incidents.repository.checks import OUTCOMES
from sosafe_api.domains.incidents.repository.kept_rows import KeptRows
from sosafe_api.domains.incidents.rules.files import NO_AREA, OTHER_AREA
from sosafe_api.domains.incidents.rules.outcomes import OUTCOME_GROUPS
from sosafe_api.domains.incidents.vocabulary import CrimeOutcomeGroup

# What the statements know of every outcomes file.
OUTCOMES_VALUES: Mapping[str, Any] = {
    "types": list(OUTCOME_GROUPS),
    "groups": [group.value for group in OUTCOME_GROUPS.values()],
    "other": CrimeOutcomeGroup.OTHER.value,
    "no_area": NO_AREA,
    "other_area": OTHER_AREA,
}

OUTCOMES_ROWS = KeptRows(
    stage=OUTCOMES,
    alike=("lsoa_code", "outcome_type"),
    forget=(
        "DELETE FROM crime_outcome_counts WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
        "DELETE FROM crime_outcomes WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
    ),
    add="""
INSERT INTO crime_outcomes (partnership_id, file_id, row_number, crime_id, longitude, latitude, location, lsoa_code,
 outcome_type)
SELECT %(partnership_id)s, %(file_id)s, s.row_number, s.crime_id, s.longitude::float8, s.latitude::float8, s.location,
 s.lsoa_code, s.outcome_type FROM outcome_stage s""",
    # A type that nobody knew before is kept as published, and counted among the others.
    count=(
        """
INSERT INTO crime_outcome_counts (partnership_id, file_id, district_code, outcome_group, month, count)
SELECT %(partnership_id)s, %(file_id)s,
 CASE WHEN s.lsoa_code IS NULL THEN %(no_area)s ELSE coalesce(l.district_code, %(other_area)s) END,
 coalesce(t.outcome_group, %(other)s), %(month)s, sum(s.count) FROM alike_rows s
LEFT JOIN unnest(%(types)s::text[], %(groups)s::text[]) AS t (name, outcome_group) ON t.name = s.outcome_type
LEFT JOIN area_lookups l ON l.lsoa_code = s.lsoa_code GROUP BY 3, 4""",
    ),
)
