"""Which rows of files have become records, by the reference that their sender gave them; never commits."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.ids import new_id
from sosafe_api.domains.imports.repository.jobs import Job

# One file of an agency's records after another: two may name the same rows.
ALONE = b"""
SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(%(name)s::text, 0))) AS held"""
_HELD = b"""
SELECT reference, digest, import_id, row FROM imported_records WHERE partnership_id = %(partnership_id)s
 AND agency_id = %(agency_id)s AND resource = %(resource)s AND reference = ANY (%(references)s::text[])"""
_ADD = b"""
INSERT INTO imported_records (partnership_id, id, agency_id, resource, reference, digest, record_id, import_id, row,
 created_at) VALUES (%(partnership_id)s, %(id)s, %(agency_id)s, %(resource)s, %(reference)s, %(digest)s,
 %(record_id)s, %(import_id)s, %(row)s, %(now)s)"""


def turn_of(job: Job) -> dict[str, str]:
    """Which files `ALONE` keeps apart, until their transaction ends."""
    return {"name": f"imported_records {job.partnership_id} {job.agency_id} {job.resource}"}


class HeldRow(NamedTuple):
    """What a reference stands for: what its row said, as a keyed hash, and where it stood."""

    digest: str
    import_id: UUID
    row: int


class ImportedRecordRepository:
    """Rows of the sender's agency, of one resource."""

    def __init__(self, context: Context, job: Job) -> None:
        self._context = context
        self._job = job
        self._values = {
            "partnership_id": job.partnership_id,
            "agency_id": job.agency_id,
            "resource": job.resource,
        }

    async def alone(self) -> None:
        await self._context.transaction.execute(ALONE, turn_of(self._job))

    async def held(self, references: Iterable[str]) -> dict[str, HeldRow]:
        values = {**self._values, "references": list(references)}
        rows = await self._context.transaction.execute(_HELD, values)
        return {reference: HeldRow(*rest) for reference, *rest in rows}

    async def add(self, reference: str, held: HeldRow, record_id: UUID) -> None:
        values = {**self._values, **held._asdict(), "reference": reference, "record_id": record_id}
        await self._context.transaction.execute(_ADD, values | {"id": new_id(), "now": self._context.now})
