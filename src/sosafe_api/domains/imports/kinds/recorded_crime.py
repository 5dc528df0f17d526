"""Recorded crime, rates of similar areas and populations: a file as a whole, or nothing of it."""

from collections.abc import Mapping
from uuid import UUID

from sosafe_api.domains.imports.kinds.base import MOST_FAULTS, Checked, ImportKind, Parts, Refused
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job
from sosafe_api.domains.imports.rules import ImportFaultSeverity, ImportFormat, ImportMode
from sosafe_api.domains.recorded_crime.service import (
    FAULTS,
    MOST_BYTES,
    MOST_ROWS,
    REFUSALS,
    FigureFile,
    FigureFiles,
    FileRefused,
)


class FiguresWork:
    """The rows wait in a staging table of the transaction; what they are about is replaced as a whole."""

    def __init__(self, connection: Connection, job: Job, most_rows: int) -> None:
        self._job = job
        self._most_rows = most_rows
        self._files = FigureFiles(
            connection, job.partnership_id, FigureFile(job.resource), most_faults=MOST_FAULTS
        )

    def check(self, parts: Parts) -> Checked:
        try:
            found = self._files.check(parts, self._most_rows)
        except FileRefused as refused:
            raise Refused(refused.code, REFUSALS[refused.code]) from refused
        severity = ImportFaultSeverity.ERROR.value
        faults = [FoundFault(*fault, severity, FAULTS[fault.code]) for fault in found.faults]
        return Checked({"rows_read": found.rows, "faults": found.errors, "warnings": 0}, faults, found.errors)

    def held_by(self, digest: bytes) -> UUID | None:
        return self._files.held_by(digest)

    def keep(self, digest: bytes) -> Mapping[str, int]:
        return {"rows_created": self._files.keep(digest=digest, import_id=self._job.id)}


def _kind(form: ImportFormat) -> ImportKind:
    return ImportKind(
        formats=frozenset({form}),
        modes=(ImportMode.ATOMIC,),
        most_bytes=lambda settings: min(MOST_BYTES, settings.import_bytes),
        most_rows=lambda settings: min(MOST_ROWS, settings.import_rows),
        work=FiguresWork,
    )


POPULATIONS = _kind(ImportFormat.POPULATIONS_CSV)
RECORDED_CRIME = _kind(ImportFormat.RECORDED_CRIME_CSV)
SIMILAR_AREA_RATES = _kind(ImportFormat.SIMILAR_AREA_RATES_CSV)
