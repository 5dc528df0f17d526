"""Incidents as agencies return them: all rows of a file, or none; each by its agency's reference."""

from collections.abc import Mapping
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.asb_incidents.service import ASB_INCIDENTS
from sosafe_api.domains.fire_incidents.service import FIRE_INCIDENTS
from sosafe_api.domains.imports.kinds.base import MOST_FAULTS, Checked, ImportKind, Parts, Refused
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job
from sosafe_api.domains.imports.rules import ImportFaultSeverity, ImportFormat, ImportMode
from sosafe_api.domains.incident_returns.errors import ReturnRefused
from sosafe_api.domains.incident_returns.rules import MOST_BYTES, MOST_ROWS
from sosafe_api.domains.incident_returns.service import ReturnFile, ReturnKind, Sender

_ERROR, _WARNING = ImportFaultSeverity.ERROR.value, ImportFaultSeverity.WARNING.value


class IncidentReturn:
    """The rows wait in a staging table of the transaction; the agency is the sender's own."""

    def __init__(self, connection: Connection, job: Job, most_rows: int, kind: ReturnKind) -> None:
        self._connection = connection
        self._job = job
        sender = Sender(job.partnership_id, job.agency_id, job.principal_id, clock.now())
        most_rows = min(MOST_ROWS, most_rows)
        self._file = ReturnFile(connection, kind, sender, most_rows=most_rows, most_faults=MOST_FAULTS)

    def check(self, parts: Parts) -> Checked:
        try:
            found = self._file.check(parts, self._job.headings)
        except ReturnRefused as refused:
            raise Refused(refused.code, refused.detail) from refused
        told = [(fault, _ERROR) for fault in found.faults] + [(doubt, _WARNING) for doubt in found.doubts]
        told.sort(key=lambda item: item[0].row)
        shown = self._job.headings.shown
        faults = [
            FoundFault(fault.row, fault.line, shown(fault.column), fault.code, severity, fault.suggestion)
            for fault, severity in told[:MOST_FAULTS]
        ]
        counts = {
            "rows_read": found.rows,
            "rows_without_area": found.without_area,
            "faults": found.errors,
            "warnings": found.warnings,
        }
        return Checked(counts, faults, found.errors)

    def held_by(self, digest: bytes) -> UUID | None:
        """The same bytes of another agency are incidents of its own."""
        row = self._connection.execute(
            "SELECT id FROM imports WHERE partnership_id = %s AND resource = %s AND agency_id = %s AND digest = %s"
            " AND status = 'committed' AND id <> %s LIMIT 1",
            (self._job.partnership_id, self._job.resource, self._job.agency_id, digest, self._job.id),
        ).fetchone()
        return row[0] if row else None

    def keep(self, digest: bytes) -> Mapping[str, int]:  # noqa: ARG002  # each row has its own
        return self._file.keep(self._job.id)


def _importing(kind: ReturnKind, writes: Permission) -> ImportKind:
    def work(connection: Connection, job: Job, most_rows: int) -> IncidentReturn:
        return IncidentReturn(connection, job, most_rows, kind)

    return ImportKind(
        formats=frozenset({ImportFormat.INCIDENT_RETURN_CSV}),
        modes=(ImportMode.ATOMIC,),
        most_bytes=lambda settings: min(MOST_BYTES, settings.import_bytes),
        most_rows=lambda settings: min(MOST_ROWS, settings.import_rows),
        work=work,
        writes=writes,
        named_columns={ImportFormat.INCIDENT_RETURN_CSV: tuple(kind.model.model_fields)},
    )


ASB_RETURNS = _importing(ASB_INCIDENTS, Permission.ASB_INCIDENT_CREATE)
FIRE_RETURNS = _importing(FIRE_INCIDENTS, Permission.FIRE_INCIDENT_CREATE)
