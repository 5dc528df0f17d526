"""Files of records that their own services write: NDJSON, CSV or a workbook, rehearsed, then kept some at a time."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any
from uuid import UUID

from sosafe_api.core.db.session import Database
from sosafe_api.core.errors import NotPermitted, ServiceUnavailable, TransientFault, Unauthenticated
from sosafe_api.core.row_files import (
    CsvRows,
    Mark,
    NdjsonRows,
    SentRow,
    UnreadableFile,
    column_of,
)
from sosafe_api.domains.imports.kinds.base import (
    MOST_FAULTS,
    Checked,
    ImportKind,
    KeptOut,
    Parts,
    Refused,
    Step,
    Surroundings,
)
from sosafe_api.domains.imports.kinds.layouts import (
    Counted,
    csv_rows,
    named_columns_of,
    open_columns,
    refused,
)
from sosafe_api.domains.imports.kinds.senders import AsSender
from sosafe_api.domains.imports.kinds.taking import RecordKind, RowTaker
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job, RejectedRow
from sosafe_api.domains.imports.rules import ImportFaultSeverity, ImportFormat, ImportMode

MOST_BYTES = 16 << 20
MOST_ROWS = 5_000
_LONGEST_PLACE, _LONGEST_SUGGESTION = 120, 500


class _RowRefused(Exception):
    """Undoes the one transaction of a whole file."""


class RecordFile:
    """One file. Its rows are written as their sender, beside the worker's transaction, which counts them afterwards."""

    def __init__(self, connection: Connection, job: Job, around: Surroundings, kind: RecordKind) -> None:
        self._connection = connection
        self._job = job
        self._around = around
        self._kind = kind
        self._most_rows = min(MOST_ROWS, around.settings.import_rows)
        self._parts: Parts | None = None

    def check(self, parts: Parts) -> Checked:
        """Writes every row as it would be kept, and undoes it."""
        self._parts = parts
        rows, taker = self._layout(parts), self._taker()
        try:
            self._run(self._rehearse(taker, self._bounded(rows.whole(parts()))))
        except UnreadableFile as error:
            raise refused("unreadable_rows") from error
        if not taker.taken.rows:
            raise refused("empty_file")
        return self._checked(taker, rows)

    def held_by(self, digest: bytes) -> UUID | None:
        """The same bytes of another agency are records of its own."""
        row = self._connection.execute(
            "SELECT id FROM imports WHERE partnership_id = %s AND resource = %s AND agency_id = %s AND digest = %s"
            " AND status = 'committed' AND rows_refused = 0 AND id <> %s LIMIT 1",
            (self._job.partnership_id, self._job.resource, self._job.agency_id, digest, self._job.id),
        ).fetchone()
        return row[0] if row else None

    def keep(self, digest: bytes) -> Mapping[str, int]:  # noqa: ARG002  # each row has its own reference
        """All rows, in one transaction, where rows of two steps of the check meet for the first time."""
        if self._parts is None:
            raise ValueError("a file is checked before it is committed")
        rows, taker = self._layout(self._parts), self._taker()
        self._run(self._write(taker, list(rows.whole(self._parts()))))
        if taker.taken.rejected:
            raise KeptOut(self._checked(taker, rows))
        return {"rows_created": taker.taken.created, "rows_unchanged": taker.taken.unchanged}

    def keep_some(self, parts: Parts) -> Step:
        """The next rows; one that does not hold any more keeps back no other."""
        job, rows, taker = self._job, self._layout(parts), self._taker()
        mark = Mark(job.bytes_done, job.lines_done, job.rows_done)
        if not job.bytes_done:
            mark = rows.header.after if rows.header else Mark()
        waiting = Counted(islice(rows.rows(parts(mark.position), mark), self._kind.together + 1))
        self._run(self._write(taker, list(waiting.up_to(self._kind.together))))
        after = waiting.last.after if waiting.last else mark
        return Step(self._checked(taker, rows), *after, more=waiting.more)

    async def _rehearse(self, taker: RowTaker, rows: Iterator[SentRow]) -> None:
        sender = self._sender()
        async with Database(self._around.url, pool_size=1) as database:
            while some := list(islice(rows, self._kind.together)):
                async with sender.rehearsal(database) as context:
                    await taker.take(context, some, alone=False)

    async def _write(self, taker: RowTaker, rows: list[SentRow]) -> None:
        """Undone where a row of a whole file is refused; the taker knows by then what became of every row."""
        with suppress(_RowRefused):
            async with (
                Database(self._around.url, pool_size=1) as database,
                self._sender().transaction(database) as context,
            ):
                await taker.take(context, rows, alone=True)
                if taker.taken.rejected and not self._job.takes_good_rows:
                    raise _RowRefused

    def _run(self, work: Any) -> None:
        try:
            asyncio.run(work)
        except (NotPermitted, Unauthenticated) as error:
            detail = "Who sent the file may not import such records any more."
            raise Refused("role_not_permitted", detail) from error
        except TransientFault as error:
            raise ServiceUnavailable from error

    def _sender(self) -> AsSender:
        return AsSender(self._job, self._around, self._kind.writes)

    def _taker(self) -> RowTaker:
        return RowTaker(self._kind, self._job, self._around.remedy)

    def _layout(self, parts: Parts) -> NdjsonRows | CsvRows:
        if self._job.format == ImportFormat.NDJSON:
            return NdjsonRows()
        return csv_rows(parts, self._kind.row, self._job.headings)

    def _bounded(self, rows: Iterable[SentRow]) -> Iterator[SentRow]:
        for number, row in enumerate(rows, start=1):
            if number > self._most_rows:
                raise refused("too_many_rows")
            yield row

    def _checked(self, taker: RowTaker, rows: NdjsonRows | CsvRows) -> Checked:
        taken = taker.taken
        faults = [
            FoundFault(
                record.row,
                record.line,
                self._place(error.pointer),
                error.code,
                ImportFaultSeverity.ERROR.value,
                error.detail[:_LONGEST_SUGGESTION],
            )
            for record, error in sorted(taken.faults, key=lambda fault: fault[0].row)[:MOST_FAULTS]
        ]
        counts = {
            "rows_read": taken.rows,
            "rows_created": taken.created,
            "rows_updated": 0,
            "rows_unchanged": taken.unchanged,
            "rows_refused": len(taken.rejected),
            "faults": len(taken.faults),
            "warnings": 0,
        }
        rejected = sorted(taken.rejected)
        if rows.header is not None and not self._job.bytes_done:
            header = rows.header
            rejected.insert(0, RejectedRow(0, header.line, header.position, len(header.raw)))
        return Checked(counts, faults, len(taken.faults), rejected=rejected)

    def _place(self, pointer: str | None) -> str | None:
        """The column by the heading of the file, or the pointer into the row's JSON."""
        by_pointer = self._job.format == ImportFormat.NDJSON
        place = pointer if by_pointer else self._job.headings.shown(column_of(pointer))
        return place[:_LONGEST_PLACE] if place and place != "#" else None


def import_of(kind: RecordKind, *, in_workbooks: bool = True) -> ImportKind:
    """Whatever their records are, such files are deleted after some days, and faulty rows given back until then."""
    tables = (ImportFormat.CSV, ImportFormat.XLSX) if in_workbooks else (ImportFormat.CSV,)

    def served(connection: Connection, job: Job, around: Surroundings) -> RecordFile:
        return RecordFile(connection, job, around, kind)

    return ImportKind(
        formats=frozenset({ImportFormat.NDJSON, *tables}),
        modes=(ImportMode.ATOMIC, ImportMode.RESUMABLE),
        most_bytes=lambda settings: min(MOST_BYTES, settings.import_bytes),
        most_rows=lambda settings: min(MOST_ROWS, settings.import_rows),
        served=served,
        writes=kind.writes,
        about_people=True,
        named_columns=dict.fromkeys(tables, tuple(named_columns_of(kind.row))),
        open_columns=open_columns(kind.row),
    )
