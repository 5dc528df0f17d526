"""Figures entered by hand from a file: all rows become drafts, or none; a second person releases them."""

from collections.abc import Mapping
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.imports.kinds.base import MOST_FAULTS, Checked, ImportKind, Parts, Refused
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job
from sosafe_api.domains.imports.rules import ImportFaultSeverity, ImportFormat, ImportMode
from sosafe_api.domains.measurements.errors import FigureFileRefused
from sosafe_api.domains.measurements.rules.files import MOST_BYTES, MOST_ROWS
from sosafe_api.domains.measurements.service import CheckedFigures, FigureFile, Importing


class FiguresByHand:
    """The file is small, and is read anew when it is committed."""

    def __init__(self, connection: Connection, job: Job, most_rows: int) -> None:
        self._connection = connection
        self._job = job
        importing = Importing(job.partnership_id, job.principal_id, job.agency_id, job.id, clock.now())
        self._file = FigureFile(connection, importing, most_rows)
        self._found: CheckedFigures | None = None

    def check(self, parts: Parts) -> Checked:
        try:
            found = self._file.check(parts)
        except FigureFileRefused as refused:
            raise Refused(refused.code, refused.detail) from refused
        self._found = found
        severity = ImportFaultSeverity.ERROR.value
        faults = [
            FoundFault(fault.row, fault.line, fault.column, fault.code, severity, fault.suggestion)
            for fault in found.faults[:MOST_FAULTS]
        ]
        counts = {"rows_read": found.rows, "faults": len(found.faults), "warnings": 0}
        return Checked(counts, faults, len(found.faults))

    def held_by(self, digest: bytes) -> UUID | None:
        """The same bytes make the same drafts, whoever sends them."""
        row = self._connection.execute(
            "SELECT id FROM imports WHERE partnership_id = %s AND resource = %s AND digest = %s"
            " AND status = 'committed' AND id <> %s LIMIT 1",
            (self._job.partnership_id, self._job.resource, digest, self._job.id),
        ).fetchone()
        return row[0] if row else None

    def keep(self, digest: bytes) -> Mapping[str, int]:  # noqa: ARG002  # the import keeps it
        if self._found is None:
            raise ValueError("a file is checked before it is committed")
        return {"rows_created": self._file.keep(self._found)}


MEASUREMENTS = ImportKind(
    formats=frozenset({ImportFormat.MEASUREMENTS_CSV}),
    modes=(ImportMode.ATOMIC,),
    most_bytes=lambda settings: min(MOST_BYTES, settings.import_bytes),
    most_rows=lambda settings: min(MOST_ROWS, settings.import_rows),
    work=FiguresByHand,
    writes=Permission.MEASUREMENT_MANAGE,
)
