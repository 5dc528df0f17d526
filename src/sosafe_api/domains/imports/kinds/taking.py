"""Rows of a file taken one by one, each by the service of its record, within one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import msgspec
from pydantic import ValidationError

from sosafe_api.core.context import Context
from sosafe_api.core.errors import (
    FieldError,
    InternalError,
    OutcomeUnknown,
    ServiceError,
    ServiceUnavailable,
    TransientFault,
)
from sosafe_api.core.idempotency import canonical_json
from sosafe_api.core.permissions import Permission
from sosafe_api.core.row_files import ROW_FAULTS, Record, SentRow
from sosafe_api.core.schemas import Schema
from sosafe_api.core.validation import field_errors
from sosafe_api.domains.imports.repository import HeldRow, ImportedRecordRepository, Job, RejectedRow
from sosafe_api.domains.imports.rules import ImportFormat

_OURS = (InternalError, OutcomeUnknown, ServiceUnavailable, TransientFault)
STEP_ROWS = 50  # what is locked by a step is not locked for long
_REFERENCE = "#/reference"
_IN_USE = FieldError(
    "reference_in_use",
    "Stands for another record of your agency's: give this row a reference of its own, or change the record singly.",
)


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A record that a row states with a `reference` of the sender's.

    `write` answers the record's id, and whether it is new; what it raises is a fault of the row. `places` says where
    an error is told that is of the record as a whole. `typed` reads what cells of a table, which are text, mean to the
    record, and `shaped` does so before the row is judged. Rows that mean something only beside each other are taken in
    one step, up to `together` of them.
    """

    row: type[Schema]
    writes: Permission
    write: Callable[[Context, Any], Awaitable[tuple[UUID, bool]]]
    key: Callable[[Any], str] = lambda row: str(row.reference)
    named_by: str = _REFERENCE
    places: Mapping[str, str] = field(default_factory=dict)
    typed: Callable[[Context, Any], Awaitable[Any]] | None = None
    shaped: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    together: int = STEP_ROWS


@dataclass(slots=True)
class Taken:
    """What became, or would become, of rows. A fault is told with the record that it is in."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    faults: list[tuple[Record, FieldError]] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)

    def reject(self, record: Record, errors: Sequence[FieldError]) -> None:
        place = RejectedRow(record.row, record.line, record.position, len(record.raw))
        self.rejected.append(place)
        self.faults += [(record, error) for error in errors]


class RowTaker:
    """Remembers the rows of its file that it has taken, so that one is known when it comes again."""

    def __init__(self, kind: RecordKind, job: Job, remedy: Callable[[str], str]) -> None:
        self._kind = kind
        self._remedy = remedy
        self._job = job
        self._in_table = job.format != ImportFormat.NDJSON
        self._seen: dict[str, HeldRow] = {}
        self.taken = Taken()

    async def take(self, context: Context, rows: Sequence[SentRow], *, alone: bool) -> None:
        """Writes what the good ones state. `alone`: no other file of the agency's writes meanwhile."""
        repository = ImportedRecordRepository(context, self._job)
        if alone:
            await repository.alone()
        read = [(row.record, stated) for row in rows if (stated := self._read(row)) is not None]
        if self._in_table and self._kind.typed is not None:
            read = [(record, await self._kind.typed(context, stated)) for record, stated in read]
        held = await repository.held([self._kind.key(stated) for _, stated in read])
        for record, stated in read:
            reference = self._kind.key(stated)
            known = self._seen.get(reference) or held.get(reference)
            row = HeldRow(self._digest(context, stated), self._job.id, record.row)
            if known is not None:
                self._compare(record, row, known)
            elif await self._written(context, repository, record, stated, row):
                self._seen[reference] = row

    def _read(self, row: SentRow) -> Any:
        """What the row states, or None where it cannot be read as a record."""
        self.taken.rows += 1
        if row.fault is not None:
            self.taken.reject(row.record, [FieldError(row.fault, ROW_FAULTS[row.fault])])
            return None
        content = row.json
        if self._in_table and self._kind.shaped is not None:
            content = msgspec.json.encode(self._kind.shaped(row.content or {}))
        try:
            return self._kind.row.model_validate_json(content)
        except ValidationError as error:
            self.taken.reject(row.record, [_placed(each) for each in field_errors(error)])
            return None

    def _compare(self, record: Record, row: HeldRow, known: HeldRow) -> None:
        """Killed between the commit of rows and of their count, a worker finds its own rows again: they are new.

        They are known by their place: a later version of the service may write what they state in another way.
        """
        if (known.import_id, known.row) == (row.import_id, row.row):
            self.taken.created += 1
        elif known.digest != row.digest:
            self.taken.reject(record, [replace(_IN_USE, pointer=self._kind.named_by)])
        else:
            self.taken.unchanged += 1

    async def _written(
        self,
        context: Context,
        repository: ImportedRecordRepository,
        record: Record,
        stated: Any,
        row: HeldRow,
    ) -> bool:
        try:
            async with context.transaction.attempt():
                record_id, new = await self._kind.write(context, stated)
                await repository.add(self._kind.key(stated), row, record_id)
        except _OURS:
            raise
        except ServiceError as error:
            self.taken.reject(record, self._errors(error))
            return False
        if new:
            self.taken.created += 1
        else:
            self.taken.unchanged += 1
        return True

    def _errors(self, error: ServiceError) -> Sequence[FieldError]:
        if error.errors:
            return error.errors
        detail = error.detail or self._remedy(error.code)
        return [FieldError(error.code, detail, self._kind.places.get(error.code))]

    @staticmethod
    def _digest(context: Context, stated: Any) -> str:
        content = canonical_json(stated.model_dump(mode="json", exclude={"reference"}))
        return context.pseudonyms.of("imported_record", content.decode())


def _placed(error: FieldError) -> FieldError:
    """The name of a property that is none of ours may be anything, a person's too: only its place is told."""
    if error.code != "unknown_property":
        return error
    return FieldError(error.code, error.detail, (error.pointer or "#").rpartition("/")[0])
