"""The statements behind indicators of incidents that agencies return: rows of one shape, none of a person.

Each row is a month, what was counted in it, for which part of a breakdown (or none), and how many.
"""

_DISTRICT = b"(SELECT area_code FROM partnerships WHERE id = %(partnership_id)s)"


def _own(table: bytes, parts: bytes) -> bytes:
    """Incidents by month and parts. One that states an area of another district is not the partnership's.

    Added up by area first, so that each area is looked up once and not each incident.
    """
    return (
        b"""
WITH own AS (
 SELECT g.* FROM (
  SELECT date_trunc('month', i.occurred_on::timestamp)::date AS month, """
        + parts
        + b""", i.lsoa_code, count(*) AS number
  FROM """
        + table
        + b""" i
  JOIN agencies a ON a.partnership_id = i.partnership_id AND a.id = i.agency_id
  WHERE i.partnership_id = %(partnership_id)s AND i.status = 'recorded'
   AND i.occurred_on >= %(start_day)s AND i.occurred_on < %(end_day)s
  GROUP BY 1, 2, 3, 4) g
 WHERE NOT EXISTS (
  SELECT FROM area_lookups l WHERE l.lsoa_code = g.lsoa_code AND l.district_code <> """
        + _DISTRICT
        + b"""))"""
    )


# What only the police returned is told apart as well: it is set beside their open data on crime.
ASB_RETURNS = (
    _own(
        b"asb_incidents",
        b"""i.qualifier,
   CASE WHEN a.kind <> 'police' THEN NULL WHEN i.youth_related THEN 'youth_nuisance' ELSE 'other_police_asb' END
    AS police_asb""",
    )
    + b"""
SELECT month, 'incidents_returned', NULL, NULL, sum(number) FROM own GROUP BY month
UNION ALL SELECT month, 'asb_reported', NULL, NULL, sum(number) FROM own GROUP BY month
UNION ALL SELECT month, 'asb_reported', 'asb_qualifier', qualifier, sum(number) FROM own GROUP BY month, qualifier
UNION ALL SELECT month, police_asb, NULL, NULL, sum(number) FROM own WHERE police_asb IS NOT NULL
GROUP BY month, police_asb"""
)

# A month with none but accidental fires, or other calls, is one with 0 deliberate fires.
FIRE_RETURNS = (
    _own(
        b"fire_incidents",
        b"""i.cause = 'deliberate' AS deliberate,
   concat('deliberate_', replace(i.kind, '_fire', ''),
    CASE WHEN i.property IN ('vehicle', 'derelict_vehicle') THEN '_vehicle' ELSE '_not_vehicle' END) AS fire_class""",
    )
    + b"""
SELECT month, 'incidents_returned', NULL, NULL, sum(number) FROM own GROUP BY month
UNION ALL SELECT month, 'deliberate_fires', NULL, NULL, sum(number) FROM own WHERE deliberate GROUP BY month
UNION ALL SELECT month, 'deliberate_fires', 'fire_class', fire_class, sum(number) FROM own WHERE deliberate
GROUP BY month, fire_class"""
)


def first(table: bytes) -> bytes:
    return (
        b"SELECT occurred_on FROM "
        + table
        + b" WHERE partnership_id = %(partnership_id)s ORDER BY occurred_on LIMIT 1"
    )


def touched(table: bytes, versions: bytes) -> bytes:
    """Months of what was added or changed since, as it stands and as it said before."""
    return (
        b"""
WITH touched AS (
 SELECT id, occurred_on FROM """
        + table
        + b""" WHERE partnership_id = %(partnership_id)s AND updated_at >= %(since)s)
SELECT date_trunc('month', occurred_on::timestamp)::date FROM touched
UNION SELECT date_trunc('month', (v.facts ->> 'occurred_on')::timestamp)::date
FROM touched t JOIN """
        + versions
        + b""" v ON v.partnership_id = %(partnership_id)s AND v.incident_id = t.id"""
    )


# What else decides which incidents count, and as whose: where it changes, everything is counted again.
BASIS = b"""
SELECT p.area_code, array_agg(a.id::text ORDER BY a.id)
FROM partnerships p LEFT JOIN agencies a ON a.partnership_id = p.id AND a.kind = 'police'
WHERE p.id = %(partnership_id)s GROUP BY p.area_code"""
