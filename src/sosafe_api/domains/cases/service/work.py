"""The work on a case: needs, goals, steps and contacts are kept, read for a purpose, and changed by version."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.schemas import Schema
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.cases.models import Case, CaseRecord
from sosafe_api.domains.cases.repository import WorkRepository
from sosafe_api.domains.cases.service.base import CaseServiceBase

Record = TypeVar("Record", bound=CaseRecord)


class CaseRecordService(CaseServiceBase, ABC, Generic[Record]):
    """One kind of record; each kind names its table and checks what it refers to."""

    table: type[Record]
    resource: ClassVar[str]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.work = WorkRepository(context)

    async def create(self, case_id: UUID, wanted: Schema) -> dict[str, Any]:
        """Answers a receipt; raises `NotFound`, `CaseNotOpen`, and `ValidationFailed` for a wrong reference."""
        case = await self.found(case_id, lock=True)
        self.refuse_unless_at_work(case)
        columns = await self.columns(case, wanted)
        row = self.table(
            **columns,
            partnership_id=case.partnership_id,
            id=new_id(),
            case_id=case.id,
            created_by=self.actor.id,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.work.add(row)
        await self.announce(row, f"{self.resource}.created", service_id=case.service_id)
        return self.receipt(row)

    async def page(self, case_id: UUID, query: RecordQuery) -> Page[dict[str, Any]]:
        """Those of one case; the read is recorded."""
        case = await self.found(case_id)
        await self._record_read("list", case.id)

        async def read(query: RecordQuery, after: Any) -> Any:
            return await self.work.page(self.table, case.id, query, after)

        page = await self.paged(query, read, "id", within=case.id)
        return Page([self.record_view(row) for row in page.rows], page.next_cursor)

    async def read(self, record_id: UUID) -> dict[str, Any]:
        row, _ = await self._seen(record_id)
        await self._record_read("read", row.id)
        return self.record_view(row)

    async def update(self, record_id: UUID, patch: Schema) -> dict[str, Any]:
        """Answers a receipt; raises `NotFound`, `PreconditionFailed`."""
        row, case = await self._seen(record_id, lock=True)
        self.check(row, self.resource)
        changed = self.changes(row, patch)
        if changed:
            for name, value in changed.items():
                setattr(row, name, value)
            row.version += 1
            row.updated_at = self.context.now
            await self.announce(row, f"{self.resource}.updated", service_id=case.service_id)
        return self.receipt(row)

    @abstractmethod
    async def columns(self, case: Case, wanted: Any) -> Mapping[str, Any]:
        """What is stored of the body; raises `ValidationFailed` for what it wrongly refers to."""

    @abstractmethod
    def shown(self, row: Record) -> dict[str, Any]:
        """The fields of this kind."""

    def record_view(self, row: Record) -> dict[str, Any]:
        return {
            **self.receipt(row),
            "created_by": row.created_by,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            **self.shown(row),
        }

    def receipt(self, row: Record) -> dict[str, Any]:
        return {"id": row.id, "case_id": row.case_id, "etag": self.tag(row, self.resource)}

    async def refuse_strangers(self, case: Case, person_id: UUID | None) -> None:
        """Raises `ValidationFailed` for a person whom the case is not about."""
        if person_id is None:
            return
        if person_id not in {person.person_id for person in await self.repository.people(case.id)}:
            detail = "Must name somebody whom the case is about."
            raise ValidationFailed(errors=[FieldError("unknown_reference", detail, "#/person_id")])

    async def refuse_foreign(
        self, case: Case, table: type[CaseRecord], record_id: UUID | None, pointer: str
    ) -> None:
        """Raises `ValidationFailed` for a record of another case."""
        found = await self.work.find(table, record_id) if record_id else None
        if record_id is not None and (found is None or found.case_id != case.id):
            detail = "Must name a record of the same case."
            raise ValidationFailed(errors=[FieldError("unknown_reference", detail, pointer)])

    async def _seen(self, record_id: UUID, *, lock: bool = False) -> tuple[Record, Case]:
        row = await self.work.find(self.table, record_id, lock=lock)
        if row is None:
            raise NotFound()
        return row, await self.found(row.case_id)

    async def _record_read(self, verb: str, object_id: UUID) -> None:
        object_type = "case" if verb == "list" else self.resource
        operation = f"{self.resource}:{verb}"
        entry = Entry(operation=operation, object_type=object_type, object_id=object_id, field_set="F3")
        await record(self.context, entry)
