"""The statements behind indicators of incidents that agencies return: rows of one shape, none of a person.

Each row is a month, what was counted in it, for which part of a breakdown (or none), and how many.
"""

from sosafe_api.domains.kpis.repository.statements import INCIDENTS

_DISTRICT = b"(SELECT area_code FROM partnerships WHERE id = %(partnership_id)s)"


def _own(source: bytes, part: bytes) -> bytes:
    """Incidents by month and part. One that states an area of another district is not the partnership's.

    Added up by area first, so that each area is looked up once and not each incident.
    """
    return (
        b"""
own AS (
 SELECT month, part, sum(number)::int AS number FROM (
  SELECT date_trunc('month', i.occurred_on::timestamp)::date AS month, """
        + part
        + b""" AS part, i.lsoa_code, count(*) AS number
  FROM """
        + source
        + b"""
  WHERE i.partnership_id = %(partnership_id)s AND i.status = 'recorded'
   AND i.occurred_on >= %(start_day)s AND i.occurred_on < %(end_day)s
  GROUP BY 1, 2, 3) g
 WHERE NOT EXISTS (
  SELECT FROM area_lookups l WHERE l.lsoa_code = g.lsoa_code AND l.district_code <> """
        + _DISTRICT
        + b""")
 GROUP BY month, part)"""
    )


ASB_RETURNS = (
    b"WITH "
    + _own(b"asb_incidents i", b"i.qualifier")
    + b"""
SELECT month, 'asb_reported', NULL, NULL, sum(number) FROM own GROUP BY month
UNION ALL SELECT month, 'asb_reported', 'asb_qualifier', part, number FROM own"""
)

# Both parts come from the police: what they returned, and their open data on crime. A month counts where both have it.
CRIME_AND_ASB = (
    b"WITH by_type (month, crime_type, number) AS ("
    + INCIDENTS.replace(b"%(district)s", _DISTRICT)
    + b"""),
files AS (
 SELECT month, coalesce(sum(number) FILTER (WHERE crime_type <> 'anti_social_behaviour'), 0) AS crimes
 FROM by_type GROUP BY month),"""
    + _own(
        b"""asb_incidents i
  JOIN agencies a ON a.partnership_id = i.partnership_id AND a.id = i.agency_id AND a.kind = 'police'""",
        b"i.youth_related",
    )
    + b""",
returned AS (SELECT min(month) AS first, max(month) AS last FROM own),
together AS (
 SELECT f.month, f.crimes, coalesce(sum(o.number) FILTER (WHERE o.part), 0) AS youth,
  coalesce(sum(o.number) FILTER (WHERE NOT o.part), 0) AS others
 FROM files f JOIN returned r ON f.month BETWEEN r.first AND r.last LEFT JOIN own o ON o.month = f.month
 WHERE f.month >= %(start_day)s AND f.month < %(end_day)s
 GROUP BY f.month, f.crimes)
SELECT month, 'youth_nuisance', NULL, NULL, youth FROM together
UNION ALL SELECT month, 'other_crime_and_asb', NULL, NULL, crimes + others FROM together"""
)

# A month with none but accidental fires, or other calls, is one with 0 deliberate fires.
FIRE_RETURNS = (
    b"WITH "
    + _own(
        b"fire_incidents i",
        b"""CASE WHEN i.cause = 'deliberate' THEN concat('deliberate_', replace(i.kind, '_fire', ''),
    CASE WHEN i.property IN ('vehicle', 'derelict_vehicle') THEN '_vehicle' ELSE '_not_vehicle' END) END""",
    )
    + b"""
SELECT month, 'deliberate_fires', NULL, NULL, coalesce(sum(number) FILTER (WHERE part IS NOT NULL), 0)
FROM own GROUP BY month
UNION ALL SELECT month, 'deliberate_fires', 'fire_class', part, number FROM own WHERE part IS NOT NULL"""
)
