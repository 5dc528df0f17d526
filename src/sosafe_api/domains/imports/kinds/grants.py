"""Funding bids from files of grants by the 360Giving standard: good rows are taken, faulty ones named."""

from collections.abc import Mapping
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.funding_bids.service import (
    FAULTS,
    MOST_BYTES,
    MOST_ROWS,
    CheckedGrants,
    GrantFileRefused,
    GrantFiles,
    Importing,
)
from sosafe_api.domains.funding_bids.vocabulary import GrantFileFormat
from sosafe_api.domains.imports.kinds.base import MOST_FAULTS, Checked, ImportKind, Parts, Refused
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job
from sosafe_api.domains.imports.rules import ImportFormat, ImportMode


class GrantFile:
    """The file is small enough to be held in memory, and is read anew when it is committed."""

    def __init__(self, connection: Connection, job: Job, most_rows: int) -> None:
        self._connection = connection
        self._job = job
        self._most_rows = most_rows
        self._files = GrantFiles(
            connection, Importing(job.partnership_id, job.principal_id, job.agency_id, clock.now())
        )
        self._found: CheckedGrants | None = None

    def check(self, parts: Parts) -> Checked:
        try:
            found = self._files.check(b"".join(parts()), GrantFileFormat(self._job.format), self._most_rows)
        except GrantFileRefused as refused:
            raise Refused(refused.code, refused.detail) from refused
        self._found = found
        faults = [
            FoundFault(
                fault.row, fault.line, fault.column, fault.code, fault.severity.value, FAULTS[fault.code]
            )
            for fault in found.faults[:MOST_FAULTS]
        ]
        counts = {
            "rows_read": found.rows,
            "rows_unchanged": found.unchanged,
            "rows_refused": found.refused,
            "faults": found.errors,
            "warnings": len(found.faults) - found.errors,
        }
        return Checked(counts, faults, found.errors)

    def held_by(self, digest: bytes) -> UUID | None:
        """Grants are known one by one, by their identifiers."""
        row = self._connection.execute(
            "SELECT id FROM imports WHERE partnership_id = %s AND resource = %s AND digest = %s"
            " AND status = 'committed' AND rows_refused = 0 AND id <> %s LIMIT 1",
            (self._job.partnership_id, self._job.resource, digest, self._job.id),
        ).fetchone()
        return row[0] if row else None

    def keep(self, digest: bytes) -> Mapping[str, int]:  # noqa: ARG002  # each grant has its own
        if self._found is None:
            raise ValueError("a file is checked before it is committed")
        self._files.write(self._found)
        return {"rows_created": len(self._found.new)}


FUNDING_BIDS = ImportKind(
    formats=frozenset(ImportFormat(form.value) for form in GrantFileFormat),
    modes=(ImportMode.RESUMABLE,),
    most_bytes=lambda settings: min(MOST_BYTES, settings.import_bytes),
    most_rows=lambda settings: min(MOST_ROWS, settings.import_rows),
    work=GrantFile,
    writes=Permission.FUNDING_BID_MANAGE,
)
