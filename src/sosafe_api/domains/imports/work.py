"""What one step of an import does, from its parts to the records that they make."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sosafe_api.core.observability.work import rows_kept
from sosafe_api.core.row_files import BYTE_ORDER_MARK
from sosafe_api.core.row_files.sheets import csv_of_workbook
from sosafe_api.core.row_files.workbooks import WorkbookRefused
from sosafe_api.core.settings import Settings
from sosafe_api.domains.imports.kinds import (
    Checked,
    FileWork,
    ImportKind,
    KeptOut,
    Refused,
    SteppedWork,
    WholeWork,
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
from sosafe_api.domains.imports.rules import ImportStatus

_STANDS = "Rows of it were kept before that: `rows_created` counts them; when the file is sent again, they are known."


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
            detail = (
                "Not all of its records stand as they came, so none was taken back; ask again to learn why."
            )
            self._repository.end_steps(
                self._job,
                ImportStatus.COMMITTED.value,
                problem_code="import_not_reversible",
                problem_detail=detail,
            )

    def refuse(self, why: Refused) -> None:
        """Whatever was kept before stays, and its count with it."""
        if self._job.status == ImportStatus.REVERSING:
            self._repository.end_steps(
                self._job, ImportStatus.COMMITTED.value, problem_code=why.code, problem_detail=why.detail
            )
            return
        uncounted = self._uncounted()
        self._fail(uncounted, why.code, f"{why.detail} {_STANDS}" if uncounted else why.detail)
        if self._job.bytes_done:
            self._forget()

    def give_up(self) -> None:
        """Ends what cannot be worked on; whatever was kept before stays, and its count with it."""
        code = "internal_error"
        if self._job.status == ImportStatus.REVERSING:
            detail = (
                "The service failed to take this file back; nothing of it was, and the fault was recorded."
            )
            self._repository.end_steps(
                self._job, ImportStatus.COMMITTED.value, problem_code=code, problem_detail=detail
            )
            return
        uncounted = self._uncounted()
        if uncounted:
            detail = f"The service failed on this file. {_STANDS}"
        elif self._job.bytes_done:
            detail = "The service failed on this file; the first rows were kept: `rows_done` says how many."
        else:
            detail = "The service failed on this file; nothing of it was kept, and the fault was recorded."
        self._fail(uncounted, code, detail)

    def _uncounted(self) -> int:
        """Only rows that their services write are kept by another transaction than the one that counts them."""
        return self._steps.uncounted() if self._kind.served is not None else 0

    def _fail(self, uncounted: int, code: str, detail: str) -> None:
        told = {"problem_code": code, "problem_detail": detail}
        if self._job.bytes_done:
            self._steps.add_created(uncounted)
            self._repository.end_steps(self._job, ImportStatus.FAILED.value, **told)
        else:
            self.finish(ImportStatus.FAILED, rows_created=uncounted or None, **told)
        rows_kept(self._job.resource, {"rows_created": uncounted})

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
            self._keep(file, found)

    def _keep(self, file: FileWork, found: dict[str, Any]) -> None:
        """A row that is refused only now is told as if the check had found it, and the sender looks at the file."""
        try:
            kept = file.keep(found["digest"])
        except KeptOut as error:
            self._note(error.checked)
            self.finish(ImportStatus.VALIDATED, **{**found, **error.checked.counts})
        else:
            self._committed({**found, **kept})

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
