"""Which ward an LSOA lies in, as statements about areas join it; the same for old files and for new ones."""

# The area of 2011 that an area `l` of `area_lookups` is or was split from, with that one's ward if it has one. Where
# boundaries changed otherwise than by a split, an area of 2021 goes to that of 2011 of its own district.
WHOLE_OF_LSOA = b"""
JOIN LATERAL (
 SELECT o.lsoa_code, o.ward_code FROM area_lookups o
 WHERE o.district_code = l.district_code AND o.lsoa_code IN (
  SELECT l.lsoa_code WHERE l.vintage = 2011 UNION ALL
  SELECT m.lsoa_2011_code FROM lsoa_matches m WHERE l.vintage > 2011 AND m.lsoa_2021_code = l.lsoa_code)
 ORDER BY 1 LIMIT 1) whole ON true"""
