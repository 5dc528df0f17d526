"""How far an import that is kept step by step has come, and which of its rows are not taken."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sosafe_api.core import clock
from sosafe_api.domains.imports.repository.jobs import Connection, FoundFault, Job
from sosafe_api.domains.imports.repository.records import ALONE, turn_of

# The first step counts anew: what a rehearsal counted is what would become of the rows, not what became of them.
_ADVANCE_BY = """
UPDATE imports SET version = version + 1, updated_at = %(now)s, bytes_done = %(position)s, lines_done = %(line)s,
 rows_done = %(row)s, rows_updated = 0, {counts}
WHERE partnership_id = %(partnership_id)s AND id = %(id)s RETURNING rows_refused"""
_COUNTED = ("rows_created", "rows_unchanged", "rows_refused", "faults")
_ADVANCE = _ADVANCE_BY.format(
    counts=", ".join(
        f"{name} = %({name})s + CASE WHEN %(first)s THEN 0 ELSE coalesce({name}, 0) END" for name in _COUNTED
    )
)
_ADD_FAULTS = """
INSERT INTO import_faults (partnership_id, import_id, number, row, line, column_name, code, severity, suggestion)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""


_ADD_REJECTED = b"""
INSERT INTO import_rejected_rows (partnership_id, import_id, row, line, position, length)
SELECT %s, %s, * FROM unnest(%s::int[], %s::int[], %s::bigint[], %s::int[])"""
_FORGET_FAULTS = b"DELETE FROM import_faults WHERE partnership_id = %s AND import_id = %s"
_FORGET_PLACES = b"DELETE FROM import_rejected_rows WHERE partnership_id = %s AND import_id = %s"
_UNCOUNTED = b"""
SELECT count(*) FROM imported_records WHERE partnership_id = %s AND agency_id = %s AND resource = %s
 AND import_id = %s AND row > %s"""
_ADD_CREATED = b"""
UPDATE imports SET rows_created = coalesce(rows_created, 0) + %s WHERE partnership_id = %s AND id = %s"""


class RejectedRow(NamedTuple):
    """A row that is not taken, and where it stands in the file, in bytes. Row 0 is the header of such rows."""

    row: int
    line: int
    position: int
    length: int


class StepRepository:
    """Of one import, in the worker's transaction."""

    def __init__(self, connection: Connection, job: Job) -> None:
        self._connection = connection
        self._job = job
        self._key = (job.partnership_id, job.id)

    def forget_rejected(self) -> None:
        """What a rehearsal said of the rows, before it is found anew."""
        self.forget_places()
        self._connection.execute(_FORGET_FAULTS, self._key)

    def forget_places(self) -> None:
        """Where the rows stand, once nothing of the file is there to be given back."""
        self._connection.execute(_FORGET_PLACES, self._key)

    def add_rejected(self, rows: Sequence[RejectedRow]) -> None:
        if rows:
            self._connection.execute(_ADD_REJECTED, (*self._key, *map(list, zip(*rows, strict=True))))

    def add_faults(self, faults: Sequence[FoundFault], most: int) -> None:
        """After those that are there, up to the most that are kept."""
        statement = b"SELECT count(*) FROM import_faults WHERE partnership_id = %s AND import_id = %s"
        row = self._connection.execute(statement, self._key).fetchone()
        held = int(row[0]) if row else 0
        with self._connection.cursor() as cursor:
            cursor.executemany(
                _ADD_FAULTS.encode(),
                [
                    (*self._key, held + number, *fault)
                    for number, fault in enumerate(faults[: most - held], start=1)
                ],
            )

    def uncounted(self) -> int:
        """Rows that a service has written of it and no step has counted, because a worker died in between.

        One that has lost the import with its connection may still be writing: its end is waited for.
        """
        job = self._job
        self._connection.execute(ALONE, turn_of(job))
        found = self._connection.execute(
            _UNCOUNTED, (job.partnership_id, job.agency_id, job.resource, job.id, job.rows_done)
        ).fetchone()
        return int(found[0]) if found else 0

    def add_created(self, rows: int) -> None:
        """To those that the steps have counted."""
        self._connection.execute(_ADD_CREATED, (rows, *self._key))

    def advance(self, counts: Mapping[str, int], position: int, line: int, row: int) -> int:
        """Where the next step begins; answers how many rows are refused so far."""
        values: dict[str, Any] = {name: counts[name] for name in _COUNTED}
        values |= {
            "partnership_id": self._job.partnership_id,
            "id": self._job.id,
            "now": clock.now(),
            "position": position,
            "line": line,
            "row": row,
            "first": not self._job.bytes_done,
        }
        found = self._connection.execute(_ADVANCE.encode(), values).fetchone()
        return int(found[0]) if found else 0
