"""A file's bytes cut into its records, each with its row, its line and where it begins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_RECORD = 262_144  # as long as a record sent singly may be


class UnreadableFile(Exception):
    """Its records cannot be told apart: one is longer than any may be, or a quotation mark is never closed."""


class Mark(NamedTuple):
    """Where reading goes on: the byte, the line on which the next record begins, and the row before it."""

    position: int = 0
    line: int = 1
    row: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it was sent, its line end included. Row 1 is the first of data, row 0 a header."""

    row: int
    line: int
    position: int
    raw: bytes

    @property
    def after(self) -> Mark:
        return Mark(self.position + len(self.raw), self.line + self.raw.count(b"\n"), self.row)


def records(parts: Iterable[bytes], mark: Mark, *, quoted: bool) -> Iterator[Record]:
    """Every record from the mark on, blank lines left out. `parts` begin at the mark and may be cut anywhere.

    Where values are quoted, a line end within quotation marks belongs to the record. Raises `UnreadableFile`.
    """
    position, line, row = mark
    held: list[bytes] = []
    size, within = 0, False
    for piece in _lines(parts):
        held.append(piece)
        size += len(piece)
        within ^= quoted and piece.count(b'"') % 2 == 1
        if size > LONGEST_RECORD:
            raise UnreadableFile
        if within:
            continue
        raw = b"".join(held)
        if raw.removeprefix(BYTE_ORDER_MARK).strip():
            row += 1
            yield Record(row, line, position, raw)
        position, line = position + size, line + len(held)
        held, size = [], 0
    if held:
        raise UnreadableFile


def header(parts: Iterable[bytes]) -> Record | None:
    """The first record of a file of CSV; None for an empty file."""
    return next(records(parts, Mark(row=-1), quoted=True), None)


def _lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for part in parts:
        lines = (rest + part).split(b"\n")
        rest = lines.pop()
        if len(rest) > LONGEST_RECORD:
            raise UnreadableFile
        for line in lines:
            yield line + b"\n"
    if rest:
        yield rest
