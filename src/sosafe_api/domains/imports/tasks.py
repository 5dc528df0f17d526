"""Validating and committing imports, in the background: one transaction a step, safe to be killed in."""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sosafe_api.domains.imports.repository import Connection, Job, JobRepository
from sosafe_api.domains.imports.rules import ImportStatus
from sosafe_api.domains.incidents.service import FAULTS, LAYOUTS, FileRefused, StagedFile, StreetFiles

MOST_FAULTS = 10_000


def run_import(
    connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID, most_rows: int
) -> None:
    """Does the step that the import waits for, in the caller's transaction."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is None:
        return
    work = ImportWork(repository, job, StreetFiles(connection, partnership_id, most_faults=MOST_FAULTS))
    try:
        work.run(most_rows)
    except FileRefused as refused:
        work.finish(ImportStatus.FAILED, problem_code=refused.code, problem_detail=LAYOUTS[refused.code])


def give_up(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> None:
    """Ends an import that cannot be worked on, so that the work behind it goes on."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is not None:
        work = ImportWork(repository, job, StreetFiles(connection, partnership_id, most_faults=MOST_FAULTS))
        detail = "The service failed on this file; nothing of it was kept, and the fault was recorded."
        work.finish(ImportStatus.FAILED, problem_code="internal_error", problem_detail=detail)


class ImportWork:
    """One import on its way from its parts to the incidents."""

    def __init__(self, repository: JobRepository, job: Job, files: StreetFiles) -> None:
        self._repository = repository
        self._job = job
        self._files = files
        self._digest = hashlib.sha256()

    def run(self, most_rows: int) -> None:
        """Raises `FileRefused` for a file that is not one of today's street files."""
        self._files.stage(self._parts)
        staged = self._files.describe()
        if staged.rows > most_rows:
            raise FileRefused("too_many_rows")
        faults, count = self._files.faults(staged)
        self._repository.keep_faults(
            self._job,
            [(fault.row, fault.line, fault.column, fault.code, FAULTS[fault.code]) for fault in faults],
        )
        found: dict[str, Any] = {
            "rows_read": staged.rows,
            "rows_without_area": staged.without_area,
            "faults": count,
            "digest": self._digest.digest(),
        }
        if count:
            self.finish(ImportStatus.VALIDATED, **found)
        else:
            self._settle(staged, found)

    def finish(self, status: ImportStatus, **found: Any) -> None:
        """The parts go as soon as no later step needs them."""
        self._repository.finish(self._job, status.value, **found)
        if status is not ImportStatus.VALIDATED or found.get("faults") or self._job.dry_run:
            self._repository.forget_parts(self._job)

    def _settle(self, staged: StagedFile, found: dict[str, Any]) -> None:
        """A faultless file is loaded, unless its sender waits or these very bytes are what is loaded."""
        found["force"], found["month"] = self._files.identity(staged)
        loaded = self._files.loaded(staged)
        if loaded is not None and loaded.digest == found["digest"]:
            self.finish(ImportStatus.DUPLICATE, duplicate_of=loaded.import_id, **found)
        elif self._waits():
            self.finish(ImportStatus.VALIDATED, **found)
        else:
            self._files.replace(staged, loaded, digest=found["digest"], import_id=self._job.id)
            self.finish(ImportStatus.COMMITTED, **found)

    def _waits(self) -> bool:
        """Whether the sender wants to look first."""
        job = self._job
        return job.status == ImportStatus.VALIDATING and (job.dry_run or not job.commit_automatically)

    def _parts(self) -> Iterator[bytes]:
        """The file as sent, from the start; its digest is complete when it has been read to the end."""
        self._digest = hashlib.sha256()
        for part in self._repository.parts(self._job):
            self._digest.update(part)
            yield part
