"""Incidents and outcomes from police files: a whole month of a force at once, or nothing of it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar
from uuid import UUID

from sosafe_api.core.errors import ServiceUnavailable
from sosafe_api.domains.imports.kinds.base import MOST_FAULTS, Checked, ImportKind, Parts, Refused
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job
from sosafe_api.domains.imports.rules import ImportFaultSeverity, ImportFormat, ImportMode
from sosafe_api.domains.incidents.service import (
    FAULTS,
    LAYOUTS,
    FileRefused,
    OutcomesFiles,
    PlainFile,
    PoliceFileKind,
    PoliceFiles,
    StagedFile,
    StreetFiles,
)


class PoliceFile:
    """The rows wait in a staging table of the transaction; a month is replaced as a whole."""

    files: ClassVar[type[PoliceFiles]]

    def __init__(self, connection: Connection, job: Job, most_rows: int) -> None:
        self._job = job
        self._most_rows = most_rows
        self._files = self.files(connection, job.partnership_id, most_faults=MOST_FAULTS)
        self._staged: StagedFile | None = None

    def check(self, parts: Parts) -> Checked:
        try:
            self._files.stage(parts)
            staged = self._files.describe()
        except FileRefused as refused:
            raise _refused(refused.code) from refused
        if staged.rows > self._most_rows:
            raise _refused("too_many_rows")
        self._staged = staged
        faults, errors = self._files.faults(staged)
        force, month = (None, None) if errors else self._files.identity(staged)
        found = [
            FoundFault(
                fault.row,
                fault.line,
                fault.column,
                fault.code,
                ImportFaultSeverity.ERROR.value,
                FAULTS[fault.code],
            )
            for fault in faults
        ]
        return Checked(_counts(staged, errors), found, errors, {"force": force, "month": month})

    def held_by(self, digest: bytes) -> UUID | None:
        loaded = self._files.place(self._checked()).loaded
        return loaded.import_id if loaded is not None and loaded.digest == digest else None

    def keep(self, digest: bytes) -> Mapping[str, int]:
        self._files.replace(self._checked(), digest=digest, import_id=self._job.id)
        return {}

    def _checked(self) -> StagedFile:
        if self._staged is None:
            raise ValueError("a file is checked before it is committed")
        return self._staged


class StreetFile(PoliceFile):
    """What was recorded in a month."""

    files = StreetFiles


class OutcomesFile(PoliceFile):
    """What came of crimes in a month."""

    files = OutcomesFiles


class WholePoliceFile:
    """A file without anything to look at twice."""

    def __init__(self, connection: Connection, job: Job, most_rows: int, kind: PoliceFileKind) -> None:
        self._job = job
        self._most_rows = most_rows
        self._file = PlainFile(connection, job.partnership_id, kind)
        self._staged: StagedFile | None = None

    def load(self, parts: Parts) -> Checked | None:
        staged = self._file.load(parts())
        if staged is None or not 0 < staged.rows <= self._most_rows:
            return None
        self._staged = staged
        place = self._file.place
        return Checked(_counts(staged, 0), [], 0, {"force": place.force, "month": place.month})

    def held_by(self, digest: bytes) -> UUID | None:
        loaded = self._file.loaded
        return loaded.import_id if loaded is not None and loaded.digest == digest else None

    def keep(self, digest: bytes) -> Mapping[str, int]:
        if self._staged is None:
            raise ValueError("a file is loaded before it is committed")
        if not self._file.keep(self._staged, digest=digest, import_id=self._job.id):
            # Another worker has made a file of this force and month since: this one is loaded anew, in its place.
            raise ServiceUnavailable
        return {}


def _counts(staged: StagedFile, errors: int) -> dict[str, int]:
    return {
        "rows_read": staged.rows,
        "rows_without_area": staged.without_area,
        "faults": errors,
        "warnings": 0,
    }


def _refused(code: str) -> Refused:
    return Refused(code, LAYOUTS[code])


def _kind(
    form: ImportFormat, work: Callable[[Connection, Job, int], PoliceFile], kind: PoliceFileKind
) -> ImportKind:
    return ImportKind(
        formats=frozenset({form}),
        modes=(ImportMode.ATOMIC,),
        most_bytes=lambda settings: settings.import_bytes,
        most_rows=lambda settings: settings.import_rows,
        work=work,
        whole=partial(WholePoliceFile, kind=kind),
    )


CRIME_OUTCOMES = _kind(ImportFormat.POLICE_UK_OUTCOMES_CSV, OutcomesFile, PoliceFileKind.OUTCOMES)
INCIDENTS = _kind(ImportFormat.POLICE_UK_STREET_CSV, StreetFile, PoliceFileKind.STREET)
