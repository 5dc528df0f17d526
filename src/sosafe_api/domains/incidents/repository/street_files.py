"""Staging, checking and storing street files: set-based statements of one background transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from sosafe_api.domains.incidents.rules import CRIME_TYPES, LEGACY_CRIME_TYPES, NO_AREA, OTHER_AREA

Connection = psycopg.Connection[tuple[Any, ...]]
COPY = (
    "COPY street_stage (crime_id, month, reported_by, falls_within, longitude, latitude, location, lsoa_code,"
    " lsoa_name, crime_type, last_outcome, context) FROM STDIN (FORMAT csv, HEADER true, NULL '')"
)
_STAGE = """
CREATE TEMPORARY TABLE street_stage (row_number integer GENERATED ALWAYS AS IDENTITY, crime_id text, month text,
 reported_by text, falls_within text, longitude text, latitude text, location text, lsoa_code text, lsoa_name text,
 crime_type text, last_outcome text, context text) ON COMMIT DROP"""

# One row a rule: column, code, what to do about it, and the rows that break it.
_CHECKS = (
    (
        "Month",
        "not_a_month",
        "Write the month as 2021-01.",
        "month IS NULL OR month !~ '^[0-9]{4}-(0[1-9]|1[0-2])$'",
    ),
    (
        "Month",
        "other_month",
        "Keep one month in a file.",
        "month <> (SELECT month FROM street_stage LIMIT 1)",
    ),
    (
        "Falls within",
        "other_force",
        "Keep one force in a file.",
        "falls_within IS DISTINCT FROM (SELECT falls_within FROM street_stage LIMIT 1)",
    ),
    ("Falls within", "required", "Name the force.", "falls_within IS NULL"),
    (
        "Crime type",
        "legacy_crime_type",
        "Types of before May 2013 have no exact counterpart; load later files.",
        "crime_type = ANY(%(legacy)s)",
    ),
    (
        "Crime type",
        "unknown_crime_type",
        "Use one of the fourteen types published since May 2013.",
        "crime_type IS NULL OR crime_type <> ALL(%(known)s) AND crime_type <> ALL(%(legacy)s)",
    ),
    (
        "Crime ID",
        "not_a_crime_id",
        "Leave it empty or keep the 64 characters published.",
        "crime_id IS NOT NULL AND crime_id !~ '^[0-9a-f]{64}$'",
    ),
    (
        "LSOA code",
        "not_an_area_code",
        "Leave it empty or use the ONS code, like E01023787.",
        "lsoa_code IS NOT NULL AND lsoa_code !~ '^([EWSN][0-9]{8}|95[A-Z0-9]{6})$'",
    ),
    (
        "Longitude",
        "not_a_coordinate",
        "Give both coordinates in decimal degrees, or neither.",
        (
            "(longitude IS NULL) <> (latitude IS NULL)"
            " OR NOT coalesce(longitude ~ '^-?[0-9]{1,2}([.][0-9]+)?$', true)"
            " OR NOT coalesce(latitude ~ '^[0-9]{1,2}([.][0-9]+)?$', true)"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class RowFault:
    """One faulty value of a file: its row (1 is the first after the header), column and rule."""

    row: int
    column: str | None
    code: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class StagedFile:
    """What a staged file is: its force, month, and how many of its rows name no area."""

    force: str
    month: date
    rows: int
    without_area: int


def stage(connection: Connection, content: Iterator[bytes]) -> None:
    """Streams the file into a table of this transaction; raises the driver's error for a broken row."""
    connection.execute(_STAGE)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for part in content:
            copy.write(part)


def faults(connection: Connection, most: int) -> tuple[list[RowFault], int]:
    """The first faults in the order of rows, and how many rows are faulty in all."""
    parameters = {"known": list(CRIME_TYPES), "legacy": list(LEGACY_CRIME_TYPES)}
    parts = [
        f"SELECT row_number, '{column}' AS column_name, '{code}' AS code, '{advice}' AS advice"
        f" FROM street_stage WHERE {condition}"
        for column, code, advice, condition in _CHECKS
    ]
    found = f"WITH found AS ({' UNION ALL '.join(parts)})"  # constants of this module
    rows = connection.execute(
        f"{found} SELECT *, count(*) OVER () FROM found ORDER BY row_number, code LIMIT {int(most)}".encode(),
        parameters,
    ).fetchall()
    return [RowFault(*row[:4]) for row in rows], rows[0][4] if rows else 0


def describe(connection: Connection) -> StagedFile | None:
    """None for a file without rows."""
    row = connection.execute(
        "SELECT min(falls_within), to_date(min(month), 'YYYY-MM'), count(*), count(*) FILTER (WHERE lsoa_code IS NULL)"
        " FROM street_stage"
    ).fetchone()
    return StagedFile(*row) if row and row[2] else None


def known_file(
    connection: Connection, partnership_id: UUID, staged: StagedFile
) -> tuple[UUID, bytes, UUID] | None:
    """The id, digest and import of what is loaded for this force and month."""
    row = connection.execute(
        "SELECT id, digest, import_id FROM incident_files WHERE partnership_id = %s AND force = %s AND month = %s"
        " AND kind = 'street' FOR UPDATE",
        (partnership_id, staged.force, staged.month),
    ).fetchone()
    return (row[0], bytes(row[1]), row[2]) if row else None


def replace_file(connection: Connection, values: dict[str, Any]) -> None:
    """Puts the staged rows in the place of the file's former ones, with the rollup; all in this transaction."""
    values = values | {
        "types": list(CRIME_TYPES),
        "codes": list(CRIME_TYPES.values()),
        "no_area": NO_AREA,
        "other_area": OTHER_AREA,
    }
    for statement in _REPLACE:
        connection.execute(statement, values)


_REPLACE = (
    (
        "INSERT INTO incident_files (partnership_id, id, force, month, kind, digest, import_id, rows, without_area,"
        " loaded_at, version) VALUES (%(partnership_id)s, %(file_id)s, %(force)s, %(month)s, 'street', %(digest)s,"
        " %(import_id)s, %(rows)s, %(without_area)s, %(now)s, 1)"
        " ON CONFLICT (partnership_id, force, month, kind) DO UPDATE SET digest = EXCLUDED.digest,"
        " import_id = EXCLUDED.import_id, rows = EXCLUDED.rows, without_area = EXCLUDED.without_area,"
        " loaded_at = EXCLUDED.loaded_at, version = incident_files.version + 1"
    ),
    "DELETE FROM incident_counts WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
    "DELETE FROM incidents WHERE partnership_id = %(partnership_id)s AND file_id = %(file_id)s",
    (
        "INSERT INTO incidents (partnership_id, file_id, row_number, crime_id, longitude, latitude, location,"
        " lsoa_code, crime_type, last_outcome, context) SELECT %(partnership_id)s, %(file_id)s, s.row_number,"
        " s.crime_id, s.longitude::float8, s.latitude::float8, s.location, s.lsoa_code, t.code, s.last_outcome, s.context"
        " FROM street_stage s JOIN unnest(%(types)s::text[], %(codes)s::text[]) AS t (name, code)"
        " ON t.name = s.crime_type"
    ),
    (
        "INSERT INTO incident_counts (partnership_id, file_id, district_code, crime_type, month, count)"
        " SELECT %(partnership_id)s, %(file_id)s, CASE WHEN s.lsoa_code IS NULL THEN %(no_area)s ELSE"
        " coalesce(l.district_code, %(other_area)s) END, t.code, %(month)s, count(*) FROM street_stage s"
        " JOIN unnest(%(types)s::text[], %(codes)s::text[]) AS t (name, code) ON t.name = s.crime_type"
        " LEFT JOIN area_lookups l ON l.lsoa_code = s.lsoa_code GROUP BY 3, 4"
    ),
)
