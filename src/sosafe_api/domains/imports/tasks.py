"""Validating and committing imports, in the background: one transaction a step, safe to be killed in."""

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sosafe_api.domains.imports.repository import UNREADABLE, Connection, Job, JobRepository
from sosafe_api.domains.imports.rules import ImportStatus
from sosafe_api.domains.incidents.service import LAYOUTS, STREET_COLUMNS, StreetFiles, layout_fault

MOST_FAULTS = 10_000
LONGEST_HEADER = 65_536
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class FileRefused(Exception):
    """The file as a whole is not one that is read."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def run_import(
    connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID, most_rows: int
) -> None:
    """Does the step that the import waits for, in the caller's transaction."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is None:
        return
    work = ImportWork(repository, job, StreetFiles(connection, partnership_id), connection)
    try:
        work.run(most_rows)
    except FileRefused as refused:
        work.finish(ImportStatus.FAILED, problem_code=refused.code, problem_detail=refused.detail)


class ImportWork:
    """One import on its way from its parts to the incidents."""

    def __init__(
        self, repository: JobRepository, job: Job, files: StreetFiles, connection: Connection
    ) -> None:
        self._repository = repository
        self._job = job
        self._files = files
        self._connection = connection
        self._digest = hashlib.sha256()

    def run(self, most_rows: int) -> None:
        """Raises `FileRefused` for a file that is not one of today's street files."""
        self._stage()
        staged = self._files.describe()
        if staged is None:
            raise FileRefused("empty_file", "The file has a header and no rows.")
        if staged.rows > most_rows:
            raise FileRefused("too_many_rows", f"The file has more than {most_rows} rows.")
        faults, count = self._files.faults(MOST_FAULTS)
        self._repository.keep_faults(
            self._job, [(fault.row, fault.column, fault.code, fault.suggestion) for fault in faults]
        )
        found: dict[str, Any] = {
            "rows_read": staged.rows,
            "rows_without_area": staged.without_area,
            "faults": count,
            "digest": self._digest.digest(),
        }
        if count:
            self.finish(ImportStatus.VALIDATED, **found)
            return
        found |= {"force": staged.force, "month": staged.month}
        loaded = self._files.loaded(staged)
        if loaded is not None and loaded.digest == found["digest"]:
            self.finish(ImportStatus.DUPLICATE, duplicate_of=loaded.import_id, **found)
        elif self._waits():
            self.finish(ImportStatus.VALIDATED, **found)
        else:
            self._files.replace(staged, loaded, digest=found["digest"], import_id=self._job.id)
            self.finish(ImportStatus.COMMITTED, **found)

    def finish(self, status: ImportStatus, **found: Any) -> None:
        """The parts go as soon as no later step needs them."""
        self._repository.finish(self._job, status.value, **found)
        if status is not ImportStatus.VALIDATED or found.get("faults"):
            self._repository.forget_parts(self._job)

    def _waits(self) -> bool:
        """Whether the sender wants to look first."""
        job = self._job
        return job.status == ImportStatus.VALIDATING and (job.dry_run or not job.commit_automatically)

    def _stage(self) -> None:
        fault = layout_fault(self._header())
        if fault is not None:
            raise FileRefused(fault, LAYOUTS[fault])
        try:
            with self._connection.transaction():
                self._files.stage(self._content(self._digest))
        except UNREADABLE as error:
            raise self._unreadable() from error

    def _header(self) -> list[str]:
        start = b""
        for part in self._content():
            start += part
            if b"\n" in start or len(start) > LONGEST_HEADER:
                break
        line = start.split(b"\n", 1)[0].rstrip(b"\r")
        try:
            return next(csv.reader([line.decode("utf-8")]), [])
        except (UnicodeDecodeError, csv.Error) as error:
            raise FileRefused("not_utf8_csv", "Write the file as CSV in UTF-8.") from error

    def _content(self, digest: Any = None) -> Iterator[bytes]:
        """The file without a byte order mark; the digest is of the file as sent."""
        for number, part in enumerate(self._repository.parts(self._job)):
            if digest is not None:
                digest.update(part)
            yield part.removeprefix(BYTE_ORDER_MARK) if number == 0 else part

    def _unreadable(self) -> FileRefused:
        """The database stops at the first broken row; reading the file once more finds all of them."""
        advice = f"Give all {len(STREET_COLUMNS)} columns, and quote a value that holds a comma."
        faults: list[tuple[int, str | None, str, str]] = []
        text = io.TextIOWrapper(io.BufferedReader(_Stream(self._content())), "utf-8", newline="")
        try:
            for row, values in enumerate(csv.reader(text, strict=True)):
                if len(values) != len(STREET_COLUMNS) and row > 0 and len(faults) < MOST_FAULTS:
                    faults.append((row, None, "wrong_number_of_columns", advice))
        except (UnicodeDecodeError, csv.Error):
            return FileRefused("not_utf8_csv", "Write the file as CSV in UTF-8.")
        self._repository.keep_faults(self._job, faults)
        return FileRefused("broken_rows", "Some rows do not have the header's columns; the faults name them.")


class _Stream(io.RawIOBase):
    """Lets a sequence of parts be read as one file."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts = parts
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = next(self._parts, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size
