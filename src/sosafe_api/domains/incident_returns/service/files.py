"""A return as a CSV file: each row by the rules of a record sent singly, all of it or nothing.

Rows are read and judged one by one, so that every faulty value is named and the rules are written once; what they make
is copied, compared and kept by sets. The file's size does not show in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from pydantic import ValidationError

from sosafe_api.core.ids import new_id
from sosafe_api.core.row_files import Headings
from sosafe_api.core.validation import field_errors
from sosafe_api.domains.incident_returns.errors import ReturnRefused
from sosafe_api.domains.incident_returns.repository import Connection, FileRepository, RowFault, StagedRow
from sosafe_api.domains.incident_returns.repository.files import Sender
from sosafe_api.domains.incident_returns.rules import FILE_FAULTS, ROW_FAULTS, digest_of, layout_fault
from sosafe_api.domains.incident_returns.schemas import ReturnedIncidentIn
from sosafe_api.domains.incident_returns.service.kinds import ReturnKind, facts_of
from sosafe_api.domains.incidents import reading

Parts = Callable[[], Iterable[bytes]]
_BOOLEANS = {"true": True, "false": False, "yes": True, "no": False}
_NUMBER = "lsoa_vintage"


class ValueFault(NamedTuple):
    """A faulty value, and what to do about it; never the value."""

    row: int
    line: int
    column: str | None
    code: str
    suggestion: str


@dataclass(slots=True)
class CheckedReturn:
    """What a check found: how many rows, how many of them name no area, the first faults and how many there are."""

    rows: int = 0
    without_area: int = 0
    errors: int = 0
    warnings: int = 0
    faults: list[ValueFault] = field(default_factory=list)
    doubts: list[ValueFault] = field(default_factory=list)


class ReturnFile:
    """One file of one agency, within the caller's transaction."""

    def __init__(
        self, connection: Connection, kind: ReturnKind, sender: Sender, *, most_rows: int, most_faults: int
    ) -> None:
        self._kind = kind
        self._repository = FileRepository(connection, kind.tables, sender)
        self._most_rows = most_rows
        self._most_faults = most_faults
        self._found = CheckedReturn()

    def check(self, parts: Parts, headings: Headings) -> CheckedReturn:
        """Reads the file from its start. Raises `ReturnRefused` for one that is not of this kind."""
        try:
            names = headings.read_as(reading.header(parts()))
            detail = layout_fault(
                [name for name in names if name is not None], self._kind.model.model_fields, self._required
            )
            if detail is not None:
                raise ReturnRefused("unknown_layout", detail)
            self._repository.stage(self._staged(names, reading.rows(parts(), len(names))))
        except reading.UnreadableFile as error:
            raise _refused("not_utf8_csv") from error
        found = self._found
        if not found.rows:
            raise _refused("empty_file")
        self._note_sets()
        found.faults = sorted(found.faults, key=lambda fault: fault.row)[: self._most_faults]
        return found

    def keep(self, import_id: UUID) -> dict[str, int]:
        """Writes what was checked; how many records were made, changed and left as they were."""
        created, updated = self._repository.keep(import_id)
        unchanged = self._found.rows - created - updated
        return {"rows_created": created, "rows_updated": updated, "rows_unchanged": unchanged}

    def _staged(self, names: list[str | None], rows: Iterable[reading.ReadRow]) -> Iterator[StagedRow]:
        """The rows that keep every rule; the faults of the others are noted."""
        for row in rows:
            self._found.rows += 1
            if self._found.rows > self._most_rows:
                raise _refused("too_many_rows")
            if row.fault is not None:
                self._note(RowFault(row.row, row.line, None, row.fault), ROW_FAULTS[row.fault])
                continue
            made = self._record(row, self._stated(names, row.values))
            if made is not None:
                yield made

    def _stated(self, names: list[str | None], values: list[str]) -> dict[str, Any]:
        """A row's values as JSON would have them; an empty one is not stated, and a column of no name not read."""
        stated: dict[str, Any] = {
            name: value for name, value in zip(names, values, strict=True) if value and name is not None
        }
        for name in self._booleans & stated.keys():
            stated[name] = _BOOLEANS.get(stated[name].lower(), stated[name])
        number = stated.get(_NUMBER, "")
        if number.isascii() and number.isdigit() and len(number) <= 4:  # noqa: PLR2004  # a year
            stated[_NUMBER] = int(number)
        return stated

    def _record(self, row: reading.ReadRow, stated: Mapping[str, Any]) -> StagedRow | None:
        try:
            wanted = self._kind.model.model_validate_json(msgspec.json.encode(stated))
        except ValidationError as error:
            errors = field_errors(error)
        else:
            facts = facts_of(wanted, set(self._kind.model.model_fields))
            errors = self._kind.faults(facts)
            if not errors:
                return self._row(row, wanted, facts)
        for item in errors:
            column = (item.pointer or "").removeprefix("#/") or None
            self._note(RowFault(row.row, row.line, column, item.code), item.detail)
        return None

    def _row(self, row: reading.ReadRow, wanted: ReturnedIncidentIn, facts: dict[str, Any]) -> StagedRow:
        return StagedRow(
            row.row,
            row.line,
            new_id(),
            wanted.agency_reference,
            wanted.changed_at,
            digest_of(facts),
            tuple(facts[name] for name in self._kind.tables.facts),
        )

    def _note(self, fault: RowFault, suggestion: str) -> None:
        self._found.errors += 1
        if len(self._found.faults) < self._most_faults:
            self._found.faults.append(ValueFault(*fault, suggestion))

    def _note_sets(self) -> None:
        """What shows only when rows are compared with each other and with what is held."""
        found, most = self._found, self._most_faults
        contradictions, errors = self._repository.contradictions(most)
        found.errors += errors
        found.faults += [ValueFault(*fault, ROW_FAULTS[fault.code]) for fault in contradictions]
        unknown, found.warnings = self._repository.unknown_areas(most)
        found.doubts = [ValueFault(*fault, ROW_FAULTS[fault.code]) for fault in unknown]
        found.without_area = self._repository.without_area()

    @cached_property
    def _required(self) -> list[str]:
        return [name for name, item in self._kind.model.model_fields.items() if item.is_required()]

    @cached_property
    def _booleans(self) -> frozenset[str]:
        fields = self._kind.model.model_fields
        return frozenset(name for name, item in fields.items() if item.annotation is bool)


def _refused(code: str) -> ReturnRefused:
    return ReturnRefused(code, FILE_FAULTS[code])
