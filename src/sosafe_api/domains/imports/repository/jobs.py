"""What a worker reads and writes of an import, in its one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from sosafe_api.core import clock
from sosafe_api.core.ids import new_id
from sosafe_api.core.row_files import Headings
from sosafe_api.domains.imports.repository.parts import packed, unpacked
from sosafe_api.domains.imports.rules import RUNNING, ImportMode

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Job:
    """The import that a worker holds for the length of its transaction."""

    partnership_id: UUID
    id: UUID
    status: str
    dry_run: bool
    commit_automatically: bool
    agency_id: UUID
    principal_id: UUID
    version: int
    resource: str
    format: str
    mode: str
    bytes_done: int
    lines_done: int
    rows_done: int
    rows_created: int | None
    reversal_reason: str | None
    created_at: datetime
    asked_at: datetime
    updated_at: datetime
    headings: Headings

    @property
    def takes_good_rows(self) -> bool:
        return self.mode == ImportMode.RESUMABLE


@dataclass(slots=True)
class Attempt:
    """Whether what was written is kept."""

    kept: bool = False


class FoundFault(NamedTuple):
    """A faulty value: where it stands, which rule it breaks, what to do about it; never the value."""

    row: int
    line: int
    column: str | None
    code: str
    severity: str
    suggestion: str


_RUNNING = tuple(status.value for status in sorted(RUNNING))
_FINISH = """
UPDATE imports SET status = %(status)s, version = version + 1, updated_at = %(now)s,
 rows_read = %(rows_read)s, warnings = %(warnings)s, rows_created = %(rows_created)s,
 rows_updated = %(rows_updated)s, rows_unchanged = %(rows_unchanged)s, rows_refused = %(rows_refused)s,
 rows_without_area = %(rows_without_area)s, faults = %(faults)s, digest = %(digest)s,
 force = %(force)s, month = %(month)s, duplicate_of = %(duplicate_of)s, problem_code = %(problem_code)s,
 problem_detail = %(problem_detail)s
WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""
_END_STEPS = """
UPDATE imports SET status = %(status)s, version = %(version)s, updated_at = %(now)s, problem_code = %(problem_code)s,
 problem_detail = %(problem_detail)s WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""
_NOTHING = dict.fromkeys(
    (
        "rows_read",
        "rows_without_area",
        "warnings",
        "rows_created",
        "rows_updated",
        "rows_unchanged",
        "rows_refused",
        "faults",
        "digest",
        "force",
        "month",
        "duplicate_of",
        "problem_code",
        "problem_detail",
    )
)
_CHANGE = """
INSERT INTO changes (partnership_id, id, type, resource, resource_id, resource_version, agency_id, occurred_at)
VALUES (%(partnership_id)s, %(change_id)s, %(type)s, 'import', %(id)s, %(version)s, %(agency_id)s, %(now)s)"""
_AUDIT = """
INSERT INTO audit_entries (partnership_id, id, actor_id, agency_id, operation, object_type, object_id, decision,
 request_id) VALUES (%(partnership_id)s, %(audit_id)s, %(principal_id)s, %(agency_id)s, %(operation)s, 'import',
 %(id)s, 'allowed', 'worker')"""


class JobRepository:
    """`reader` is a second connection, for the parts that the first one copies into the staging table."""

    def __init__(self, connection: Connection, reader: Connection) -> None:
        self._connection = connection
        self._reader = reader

    def take(self, partnership_id: UUID, import_id: UUID, statuses: Sequence[str] = _RUNNING) -> Job | None:
        """The import, held until the transaction ends; None when it has none of the statuses."""
        row = self._connection.execute(
            "SELECT partnership_id, id, status, dry_run, commit_automatically, agency_id, principal_id, version,"
            " resource, format, mode, bytes_done, lines_done, rows_done, rows_created, reversal_reason,"
            " created_at, coalesce(asked_at, created_at), updated_at, headings"
            " FROM imports WHERE partnership_id = %s AND id = %s AND status = ANY (%s) FOR UPDATE",
            (partnership_id, import_id, list(statuses)),
        ).fetchone()
        if row is None:
            return None
        return Job(*(*row[:-1], Headings(row[-1] or ())))

    @contextmanager
    def attempt(self) -> Iterator["Attempt"]:
        """What is written in the block is undone, unless it says at its end that it is kept."""
        # A database that is lost undoes it by itself, and whatever is asked of it next finds out.
        with suppress(psycopg.Rollback), self._connection.transaction():
            attempt = Attempt()
            yield attempt
            if not attempt.kept:
                raise psycopg.Rollback

    def rights(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of the query of a principal's rights."""
        return self._connection.execute(query.encode()).fetchall()

    def parts(self, job: Job, start: int = 0) -> Iterator[bytes]:
        """The file's bytes in order from a byte on, one part in memory at a time."""
        while True:
            row = self._reader.execute(
                "SELECT position, content, compressed FROM import_parts"
                " WHERE partnership_id = %s AND import_id = %s AND position <= %s ORDER BY position DESC LIMIT 1",
                (job.partnership_id, job.id, start),
            ).fetchone()
            content = unpacked(row[1], compressed=row[2])[start - row[0] :] if row else b""
            if not content:
                return
            yield content
            start += len(content)

    def replace_parts(self, job: Job, parts: Iterable[bytes]) -> None:
        """Other bytes that say the same take the place of the file's."""
        self.forget_parts(job)
        position = 0
        for content in parts:
            self._connection.execute(
                "INSERT INTO import_parts (partnership_id, import_id, position, content, compressed)"
                " VALUES (%s, %s, %s, %s, true)",
                (job.partnership_id, job.id, position, packed(content)),
            )
            position += len(content)

    def keep_faults(self, job: Job, faults: Sequence[FoundFault]) -> None:
        """They take the place of those found before."""
        key = (job.partnership_id, job.id)
        self._connection.execute(
            "DELETE FROM import_faults WHERE partnership_id = %s AND import_id = %s", key
        )
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO import_faults (partnership_id, import_id, number, row, line, column_name, code,"
                " severity, suggestion) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [(*key, number, *fault) for number, fault in enumerate(faults, start=1)],
            )

    def finish(self, job: Job, status: str, **found: Any) -> None:
        """The new status with what was found, its change and its audit line."""
        self._announce(job, status, _FINISH, _NOTHING | found)

    def end_steps(self, job: Job, status: str, **problem: Any) -> None:
        """The new status of an import whose steps have counted what became of its rows."""
        self._announce(job, status, _END_STEPS, {"problem_code": None, "problem_detail": None} | problem)

    def _announce(self, job: Job, status: str, update: str, values: dict[str, Any]) -> None:
        values |= {
            "partnership_id": job.partnership_id,
            "id": job.id,
            "status": status,
            "type": f"import.{status}",
            "version": job.version + 1,
            "agency_id": job.agency_id,
            "principal_id": job.principal_id,
            "operation": f"import:{status}",
            "now": clock.now(),
            "change_id": new_id(),
            "audit_id": new_id(),
        }
        for statement in (update, _CHANGE, _AUDIT):
            self._connection.execute(statement.encode(), values)

    def still_waits(self, partnership_id: UUID, import_id: UUID) -> bool:
        """Whether there is more to do on the import."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT FROM imports WHERE partnership_id = %s AND id = %s AND status = ANY (%s))",
            (partnership_id, import_id, list(_RUNNING)),
        ).fetchone()
        return row is not None and bool(row[0])

    def holds_content(self, partnership_id: UUID, import_id: UUID) -> bool:
        """Whether anything of the file lies here."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT FROM import_parts WHERE partnership_id = %s AND import_id = %s)",
            (partnership_id, import_id),
        ).fetchone()
        return row is not None and bool(row[0])

    def forget_parts(self, job: Job) -> None:
        self._connection.execute(
            "DELETE FROM import_parts WHERE partnership_id = %s AND import_id = %s",
            (job.partnership_id, job.id),
        )
