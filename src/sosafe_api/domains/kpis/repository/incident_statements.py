"""The statements behind indicators of incidents that agencies return: rows of one shape, none of a person.

Each row is a month, what was counted in it, for which part of a breakdown (or none), and how many.
"""

from sosafe_api.domains.kpis.repository.statements import INCIDENTS

# An incident that states an area of another district is not the partnership's.
_OWN = b""" i.partnership_id = %(partnership_id)s AND i.status = 'recorded'
  AND i.occurred_on >= %(start_day)s AND i.occurred_on < %(end_day)s
  AND NOT EXISTS (
   SELECT FROM area_lookups l JOIN partnerships p ON p.id = i.partnership_id
   WHERE l.lsoa_code = i.lsoa_code AND l.district_code <> p.area_code)"""
_MONTH = b"date_trunc('month', i.occurred_on)::date"

ASB_RETURNS = (
    b"""
WITH own AS (SELECT """
    + _MONTH
    + b""" AS month, i.qualifier FROM asb_incidents i WHERE"""
    + _OWN
    + b""")
SELECT month, 'asb_reported', NULL, NULL, count(*) FROM own GROUP BY month
UNION ALL SELECT month, 'asb_reported', 'asb_qualifier', qualifier, count(*) FROM own GROUP BY month, qualifier"""
)

# Both parts come from the police: what they returned, and their open data on crime. A month counts where both have it.
CRIME_AND_ASB = (
    b"""
WITH files (month, crimes) AS ("""
    + INCIDENTS.replace(
        b"%(district)s", b"(SELECT area_code FROM partnerships WHERE id = %(partnership_id)s)"
    )
    + b"""),
own AS (
 SELECT """
    + _MONTH
    + b""" AS month, i.youth_related FROM asb_incidents i
 JOIN agencies a ON a.partnership_id = i.partnership_id AND a.id = i.agency_id AND a.kind = 'police'
 WHERE"""
    + _OWN
    + b"""),
returned AS (SELECT min(month) AS first, max(month) AS last FROM own),
together AS (
 SELECT f.month, f.crimes, count(*) FILTER (WHERE o.youth_related) AS youth,
  count(*) FILTER (WHERE NOT o.youth_related) AS others
 FROM files f JOIN returned r ON f.month BETWEEN r.first AND r.last LEFT JOIN own o ON o.month = f.month
 WHERE f.month >= %(start_day)s AND f.month < %(end_day)s
 GROUP BY f.month, f.crimes)
SELECT month, 'youth_nuisance', NULL, NULL, youth FROM together
UNION ALL SELECT month, 'other_crime_and_asb', NULL, NULL, crimes + others FROM together"""
)

# A month with none but accidental fires is one with 0 deliberate ones.
FIRE_RETURNS = (
    b"""
WITH own AS (
 SELECT """
    + _MONTH
    + b""" AS month, i.cause = 'deliberate' AS deliberate, CASE
   WHEN i.cause = 'deliberate' THEN concat('deliberate_', replace(i.kind, '_fire', ''),
    CASE WHEN i.property IN ('vehicle', 'derelict_vehicle') THEN '_vehicle' ELSE '_not_vehicle' END) END AS class
 FROM fire_incidents i WHERE"""
    + _OWN
    + b""")
SELECT month, 'deliberate_fires', NULL, NULL, count(*) FILTER (WHERE deliberate) FROM own GROUP BY month
UNION ALL
SELECT month, 'deliberate_fires', 'fire_class', class, count(*) FROM own WHERE deliberate GROUP BY month, class"""
)
