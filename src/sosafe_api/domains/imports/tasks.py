"""Validating and committing imports, in the background: one transaction a step, safe to be killed in."""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import Unauthenticated
from sosafe_api.core.observability.work import rows_kept
from sosafe_api.core.row_files import BYTE_ORDER_MARK
from sosafe_api.core.row_files.sheets import csv_of_workbook
from sosafe_api.core.row_files.workbooks import WorkbookRefused
from sosafe_api.core.settings import Settings
from sosafe_api.domains.auth.standing import rights_query, standing_actor
from sosafe_api.domains.imports.kinds import (
    Checked,
    FileWork,
    ImportKind,
    Refused,
    SteppedWork,
    Surroundings,
    WholeWork,
    kind_of,
)
from sosafe_api.domains.imports.kinds.base import MOST_FAULTS
from sosafe_api.domains.imports.kinds.layouts import refused
from sosafe_api.domains.imports.repository import (
    Connection,
    Job,
    JobRepository,
    ProgressTeller,
    StepRepository,
)
from sosafe_api.domains.imports.rules import RUNNING, ImportFormat, ImportStatus


def run_import(
    connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID, around: Surroundings
) -> None:
    """Does the step that the import waits for, in the caller's transaction; tells how far it is in others."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is None:
        return
    kind = kind_of(job.resource)
    progress = ProgressTeller(around.url, partnership_id, import_id)
    work = ImportWork(repository, StepRepository(connection, job), job, kind, progress)
    try:
        _require_sender(repository, job, kind)
        if job.status == ImportStatus.REVERSING:
            work.take_back(connection)
            return
        if job.format == ImportFormat.XLSX and work.laid_open(around.settings):
            return
        steps = kind.steps_of(connection, job, around) if job.takes_good_rows else None
        if steps is not None and job.status == ImportStatus.COMMITTING:
            work.go_on(steps)
            return
        whole = kind.whole_of(connection, job, around)
        if whole is None or not work.load(whole):
            work.run(kind.work_of(connection, job, around))
    except Refused as error:
        work.refuse(error)


def _require_sender(repository: JobRepository, job: Job, kind: ImportKind) -> None:
    """Raises `Refused` where who asked may not write such records any more: a right ends also for what waits."""
    if kind.writes is None:
        return
    rows = repository.rights(rights_query(job.partnership_id, job.principal_id))
    try:
        asked = (job.partnership_id, job.principal_id)
        actor, _ = standing_actor(*asked, rows, asked_at=job.updated_at)
    except Unauthenticated:
        actor = None
    if actor is None or actor.agency_id != job.agency_id or not actor.may(kind.writes):
        raise Refused("role_not_permitted", "Who sent the file may not write such records any more.")


def still_waits(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> bool:
    """Whether the import has another step before it."""
    return JobRepository(connection, reader).still_waits(partnership_id, import_id)


def expire(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> None:
    """Deletes what lies here of a file about people; one that nobody finished ends so. A running one is left alone."""
    repository = JobRepository(connection, reader)
    job = repository.take(
        partnership_id, import_id, [status.value for status in ImportStatus if status not in RUNNING]
    )
    if job is None:
        return
    if job.status in (ImportStatus.OPEN, ImportStatus.VALIDATED):
        repository.end_steps(job, ImportStatus.EXPIRED.value)
    repository.forget_parts(job)
    StepRepository(connection, job).forget_places()


def holds_content(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> bool:
    """Whether anything of the file lies here still."""
    return JobRepository(connection, reader).holds_content(partnership_id, import_id)


def give_up(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> None:
    """Ends an import that cannot be worked on, so that the work behind it goes on."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is None:
        return
    if job.status == ImportStatus.REVERSING:
        detail = "The service failed to take this file back; nothing of it was, and the fault was recorded."
        repository.end_steps(
            job, ImportStatus.COMMITTED.value, problem_code="internal_error", problem_detail=detail
        )
    elif job.bytes_done:
        detail = "The service failed on this file; the first rows were kept: `rows_done` says how many."
        repository.end_steps(
            job, ImportStatus.FAILED.value, problem_code="internal_error", problem_detail=detail
        )
    else:
        work = ImportWork(repository, StepRepository(connection, job), job, kind_of(job.resource))
        detail = "The service failed on this file; nothing of it was kept, and the fault was recorded."
        work.finish(ImportStatus.FAILED, problem_code="internal_error", problem_detail=detail)


class ImportWork:
    """One import on its way from its parts to the records that they make."""

    def __init__(
        self,
        repository: JobRepository,
        steps: StepRepository,
        job: Job,
        kind: ImportKind,
        progress: ProgressTeller | None = None,
    ) -> None:
        self._progress = progress
        self._repository = repository
        self._steps = steps
        self._job = job
        self._kind = kind
        self._digest = hashlib.sha256()

    def laid_open(self, settings: Settings) -> bool:
        """Turns a workbook into lines, whose places are told and which are given back; False when that was done.

        They are there for the next step, which reads them by a connection of its own. Raises `Refused`.
        """
        if next(self._parts(), b"").startswith(BYTE_ORDER_MARK):
            return False
        content, most_rows = b"".join(self._parts()), self._kind.most_rows(settings)
        try:
            self._repository.replace_parts(self._job, csv_of_workbook(content, most_rows))
        except WorkbookRefused as error:
            raise refused(error.code) from error
        return True

    def load(self, file: WholeWork) -> bool:
        """Keeps a faultless file that nobody asked to look at first, in one reading; False, with nothing kept, else."""
        if self._asked_to_wait:
            return False
        held, kept = None, {}
        with self._repository.attempt() as attempt:
            checked = file.load(self._parts)
            digest = self._digest.digest()
            if checked is not None:
                held = file.held_by(digest)
                attempt.kept = held is None
            if attempt.kept:
                kept = dict(file.keep(digest))
        if checked is None:
            return False
        found: dict[str, Any] = {**checked.counts, **checked.identity, "digest": digest}
        self._note(checked)
        if held is not None:
            self.finish(ImportStatus.DUPLICATE, duplicate_of=held, **found)
        else:
            self._committed(found | kept)
        return True

    def _committed(self, kept: dict[str, Any]) -> None:
        self.finish(ImportStatus.COMMITTED, **kept)
        rows_kept(self._job.resource, kept)

    def run(self, file: FileWork) -> None:
        """Raises `Refused` for a file that is not of its kind."""
        checked = file.check(self._parts)
        self._note(checked)
        digest = self._digest.digest()
        found: dict[str, Any] = {**checked.counts, **checked.identity, "digest": digest}
        if self._waits(checked):
            self._settle_later(file, checked, found)
        else:
            self._settle(file, found)

    def go_on(self, file: SteppedWork) -> None:
        """Keeps the next rows, and counts what became of them."""
        step = file.keep_some(self._parts)
        if not self._job.bytes_done:
            self._steps.forget_rejected()
        self._steps.add_rejected(step.checked.rejected)
        self._steps.add_faults(step.checked.faults, MOST_FAULTS)
        refused = self._steps.advance(step.checked.counts, step.position, step.line, step.row)
        rows_kept(self._job.resource, step.checked.counts)
        if not step.more:
            self._repository.end_steps(self._job, ImportStatus.COMMITTED.value)
            if not refused:
                self._forget()

    def take_back(self, connection: Connection) -> None:
        """All of it, or nothing: then it stands as before, and says why."""
        reversal = self._kind.reversal
        if reversal is not None and reversal.take_back(connection, self._job):
            self._repository.end_steps(self._job, ImportStatus.REVERSED.value)
            self._forget()
        else:
            detail = "A record of it was touched or hidden before it could be taken back; ask again to learn which."
            self._repository.end_steps(
                self._job,
                ImportStatus.COMMITTED.value,
                problem_code="import_not_reversible",
                problem_detail=detail,
            )

    def refuse(self, why: Refused) -> None:
        """Whatever was kept before stays, and its count with it."""
        told = {"problem_code": why.code, "problem_detail": why.detail}
        if self._job.status == ImportStatus.REVERSING:
            self._repository.end_steps(self._job, ImportStatus.COMMITTED.value, **told)
        elif self._job.bytes_done:
            self._repository.end_steps(self._job, ImportStatus.FAILED.value, **told)
            self._forget()
        else:
            self.finish(ImportStatus.FAILED, **told)

    def finish(self, status: ImportStatus, **found: Any) -> None:
        """The parts go as soon as no later step needs them."""
        self._repository.finish(self._job, status.value, **found)
        if not self._needs_parts(status, found):
            self._forget()

    def _forget(self) -> None:
        self._repository.forget_parts(self._job)
        self._steps.forget_places()

    def _note(self, checked: Checked) -> None:
        self._repository.keep_faults(self._job, checked.faults)
        self._steps.forget_places()
        self._steps.add_rejected(checked.rejected)

    def _needs_parts(self, status: ImportStatus, found: dict[str, Any]) -> bool:
        """For a later step, or to give faulty rows back to who sent them."""
        if status is ImportStatus.COMMITTING or (self._kind.about_people and found.get("rows_refused")):
            return True
        kept_out = found.get("faults") and not self._job.takes_good_rows
        return status is ImportStatus.VALIDATED and not kept_out and not self._job.dry_run

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
        elif self._kind.stepped and self._job.takes_good_rows:
            self.finish(ImportStatus.COMMITTING, **found)
        else:
            self._committed({**found, **file.keep(found["digest"])})

    def _waits(self, checked: Checked) -> bool:
        """Whether the sender wants to look first, or must: a fault is never passed over unseen."""
        if checked.errors and not (self._job.status == ImportStatus.COMMITTING and self._job.takes_good_rows):
            return True
        return self._asked_to_wait

    @property
    def _asked_to_wait(self) -> bool:
        """Whether the sender wants to look at what is found, and has not done so."""
        job = self._job
        return job.status != ImportStatus.COMMITTING and (job.dry_run or not job.commit_automatically)

    def _parts(self, start: int = 0) -> Iterator[bytes]:
        """The file as sent, from a byte on; its digest is complete when it has been read from its start to its end."""
        self._digest = hashlib.sha256()
        for part in self._repository.parts(self._job, start):
            self._digest.update(part)
            yield part
            start += len(part)
            if self._progress is not None:
                self._progress.reached(start)
