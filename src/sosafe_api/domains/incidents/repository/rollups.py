"""Rollups of a street file: the partnership's own district by area, and by published map point.

A force's file covers many districts; what is compared and mapped is the partnership's own, so both hold a few
hundred rows a month whatever the file's size.
"""

_OWN = """
FROM alike_rows s JOIN unnest(%(types)s::text[], %(codes)s::text[]) AS t (name, code) ON t.name = s.crime_type
WHERE s.lsoa_code IN (SELECT l.lsoa_code FROM partnerships p JOIN area_lookups l ON l.district_code = p.area_code
 WHERE p.id = %(partnership_id)s)"""

FORGET_OWN_DISTRICT = (
    "DELETE FROM incident_area_counts WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
    "DELETE FROM incident_point_counts WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
)
OF_OWN_DISTRICT = (
    f"""
INSERT INTO incident_area_counts (partnership_id, file_id, lsoa_code, crime_type, month, count)
SELECT %(partnership_id)s, %(file_id)s, s.lsoa_code, t.code, %(month)s, sum(s.count) {_OWN} GROUP BY 3, 4""",
    f"""
INSERT INTO incident_point_counts (partnership_id, file_id, longitude, latitude, crime_type, month, count)
SELECT %(partnership_id)s, %(file_id)s, s.longitude::float8, s.latitude::float8, t.code, %(month)s, sum(s.count)
{_OWN} AND s.longitude IS NOT NULL GROUP BY 3, 4, 5""",
)
