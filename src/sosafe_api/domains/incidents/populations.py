"""Which populations a partnership reckons with, as every statement that reads them has it."""

# Of an area, a series and a day there is one figure: the partnership's own where it stated one.
KNOWN_POPULATIONS = b"""
WITH known_populations AS (
 SELECT DISTINCT ON (area_code, series, reference_date) area_code, series, reference_date, population, source
 FROM (SELECT area_code, series, reference_date, population, source, 1 AS place FROM stated_populations
   WHERE partnership_id = %(partnership_id)s AND area_code = ANY (%(areas)s::text[])
  UNION ALL
  SELECT area_code, series, reference_date, population, source, 2 FROM populations
   WHERE area_code = ANY (%(areas)s::text[])) told
 ORDER BY area_code, series, reference_date, place)"""
