"""Records read as what they state, or with the fault that keeps them from being read."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import unquote

import msgspec

from sosafe_api.core.errors import MalformedRequest
from sosafe_api.core.row_files.columns import ColumnKind, nested
from sosafe_api.core.row_files.records import BYTE_ORDER_MARK, Mark, Record, records
from sosafe_api.core.strict_json import parse_json

ROW_FAULTS = {
    "malformed_row": "Write one JSON object in one line of UTF-8, each property once, no NUL characters.",
    "not_utf8": "Write the file as UTF-8.",
    "control_character": "Remove control characters from the row.",
    "unreadable_row": 'Quote a value that holds a comma, a line break or a quotation mark, and write " as "".',
    "wrong_number_of_columns": "Give as many values as the header has names, and quote a value that holds a comma.",
}


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as sent. Without a `fault`, `content` is what it states and `json` the same as JSON."""

    record: Record
    fault: str | None = None
    content: dict[str, Any] | None = None
    json: bytes = b""


class NdjsonRows:
    """One JSON object a line, as strict as a request's."""

    header: Record | None = None

    def rows(self, parts: Iterable[bytes], mark: Mark) -> Iterator[SentRow]:
        for record in records(parts, mark, quoted=False):
            raw = record.raw.removeprefix(BYTE_ORDER_MARK).strip()
            try:
                yield SentRow(record, None, parse_json(raw), raw)
            except MalformedRequest:
                yield SentRow(record, "malformed_row")

    def whole(self, parts: Iterable[bytes]) -> Iterator[SentRow]:
        """All rows of the file, from its first byte."""
        return self.rows(parts, Mark())


class CsvRows:
    """One row of cells a record; `columns` name and type them in the order of the header, None is not read."""

    def __init__(
        self,
        header: Record,
        columns: Sequence[tuple[str, ColumnKind] | None],
        required: Collection[str] = (),
    ) -> None:
        self.header = header
        self._columns = columns
        self._required = frozenset(required)

    def rows(self, parts: Iterable[bytes], mark: Mark) -> Iterator[SentRow]:
        for record in records(parts, mark, quoted=True):
            values, fault = cells(record.raw)
            if fault is None and len(values) != len(self._columns):
                fault = "wrong_number_of_columns"
            if fault is not None:
                yield SentRow(record, fault)
                continue
            content = nested(self._columns, values, self._required)
            yield SentRow(record, None, content, msgspec.json.encode(content))

    def whole(self, parts: Iterable[bytes]) -> Iterator[SentRow]:
        """All rows of the file, from its first byte; the header is passed over."""
        return islice(self.rows(parts, Mark(row=-1)), 1, None)


def cells(raw: bytes) -> tuple[list[str], str | None]:
    """A record's cells, or why they cannot be read."""
    try:
        text = raw.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError:
        return [], "not_utf8"
    if "\x00" in text:
        return [], "control_character"
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return [], "unreadable_row"
    return (found[0], None) if len(found) == 1 else ([], "unreadable_row")


def column_of(pointer: str | None) -> str | None:
    """The column of CSV that a JSON Pointer leads to; an item of a list stands in the list's column."""
    steps = [unquote(step) for step in (pointer or "#").removeprefix("#").split("/")[1:]]
    return ".".join(step for step in steps if not step.isdigit()) or None
