"""A file of figures: every row by the rules of a figure that is entered singly; all of them become drafts, or none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
from pydantic import ValidationError

from sosafe_api.core.clock import london_date
from sosafe_api.core.db.staging import Connection
from sosafe_api.core.errors import FieldError
from sosafe_api.core.validation import field_errors
from sosafe_api.domains.incidents import reading
from sosafe_api.domains.measurements.errors import FigureFileRefused
from sosafe_api.domains.measurements.repository import Importing, MeasurementRows
from sosafe_api.domains.measurements.rules import files
from sosafe_api.domains.measurements.schemas import MeasurementIn
from sosafe_api.domains.measurements.service.figures import columns_of, faults_of

Parts = Callable[[], Iterable[bytes]]
Stated = dict[str, Any]


class ValueFault(NamedTuple):
    """A faulty value, and what to do about it; never the value."""

    row: int
    line: int
    column: str | None
    code: str
    suggestion: str


@dataclass(slots=True)
class CheckedFigures:
    """The figures of the rows that keep every rule, and the faults of the others."""

    rows: int = 0
    figures: list[Stated] = field(default_factory=list)
    faults: list[ValueFault] = field(default_factory=list)


class FigureFile:
    """One file, within the caller's transaction."""

    def __init__(self, connection: Connection, importing: Importing, most_rows: int) -> None:
        self._rows = MeasurementRows(connection, importing)
        self._today = london_date(importing.now)
        self._most_rows = min(most_rows, files.MOST_ROWS)

    def check(self, parts: Parts) -> CheckedFigures:
        """Reads the file from its start. Raises `FigureFileRefused` for one that is not of this kind."""
        found = CheckedFigures()
        try:
            if tuple(name.strip() for name in reading.header(parts())) != files.COLUMNS:
                raise _refused("unknown_layout")
            for row in reading.rows(parts(), len(files.COLUMNS)):
                found.rows += 1
                if found.rows > self._most_rows:
                    raise _refused("too_many_rows")
                self._judge(row, found)
        except reading.UnreadableFile as error:
            raise _refused("not_utf8_csv") from error
        if not found.rows:
            raise _refused("empty_file")
        return found

    def keep(self, found: CheckedFigures) -> int:
        """Writes the drafts of a faultless file; how many there are."""
        self._rows.add(found.figures)
        return len(found.figures)

    def _judge(self, row: reading.ReadRow, found: CheckedFigures) -> None:
        if row.fault is not None:
            found.faults.append(ValueFault(row.row, row.line, None, row.fault, files.ROW_FAULTS[row.fault]))
            return
        figure, errors = self._figure(files.as_json(row.values))
        if figure is not None and any(_same(figure, other) for other in found.figures):
            errors = [FieldError("stated_before", files.ROW_FAULTS["stated_before"])]
        found.faults += [
            ValueFault(row.row, row.line, files.column_of(item.pointer), item.code, item.detail)
            for item in errors
        ]
        if figure is not None and not errors:
            found.figures.append(figure)

    def _figure(self, stated: Stated) -> tuple[Stated | None, list[FieldError]]:
        try:
            wanted = MeasurementIn.model_validate_json(msgspec.json.encode(stated))
        except ValidationError as error:
            return None, field_errors(error)
        columns = columns_of(wanted)
        errors = faults_of(wanted.kpi_code, columns, self._today)
        return {"kpi_code": wanted.kpi_code.value, **columns}, errors


def _same(one: Stated, other: Stated) -> bool:
    return all(one[name] == other[name] for name in ("kpi_code", "starts_on", "ends_on"))


def _refused(code: str) -> FigureFileRefused:
    return FigureFileRefused(code, files.REFUSALS[code])
