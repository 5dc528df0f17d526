"""A CSV file's bytes: its header, and its rows one by one where the database's own reader gives up.

The database reads a file many times as fast, but stops at the first broken row and takes only line ends that
are all alike. The reader here names every broken row and goes on.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sosafe_api.core.db.staging import RowFault

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_HEADER = 65_536
STRETCH_BYTES = 3 << 19
_NOT_UTF8 = re.compile("[\ud800-\udfff]")  # what `surrogateescape` makes of bytes that are no UTF-8


class UnreadableFile(Exception):
    """Not even its rows can be told apart: the header is no text, or a quotation mark is never closed."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row, 1 being the first after the header, and the line it begins on; `fault` says how it is broken."""

    row: int
    line: int
    values: list[str]
    fault: str | None


class WholeRows:
    """Lets through the rows of a file that have all columns; the others are faults, the first of which are kept."""

    def __init__(self, most_faults: int) -> None:
        self._most_faults = most_faults
        self._broken: list[RowFault] = []
        self.left_out = 0

    def of(self, read: Iterable[ReadRow]) -> Iterator[tuple[int, int, Sequence[str]]]:
        for row in read:
            if row.fault is None:
                yield row.row, row.line, row.values
                continue
            self.left_out += 1
            if len(self._broken) < self._most_faults:
                self._broken.append(RowFault(row.row, row.line, None, row.fault))

    def faults_with(self, found: Sequence[RowFault]) -> list[RowFault]:
        """The first faults of all, in the order of rows."""
        together = sorted([*found, *self._broken], key=lambda fault: fault.row)
        return together[: self._most_faults]


def without_mark(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts without a byte order mark; they may be cut anywhere, inside the mark as well."""
    start: bytes | None = b""
    for part in parts:
        if start is None:
            yield part
        elif len(start + part) < len(BYTE_ORDER_MARK):
            start += part
        else:
            yield (start + part).removeprefix(BYTE_ORDER_MARK)
            start = None
    if start:
        yield start


def header(parts: Iterable[bytes]) -> list[str]:
    """The names in the first line; raises `UnreadableFile` when they are no text."""
    start = b""
    for part in without_mark(parts):
        start += part
        if b"\n" in start or len(start) > LONGEST_HEADER:
            break
    line = start.split(b"\n", 1)[0].rstrip(b"\r")
    try:
        return next(csv.reader([line.decode("utf-8")]), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile() from error


def stretches(parts: Iterable[bytes], size: int = STRETCH_BYTES) -> Iterator[bytes]:
    """The file in stretches of whole lines, the last of which gets a line end where it wants one.

    A line that is longer than a stretch is cut.
    """
    held = b""
    for part in without_mark(parts):
        held += part
        if len(held) >= size:
            end = held.rfind(b"\n") + 1 or len(held)
            yield held[:end]
            held = held[end:]
    if held:
        yield held if held.endswith(b"\n") else held + b"\n"


def rows(parts: Iterable[bytes], columns: int) -> Iterator[ReadRow]:
    """Every row after the header, blank lines left out; raises `UnreadableFile` for a quote that never closes."""
    lines = _Stream(without_mark(parts))
    text = io.TextIOWrapper(io.BufferedReader(lines), "utf-8", errors="surrogateescape", newline="")
    reader = csv.reader(text)
    begins, row = 1, 0
    try:
        for values in reader:
            line, begins = begins, reader.line_num + 1
            if line == 1 or not values:
                continue
            row += 1
            yield ReadRow(row, line, values, _fault(values, columns))
    except csv.Error as error:
        raise UnreadableFile() from error


def _fault(values: list[str], columns: int) -> str | None:
    if len(values) != columns:
        return "wrong_number_of_columns"
    text = "".join(values)
    if _NOT_UTF8.search(text):
        return "not_utf8"
    return "control_character" if "\x00" in text else None


class _Stream(io.RawIOBase):
    """Lets a sequence of parts be read as one file."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts = parts
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = next(self._parts, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size
