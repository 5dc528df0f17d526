"""Staging, checking and keeping the rows of a return: set-based statements of one background transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from sosafe_api.domains.incident_returns.repository.records import LOCK_AGENCY
from sosafe_api.domains.incident_returns.repository.tables import IncidentTables

Connection = psycopg.Connection[tuple[Any, ...]]


class RowFault(NamedTuple):
    """A value of a file that breaks a rule: its row (1 is the first after the header), line, column and rule."""

    row: int
    line: int
    column: str | None
    code: str


class StagedRow(NamedTuple):
    """A faultless row with the id that its record gets if it is new; `facts` in the order of the table's."""

    row: int
    line: int
    id: UUID
    agency_reference: str
    changed_at: datetime
    sent_digest: bytes
    facts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose return it is, who sent it, and when it is kept."""

    partnership_id: UUID
    agency_id: UUID
    principal_id: UUID
    now: datetime


class FileRepository:
    """One file of one agency's incidents of a kind."""

    def __init__(self, connection: Connection, tables: IncidentTables, sender: Sender) -> None:
        self._connection = connection
        self._tables = tables
        self._names = ", ".join(tables.facts)
        self._values = {
            "partnership_id": sender.partnership_id,
            "agency_id": sender.agency_id,
            "principal_id": sender.principal_id,
            "now": sender.now,
        }

    def stage(self, rows: Iterable[StagedRow]) -> None:
        """Streams the rows into a table of this transaction."""
        self._run(
            "CREATE TEMPORARY TABLE return_stage AS SELECT 0 AS row_number, 0 AS line_number, id, agency_reference,"
            f" changed_at, sent_digest, {self._names} FROM {self._tables.name} WITH NO DATA"
        )
        copied = (
            "COPY return_stage (row_number, line_number, id, agency_reference, changed_at, sent_digest,"
            f" {self._names}) FROM STDIN"
        )
        # In a savepoint: what is refused while it is read leaves the transaction in order.
        with (
            self._connection.transaction(),
            self._connection.cursor() as cursor,
            cursor.copy(copied.encode()) as copy,
        ):
            for row in rows:
                copy.write_row((*row[:6], *row.facts))
        # Without figures of its own the planner takes the new table for a small one.
        self._run("ANALYZE return_stage")

    def contradictions(self, most: int) -> tuple[list[RowFault], int]:
        """Rows that say another thing of the same instant than a row before them, or than what is held."""
        return self._faults(
            "SELECT s.row_number, s.line_number, 'changed_at' AS column_name, 'reference_repeated' AS code FROM ("
            " SELECT row_number, line_number, sent_digest, first_value(sent_digest) OVER"
            " (PARTITION BY agency_reference, changed_at ORDER BY row_number) AS first FROM return_stage) s"
            " WHERE s.sent_digest <> s.first"
            " UNION ALL SELECT s.row_number, s.line_number, 'changed_at', 'other_content' FROM return_stage s"
            f" JOIN {self._tables.name} r ON {self._held} AND r.changed_at = s.changed_at"
            " AND r.sent_digest <> s.sent_digest",
            most,
        )

    def unknown_areas(self, most: int) -> tuple[list[RowFault], int]:
        return self._faults(
            "SELECT row_number, line_number, 'lsoa_code' AS column_name, 'unknown_area' AS code FROM return_stage s"
            " WHERE lsoa_code IS NOT NULL"
            " AND NOT EXISTS (SELECT FROM area_lookups l WHERE l.lsoa_code = s.lsoa_code)",
            most,
        )

    def without_area(self) -> int:
        """Rows that name no area."""
        row = self._run("SELECT count(*) FROM return_stage WHERE lsoa_code IS NULL").fetchone()
        return int(row[0]) if row else 0

    def keep(self, import_id: UUID) -> tuple[int, int]:
        """The latest of each reference is kept, unless a later one is held: how many were made, how many changed."""
        self._values["import_id"] = import_id
        self._run(LOCK_AGENCY)
        newer = f"{self._held} AND s.changed_at > r.changed_at"
        self._run(self._tables.keeping_versions(f"JOIN {_LATEST} s ON true", newer))
        set_facts = ", ".join(f"{name} = s.{name}" for name in self._tables.facts)
        updated = self._run(
            f"UPDATE {self._tables.name} r SET {set_facts}, changed_at = s.changed_at, sent_digest = s.sent_digest,"
            " import_id = %(import_id)s, updated_at = %(now)s, version = r.version + 1"
            f" FROM {_LATEST} s WHERE {newer}"
        ).rowcount
        created = self._run(
            f"INSERT INTO {self._tables.name} (partnership_id, id, agency_id, agency_reference, changed_at,"
            f" sent_digest, {self._names}, status, import_id, recorded_by, recorded_at, updated_at, version)"
            " SELECT %(partnership_id)s, s.id, %(agency_id)s, s.agency_reference, s.changed_at, s.sent_digest,"
            f" {', '.join(f's.{name}' for name in self._tables.facts)}, 'recorded', %(import_id)s, %(principal_id)s,"
            f" %(now)s, %(now)s, 1 FROM {_LATEST} s"
            f" WHERE NOT EXISTS (SELECT FROM {self._tables.name} r WHERE {self._held})"
        ).rowcount
        return created, updated

    @property
    def _held(self) -> str:
        return (
            "r.partnership_id = %(partnership_id)s AND r.agency_id = %(agency_id)s"
            " AND r.agency_reference = s.agency_reference"
        )

    def _faults(self, query: str, most: int) -> tuple[list[RowFault], int]:
        """The first faults in the order of rows, and how many there are in all."""
        rows = self._run(
            f"SELECT row_number, line_number, column_name, code, count(*) OVER () FROM ({query}) f"
            f" ORDER BY row_number LIMIT {most:d}"
        ).fetchall()
        return [RowFault(*row[:4]) for row in rows], rows[0][4] if rows else 0

    def _run(self, statement: str) -> psycopg.Cursor[tuple[Any, ...]]:
        return self._connection.execute(statement.encode(), self._values)


_LATEST = (
    "(SELECT DISTINCT ON (agency_reference) * FROM return_stage"
    " ORDER BY agency_reference, changed_at DESC, row_number)"
)
