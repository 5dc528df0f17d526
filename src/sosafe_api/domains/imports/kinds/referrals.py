"""Referrals as NDJSON or CSV: all rows, or the good ones some thousand at a time; each by its agency's reference."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.errors import ServiceUnavailable
from sosafe_api.core.permissions import Permission
from sosafe_api.core.row_files import (
    CsvRows,
    Mark,
    NdjsonRows,
    Record,
    SentRow,
    UnreadableFile,
    column_of,
    columns_of,
)
from sosafe_api.domains.imports.kinds.base import MOST_FAULTS, Checked, ImportKind, Parts, Step
from sosafe_api.domains.imports.kinds.layouts import Counted, csv_rows, refused
from sosafe_api.domains.imports.kinds.referral_reversal import REFERRAL_REVERSAL
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job, RejectedRow
from sosafe_api.domains.imports.rules import ImportFaultSeverity, ImportFormat, ImportMode
from sosafe_api.domains.referrals.rules import MOST_FILE_BYTES, MOST_FILE_ROWS
from sosafe_api.domains.referrals.schemas import ReferralIn
from sosafe_api.domains.referrals.service.files import FileSender, JudgedReferrals, ReferralFile

STEP_ROWS = 5_000
CHUNK_ROWS = 5_000  # PostgreSQL takes so many while the next ones are read
_LONGEST_PLACE = 120
_ERROR = ImportFaultSeverity.ERROR.value


class ReferralImport:
    """The rows wait in a staging table of the transaction; the agency is the sender's own."""

    def __init__(self, connection: Connection, job: Job, most_rows: int) -> None:
        self._connection = connection
        self._job = job
        self._most_rows = min(MOST_FILE_ROWS, most_rows)
        sender = FileSender(job.partnership_id, job.agency_id, job.principal_id, clock.now(), job.id)
        self._file = ReferralFile(connection, sender, most_faults=MOST_FAULTS)
        self._all_held = False

    def check(self, parts: Parts) -> Checked:
        rows = self._layout(parts)
        try:
            # Good rows that are taken step by step are read anew by each step.
            to_keep = not self._job.takes_good_rows
            judged = self._file.judge(self._bounded(rows.whole(parts())), to_keep=to_keep)
        except UnreadableFile as error:
            raise refused("unreadable_rows") from error
        if not judged.rows:
            raise refused("empty_file")
        self._all_held = judged.unchanged == judged.rows
        return self._checked(judged, rows.header)

    def held_by(self, digest: bytes) -> UUID | None:
        """The same bytes of another agency are referrals of its own; what was taken back since is held no more."""
        if not self._all_held:
            return None
        row = self._connection.execute(
            "SELECT id FROM imports WHERE partnership_id = %s AND resource = %s AND agency_id = %s AND digest = %s"
            " AND status = 'committed' AND rows_refused = 0 AND id <> %s LIMIT 1",
            (self._job.partnership_id, self._job.resource, self._job.agency_id, digest, self._job.id),
        ).fetchone()
        return row[0] if row else None

    def keep(self, digest: bytes) -> Mapping[str, int]:  # noqa: ARG002  # each referral has its own
        kept = self._file.keep()
        if kept is None:
            # A push has used a reference since the rows were compared: all of it is judged anew, from the start.
            raise ServiceUnavailable
        return {"rows_created": kept.created, "rows_unchanged": kept.unchanged}

    def keep_some(self, parts: Parts) -> Step:
        """The next rows; a row whose reference was used meanwhile is judged anew and keeps back no other."""
        job, rows = self._job, self._layout(parts)
        mark = Mark(job.bytes_done, job.lines_done, job.rows_done)
        if not job.bytes_done:
            mark = rows.header.after if rows.header else Mark()
        waiting = Counted(islice(rows.rows(parts(mark.position), mark), STEP_ROWS + 1))
        self._file.judge(waiting.up_to(STEP_ROWS))
        kept = self._file.keep_what_holds()
        after = waiting.last.after if waiting.last else mark
        header = rows.header if not job.bytes_done else None
        return Step(self._checked(kept, header), *after, more=waiting.more)

    def _layout(self, parts: Parts) -> NdjsonRows | CsvRows:
        if self._job.format == ImportFormat.NDJSON:
            return NdjsonRows()
        return csv_rows(parts, ReferralIn, self._job.headings)

    def _bounded(self, rows: Iterable[SentRow]) -> Iterator[SentRow]:
        for number, row in enumerate(rows, start=1):
            if number > self._most_rows:
                raise refused("too_many_rows")
            yield row

    def _checked(self, judged: JudgedReferrals, header: Record | None) -> Checked:
        faults = [
            FoundFault(
                fault.row,
                fault.line,
                self._place(fault.pointer),
                fault.code,
                _ERROR,
                fault.suggestion,
            )
            for fault in judged.faults
        ]
        counts = {
            "rows_read": judged.rows,
            "rows_created": judged.created,
            "rows_updated": 0,
            "rows_unchanged": judged.unchanged,
            "rows_refused": len(judged.rejected),
            "faults": judged.errors,
            "warnings": 0,
        }
        rejected = [RejectedRow(*row) for row in judged.rejected]
        if header is not None:
            rejected.insert(0, RejectedRow(0, header.line, header.position, len(header.raw)))
        return Checked(counts, faults, judged.errors, rejected=rejected)

    def _place(self, pointer: str | None) -> str | None:
        """The column by the heading of the file, or the pointer into the row's JSON."""
        by_column = self._job.format == ImportFormat.CSV
        place = self._job.headings.shown(column_of(pointer)) if by_column else pointer
        return place[:_LONGEST_PLACE] if place and place != "#" else None


class ReferralLoad(ReferralImport):
    """All rows in one reading, where none has a fault and no reference is used meanwhile."""

    def load(self, parts: Parts) -> Checked | None:
        rows = self._layout(parts)
        try:
            loaded = self._file.load(self._bounded(rows.whole(parts())), CHUNK_ROWS)
        except UnreadableFile:
            return None
        if loaded is None or not loaded.rows:
            return None
        self._all_held = loaded.unchanged == loaded.rows
        return self._checked(loaded, rows.header)

    def keep(self, digest: bytes) -> Mapping[str, int]:  # noqa: ARG002  # each referral has its own
        return {}  # it is written, and what came of it was counted


REFERRALS = ImportKind(
    formats=frozenset({ImportFormat.NDJSON, ImportFormat.CSV}),
    modes=(ImportMode.ATOMIC, ImportMode.RESUMABLE),
    most_bytes=lambda settings: min(MOST_FILE_BYTES, settings.import_bytes),
    most_rows=lambda settings: min(MOST_FILE_ROWS, settings.import_rows),
    work=ReferralImport,
    writes=Permission.REFERRAL_CREATE,
    whole=ReferralLoad,
    steps=ReferralImport,
    about_people=True,
    named_columns={ImportFormat.CSV: tuple(columns_of(ReferralIn))},
    reversal=REFERRAL_REVERSAL,
)
