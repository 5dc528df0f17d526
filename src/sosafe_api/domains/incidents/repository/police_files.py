"""What a staged police file is, and what is loaded of its force and month."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.db.staging import Connection, RowFault, Stage
from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES, list_of_month, types_of_other_lists
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList, PoliceFileKind


@dataclass(frozen=True, slots=True)
class StagedFile:
    """What a staged file is: month and force as written, its rows, and how many of them name no area.

    `written_in` is the list of a street file's crime types.
    """

    month: str | None
    force: str | None
    rows: int
    without_area: int
    written_in: CrimeTypeList | None = None


def describe(connection: Connection, stage: Stage, broken_rows: int) -> StagedFile:
    """The month and force that most rows have are the file's. `broken_rows` could not be staged."""
    row = connection.execute(
        (
            "SELECT month, falls_within, sum(count(*)) OVER ()::int,"
            " sum(count(*) FILTER (WHERE lsoa_code IS NULL)) OVER ()::int"
            f" FROM {stage.table} GROUP BY month, falls_within ORDER BY count(*) DESC, 1, 2 LIMIT 1"
        ).encode()
    ).fetchone()
    month, force, rows, without_area = row or (None, None, 0, 0)
    return StagedFile(month, force, rows + broken_rows, without_area)


def crime_types_found(connection: Connection) -> list[str]:
    """Every crime type that a staged street file names."""
    rows = connection.execute(
        b"SELECT DISTINCT crime_type FROM street_stage WHERE crime_type IS NOT NULL LIMIT 1000"
    ).fetchall()
    return [row[0] for row in rows]


def faults(connection: Connection, stage: Stage, staged: StagedFile, most: int) -> tuple[list[RowFault], int]:
    """The first faults in the order of rows, and how many there are in all."""
    written_in = staged.written_in or list_of_month(date.max)
    parameters = {
        "known": list(CRIME_TYPES[written_in]),
        "other_lists": types_of_other_lists(written_in),
        "month": staged.month,
        "force": staged.force,
    }
    return stage.faults(connection, parameters, most)


def known_file(
    connection: Connection, partnership_id: UUID, kind: PoliceFileKind, force: str, month: date
) -> tuple[UUID, bytes, UUID] | None:
    """The id, digest and import of what is loaded of this kind for this force and month."""
    row = connection.execute(
        "SELECT id, digest, import_id FROM incident_files WHERE partnership_id = %s AND force = %s AND month = %s"
        " AND kind = %s FOR UPDATE",
        (partnership_id, force, month, kind.value),
    ).fetchone()
    return (row[0], bytes(row[1]), row[2]) if row else None


def upsert_file(connection: Connection, values: dict[str, Any]) -> UUID:
    """The file's row as it now is; another worker may have made it a moment ago, so what counts is its id."""
    row = connection.execute(_UPSERT_FILE, values).fetchone()
    found: UUID = row[0] if row else values["file_id"]
    return found


_UPSERT_FILE = """
INSERT INTO incident_files (partnership_id, id, force, month, kind, crime_type_list, digest, import_id, rows,
 without_area, loaded_at, version) VALUES (%(partnership_id)s, %(file_id)s, %(force)s, %(month)s, %(kind)s,
 %(crime_type_list)s, %(digest)s, %(import_id)s, %(rows)s, %(without_area)s, %(now)s, 1)
ON CONFLICT (partnership_id, force, month, kind) DO UPDATE SET digest = EXCLUDED.digest,
 crime_type_list = EXCLUDED.crime_type_list, import_id = EXCLUDED.import_id, rows = EXCLUDED.rows,
 without_area = EXCLUDED.without_area, loaded_at = EXCLUDED.loaded_at, version = incident_files.version + 1
RETURNING id"""
