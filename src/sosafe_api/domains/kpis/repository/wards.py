"""Anti-social behaviour by ward: the rollup of police files by LSOA, put together as patterns put it together."""

from typing import Any

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.incidents.wards import WHOLE_OF_LSOA
from sosafe_api.domains.kpis.repository.statements import OWN_FORCE
from sosafe_api.domains.kpis.rules.counts import CountKey, Member
from sosafe_api.domains.kpis.rules.definition import Measure
from sosafe_api.domains.kpis.vocabulary import Breakdown

_WARDS = b"""
SELECT DISTINCT l.ward_code, coalesce(a.name, l.ward_code) FROM area_lookups l
LEFT JOIN areas a ON a.code = l.ward_code
WHERE l.district_code = %(district)s AND l.ward_code IS NOT NULL ORDER BY 2, 1"""

# The same files as those that the whole district is counted from.
_INCIDENTS = (
    OWN_FORCE
    + b""",
own AS (
 SELECT l.lsoa_code, whole.ward_code FROM area_lookups l"""
    + WHOLE_OF_LSOA
    + b"""
 WHERE l.district_code = %(district)s AND whole.ward_code IS NOT NULL)
SELECT f.month, own.ward_code, sum(c.count)::int
FROM home JOIN incident_files f ON f.partnership_id = %(partnership_id)s AND f.force = home.force
 AND f.kind = 'street'
JOIN incident_area_counts c ON c.partnership_id = %(partnership_id)s AND c.file_id = f.id
 AND c.crime_type = 'anti_social_behaviour'
JOIN own ON own.lsoa_code = c.lsoa_code
GROUP BY f.month, own.ward_code"""
)
STATEMENTS = _WARDS + _INCIDENTS


async def wards(transaction: Transaction, values: dict[str, Any]) -> list[Member]:
    """Every ward of the district, by name; `values` name the district."""
    return [Member(*row) for row in await transaction.execute(_WARDS, values)]


async def asb_by_ward(transaction: Transaction, values: dict[str, Any]) -> dict[CountKey, int]:
    """By month and ward, of the district's own force; what lies in no one ward as a whole is in none."""
    return {
        CountKey(Measure.ASB_INCIDENTS, month, Breakdown.WARD, ward): number
        for month, ward, number in await transaction.execute(_INCIDENTS, values)
    }
