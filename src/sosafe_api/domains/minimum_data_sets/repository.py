"""What is held of the minimum data set: rows of one shape out of four sources, none of them about a person."""

from datetime import date
from typing import Any, NamedTuple

from sosafe_api.core.context import Context
from sosafe_api.domains.minimum_data_sets.rules import CRIME_TYPES, InformationPeriod, Source
from sosafe_api.domains.minimum_data_sets.vocabulary import MinimumDataCategory

_COUNCILS = ("district_council", "county_council", "unitary_council", "community_safety_unit")
_QUARTER = b"partnership_id = %(partnership_id)s AND occurred_on >= %(start)s AND occurred_on < %(end)s"
# What states an area of another district is not of this one.
_OWN = b"""NOT EXISTS (SELECT FROM area_lookups l
  WHERE l.lsoa_code = i.lsoa_code AND l.district_code <> %(district)s)"""

_AREA = b"SELECT area_code FROM partnerships WHERE id = %(partnership_id)s"

# The district's own force, as indicators count it: a neighbour's file holds a few of its crimes, and a month of which
# only that one is loaded would look like a quiet one. Where the area does not say which it is, every file counts.
_OWN_FORCE = b"coalesce(f.force = (SELECT police_force FROM areas WHERE code = %(district)s), true)"

# A month is held where anything of its source is there: none of a category is then a true 0.
_MONTHS = (
    b"""
SELECT DISTINCT CASE WHEN a.kind = 'police' THEN 'police_returns' ELSE 'council_returns' END,
 date_trunc('month', i.occurred_on)::date
FROM (SELECT * FROM asb_incidents WHERE """
    + _QUARTER
    + b""" AND status = 'recorded') i JOIN agencies a ON a.partnership_id = i.partnership_id AND a.id = i.agency_id
WHERE a.kind = 'police' OR a.kind = ANY(%(councils)s::text[])
UNION SELECT 'fire_returns', date_trunc('month', occurred_on)::date FROM fire_incidents WHERE """
    + _QUARTER
    + b""" AND status = 'recorded'
UNION SELECT 'police_open_data', f.month FROM incident_files f
JOIN incident_counts c ON c.partnership_id = f.partnership_id AND c.file_id = f.id
 AND c.district_code = %(district)s AND c.count > 0
WHERE f.partnership_id = %(partnership_id)s AND f.kind = 'street' AND f.month >= %(start)s AND f.month < %(end)s AND """
    + _OWN_FORCE
)

_ROWS = (
    b"""
WITH returned AS (
 SELECT CASE WHEN a.kind = 'police' THEN 'police_anti_social_behaviour'
   ELSE 'local_authority_anti_social_behaviour' END AS category, a.slug, i.occurred_on, i.occurred_precision,
  i.occurred_time, coalesce(i.closing_heading, i.opening_heading) AS sub_category, i.lsoa_code, i.outward_postcode
 FROM (SELECT * FROM asb_incidents WHERE """
    + _QUARTER
    + b""" AND status = 'recorded') i
 JOIN agencies a ON a.partnership_id = i.partnership_id AND a.id = i.agency_id
 WHERE (a.kind = 'police' OR a.kind = ANY(%(councils)s::text[])) AND """
    + _OWN
    + b"""),
fires AS (
 SELECT c.category, a.slug, i.occurred_on, i.occurred_precision, i.occurred_time, i.property, i.lsoa_code,
  i.outward_postcode
 FROM (SELECT * FROM fire_incidents WHERE """
    + _QUARTER
    + b""" AND status = 'recorded') i
 JOIN agencies a ON a.partnership_id = i.partnership_id AND a.id = i.agency_id
 CROSS JOIN LATERAL (SELECT coalesce(i.property IN ('vehicle', 'derelict_vehicle'), false) AS burnt) v
 CROSS JOIN LATERAL (VALUES
  ('deliberate_primary_fire_not_in_vehicle', i.cause = 'deliberate' AND i.kind = 'primary_fire' AND NOT v.burnt),
  ('deliberate_primary_fire_in_vehicle', i.cause = 'deliberate' AND i.kind = 'primary_fire' AND v.burnt),
  ('deliberate_secondary_fire_not_in_vehicle',
   i.cause = 'deliberate' AND i.kind = 'secondary_fire' AND NOT v.burnt),
  ('violence_against_fire_crew', i.violence_against_crew),
  ('dwelling_fire_without_smoke_alarm', i.smoke_alarm = 'not_fitted')) c (category, applies)
 WHERE c.applies AND """
    + _OWN
    + b"""),
crimes AS (
 SELECT coalesce(t.category, 'other_offences') AS category, f.month, i.crime_type, i.lsoa_code
 FROM incident_files f
 JOIN incidents i ON i.partnership_id = f.partnership_id AND i.file_id = f.id
  AND i.crime_type <> 'anti_social_behaviour'
 JOIN area_lookups l ON l.lsoa_code = i.lsoa_code AND l.district_code = %(district)s
 LEFT JOIN unnest(%(types)s::text[], %(categories)s::text[]) t (crime_type, category) ON t.crime_type = i.crime_type
 WHERE f.partnership_id = %(partnership_id)s AND f.kind = 'street' AND f.month >= %(start)s AND f.month < %(end)s
  AND """
    + _OWN_FORCE
    + b""")
SELECT category, slug, occurred_on, occurred_precision, occurred_time, sub_category, lsoa_code, outward_postcode
FROM (
 SELECT * FROM returned UNION ALL SELECT * FROM fires
 UNION ALL SELECT category, NULL, month, 'month', NULL, crime_type, lsoa_code, NULL FROM crimes) held
ORDER BY array_position(%(order)s::text[], category), occurred_on, occurred_time NULLS FIRST, slug, sub_category,
 lsoa_code"""
)


class HeldRow(NamedTuple):
    """An incident or a crime, as its source has it."""

    category: MinimumDataCategory
    agency: str | None
    occurred_on: date
    occurred_precision: str
    occurred_time: str | None
    sub_category: str | None
    lsoa_code: str | None
    outward_postcode: str | None


class MinimumDataRepository:
    """Of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._execute = context.transaction.execute
        self._partnership_id = context.actor.partnership_id

    async def area(self) -> str:
        ((code,),) = await self._execute(_AREA, {"partnership_id": self._partnership_id})
        return str(code)

    async def months(self, period: InformationPeriod, district: str) -> dict[Source, list[date]]:
        """The months of which each source holds anything."""
        found: dict[Source, list[date]] = {source: [] for source in Source}
        for source, month in await self._execute(_MONTHS, self._values(period, district)):
            found[Source(source)].append(month)
        return {source: sorted(months) for source, months in found.items()}

    async def rows(self, period: InformationPeriod, district: str) -> list[HeldRow]:
        """In the order of the Schedule, then of days."""
        values = self._values(period, district) | {
            "types": list(CRIME_TYPES),
            "categories": [category.value for category in CRIME_TYPES.values()],
            "order": [category.value for category in MinimumDataCategory],
        }
        rows = await self._execute(_ROWS, values)
        return [HeldRow(MinimumDataCategory(row[0]), *row[1:]) for row in rows]

    def _values(self, period: InformationPeriod, district: str) -> dict[str, Any]:
        return {
            "partnership_id": self._partnership_id,
            "start": period.start,
            "end": period.end,
            "district": district,
            "councils": list(_COUNCILS),
        }
