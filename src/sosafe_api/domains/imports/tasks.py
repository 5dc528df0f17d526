"""Validating and committing imports, in the background: one transaction a step, safe to be killed in."""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sosafe_api.core.observability.work import rows_kept
from sosafe_api.domains.imports.kinds import Checked, FileWork, ImportKind, Refused, kind_of
from sosafe_api.domains.imports.repository import Connection, Job, JobRepository
from sosafe_api.domains.imports.rules import ImportStatus


def run_import(
    connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID, most_rows: int
) -> None:
    """Does the step that the import waits for, in the caller's transaction."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is None:
        return
    kind = kind_of(job.resource)
    work = ImportWork(repository, job, kind)
    try:
        work.run(kind.work(connection, job, most_rows))
    except Refused as refused:
        work.finish(ImportStatus.FAILED, problem_code=refused.code, problem_detail=refused.detail)


def give_up(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> None:
    """Ends an import that cannot be worked on, so that the work behind it goes on."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is not None:
        detail = "The service failed on this file; nothing of it was kept, and the fault was recorded."
        ImportWork(repository, job, kind_of(job.resource)).finish(
            ImportStatus.FAILED, problem_code="internal_error", problem_detail=detail
        )


class ImportWork:
    """One import on its way from its parts to the records that they make."""

    def __init__(self, repository: JobRepository, job: Job, kind: ImportKind) -> None:
        self._repository = repository
        self._job = job
        self._kind = kind
        self._digest = hashlib.sha256()

    def run(self, file: FileWork) -> None:
        """Raises `Refused` for a file that is not of its kind."""
        checked = file.check(self._parts)
        self._repository.keep_faults(self._job, checked.faults)
        digest = self._digest.digest()
        found: dict[str, Any] = {**checked.counts, **checked.identity, "digest": digest}
        if self._waits(checked):
            self._settle_later(file, checked, found)
        else:
            self._settle(file, found)

    def finish(self, status: ImportStatus, **found: Any) -> None:
        """The parts go as soon as no later step needs them."""
        self._repository.finish(self._job, status.value, **found)
        kept_out = found.get("faults") and not self._kind.takes_good_rows
        if status is not ImportStatus.VALIDATED or kept_out or self._job.dry_run:
            self._repository.forget_parts(self._job)

    def _settle_later(self, file: FileWork, checked: Checked, found: dict[str, Any]) -> None:
        held = None if checked.errors else file.held_by(found["digest"])
        if held is not None:
            self.finish(ImportStatus.DUPLICATE, duplicate_of=held, **found)
        else:
            self.finish(ImportStatus.VALIDATED, **found)

    def _settle(self, file: FileWork, found: dict[str, Any]) -> None:
        """The file is loaded, unless these very bytes are what is loaded."""
        held = file.held_by(found["digest"])
        if held is not None:
            self.finish(ImportStatus.DUPLICATE, duplicate_of=held, **found)
        else:
            kept = {**found, **file.keep(found["digest"])}
            self.finish(ImportStatus.COMMITTED, **kept)
            rows_kept(self._job.resource, kept)

    def _waits(self, checked: Checked) -> bool:
        """Whether the sender wants to look first, or must: a fault is never passed over unseen."""
        job = self._job
        if job.status == ImportStatus.COMMITTING:
            return bool(checked.errors) and not self._kind.takes_good_rows
        return bool(checked.errors) or job.dry_run or not job.commit_automatically

    def _parts(self) -> Iterator[bytes]:
        """The file as sent, from the start; its digest is complete when it has been read to the end."""
        self._digest = hashlib.sha256()
        for part in self._repository.parts(self._job):
            self._digest.update(part)
            yield part
