"""Staging, checking and storing files of figures: set-based statements of one background transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.db.staging import Connection, RowFault
from sosafe_api.core.ids import new_id
from sosafe_api.domains.recorded_crime.repository.checks import BESIDE, STAGES, START
from sosafe_api.domains.recorded_crime.rules.files import FigureFile


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whose file is kept, by which import, and its digest."""

    partnership_id: UUID
    import_id: UUID
    digest: bytes
    now: datetime


def count_rows(connection: Connection, kind: FigureFile) -> int:
    row = connection.execute(f"SELECT count(*)::int FROM {STAGES[kind].table}".encode()).fetchone()
    return int(row[0]) if row else 0


def publication(connection: Connection) -> str | None:
    """The day of publication that most rows have is the file's."""
    row = connection.execute(
        b"SELECT published_on FROM recorded_crime_stage GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    ).fetchone()
    return row[0] if row else None


def faults(
    connection: Connection, kind: FigureFile, parameters: dict[str, Any], most: int
) -> tuple[list[RowFault], int]:
    """The first faults in the order of rows, and how many there are in all: of rows alone and beside another."""
    connection.execute(f"ANALYZE {STAGES[kind].table}".encode())
    alone, count = STAGES[kind].faults(connection, parameters, most)
    statement = (
        "SELECT row_number, coalesce(line_number, row_number + 1), column_name, code, count(*) OVER ()"
        f" FROM ({BESIDE[kind]}) found ORDER BY 1, 4 LIMIT %(most)s"
    )
    found = connection.execute(statement.encode(), {"most": most}).fetchall()
    beside = [RowFault(*row[:4]) for row in found]
    together = sorted([*alone, *beside], key=lambda fault: fault.row)
    return together[:most], count + (found[0][4] if found else 0)


_DIGESTS = {
    # Each area and quarter of the publication must be held by these bytes, or something is to be written.
    FigureFile.RECORDED_CRIME: f"""
SELECT CASE WHEN bool_and(v.digest IS NOT NULL AND v.digest = %(digest)s) THEN max(v.import_id::text)::uuid END FROM (
 SELECT DISTINCT area_code, {START} AS quarter_start, published_on::date AS published_on
 FROM recorded_crime_stage) s
LEFT JOIN recorded_crime_versions v ON v.partnership_id = %(partnership_id)s AND v.area_code = s.area_code
 AND v.quarter_start = s.quarter_start AND v.published_on = s.published_on""",
    FigureFile.SIMILAR_AREA_RATES: f"""
SELECT CASE WHEN bool_and(r.digest IS NOT NULL AND r.digest = %(digest)s) THEN max(r.import_id::text)::uuid END
FROM (SELECT measure, {START} AS quarter_start, area_code FROM similar_area_rates_stage) s
LEFT JOIN similar_area_rates r ON r.partnership_id = %(partnership_id)s AND r.measure = s.measure
 AND r.quarter_start = s.quarter_start AND r.area_code = s.area_code""",
    FigureFile.POPULATIONS: """
SELECT CASE WHEN bool_and(p.digest IS NOT NULL AND p.digest = %(digest)s) THEN max(p.import_id::text)::uuid END
FROM (SELECT area_code, series, reference_date::date AS reference_date FROM populations_stage) s
LEFT JOIN stated_populations p ON p.partnership_id = %(partnership_id)s AND p.area_code = s.area_code
 AND p.series = s.series AND p.reference_date = s.reference_date""",
}


def held_by(connection: Connection, kind: FigureFile, partnership_id: UUID, digest: bytes) -> UUID | None:
    """The import by which these very bytes are what is held of all that the file is about."""
    values = {"partnership_id": partnership_id, "digest": digest}
    row = connection.execute(_DIGESTS[kind].encode(), values).fetchone()
    return row[0] if row else None


def keep_recorded_crime(connection: Connection, keeping: Keeping) -> int:
    """Each area and quarter of the publication takes the place of what that publication said of it before."""
    groups = connection.execute(
        f"SELECT DISTINCT area_code, {START}, published_on::date FROM recorded_crime_stage ORDER BY 1, 2".encode()
    ).fetchall()
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT_VERSION, [_version(keeping, *group) for group in groups])
    values = {"partnership_id": keeping.partnership_id, "import_id": keeping.import_id}
    connection.execute(_FORGET_COUNTS, values)
    return connection.execute(_KEEP_COUNTS, values).rowcount


def _version(keeping: Keeping, area_code: str, quarter_start: date, published_on: date) -> dict[str, Any]:
    return {
        "partnership_id": keeping.partnership_id,
        "id": new_id(),
        "area_code": area_code,
        "quarter_start": quarter_start,
        "published_on": published_on,
        "digest": keeping.digest,
        "import_id": keeping.import_id,
        "now": keeping.now,
    }


_UPSERT_VERSION = b"""
INSERT INTO recorded_crime_versions (partnership_id, id, area_code, quarter_start, published_on, digest, import_id,
 loaded_at) VALUES (%(partnership_id)s, %(id)s, %(area_code)s, %(quarter_start)s, %(published_on)s, %(digest)s,
 %(import_id)s, %(now)s)
ON CONFLICT (partnership_id, area_code, quarter_start, published_on) DO UPDATE SET digest = EXCLUDED.digest,
 import_id = EXCLUDED.import_id, loaded_at = EXCLUDED.loaded_at"""
# The versions that this import has just written are the file's, and no others.
_FORGET_COUNTS = b"""
DELETE FROM recorded_crimes r USING recorded_crime_versions v
WHERE v.partnership_id = %(partnership_id)s AND v.import_id = %(import_id)s
 AND r.partnership_id = v.partnership_id AND r.version_id = v.id"""
_KEEP_COUNTS = f"""
INSERT INTO recorded_crimes (partnership_id, version_id, offence_code, count)
SELECT v.partnership_id, v.id, s.offence, s.count::int FROM recorded_crime_stage s
JOIN recorded_crime_versions v ON v.partnership_id = %(partnership_id)s AND v.import_id = %(import_id)s
 AND v.area_code = s.area_code AND v.quarter_start = {START} AND v.published_on = s.published_on::date""".encode()


def keep_similar_area_rates(connection: Connection, keeping: Keeping) -> int:
    """A measure's quarter is replaced as a whole: the areas of a group stand in one file."""
    return _replace(connection, keeping, _FORGET_RATES, _KEEP_RATES)


_FORGET_RATES = f"""
DELETE FROM similar_area_rates WHERE partnership_id = %(partnership_id)s AND (measure, quarter_start) IN (
 SELECT measure, {START} FROM similar_area_rates_stage)""".encode()
_KEEP_RATES = f"""
INSERT INTO similar_area_rates (partnership_id, measure, quarter_start, area_code, rate, digest, import_id)
SELECT %(partnership_id)s, measure, {START}, area_code, rate::numeric, %(digest)s, %(import_id)s
FROM similar_area_rates_stage""".encode()


def keep_populations(connection: Connection, keeping: Keeping) -> int:
    """Each figure takes the place of what was stated of its area, series and day before; others stay."""
    return _replace(connection, keeping, _FORGET_POPULATIONS, _KEEP_POPULATIONS)


_FORGET_POPULATIONS = b"""
DELETE FROM stated_populations p USING populations_stage s
WHERE p.partnership_id = %(partnership_id)s AND p.area_code = s.area_code AND p.series = s.series
 AND p.reference_date = s.reference_date::date"""
_KEEP_POPULATIONS = b"""
INSERT INTO stated_populations (partnership_id, area_code, series, reference_date, population, source, digest,
 import_id)
SELECT %(partnership_id)s, area_code, series, reference_date::date, population::int, source, %(digest)s,
 %(import_id)s FROM populations_stage"""


def _replace(connection: Connection, keeping: Keeping, forget: bytes, keep: bytes) -> int:
    """What the staged rows are about goes, and they take its place; how many they are."""
    values = {
        "partnership_id": keeping.partnership_id,
        "import_id": keeping.import_id,
        "digest": keeping.digest,
    }
    connection.execute(forget, values)
    return connection.execute(keep, values).rowcount
