"""Workbooks of Excel's .xlsx format, unpacked within bounds before anything reads them.

A workbook is an archive of XML. What it unpacks to, how far its cells reach and how much text they repeat is
measured first, and the reader gets only what was measured: an archive that lies about itself does no harm.
"""

import io
import lzma
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

MOST_UNPACKED = 64 << 20
MOST_ENTRIES = 500
MOST_TEXT = 64 << 20
# The reader finds parts whatever the case of their names.
_SHEETS = ("xl/worksheets/", "xl/chartsheets/", "xl/dialogsheets/")
_STRINGS, _BOOK, _RELATIONS = "xl/sharedstrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# What an archive or a part of it that is broken, locked or packed in an unknown way raises when it is read.
_BROKEN = (
    CalamineError,
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ValueError,
    LookupError,
    RuntimeError,
    EOFError,
    OSError,
)


class WorkbookRefused(Exception):
    """`not_a_workbook`, `too_large` or `too_many_rows`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sheets(content: bytes, most_rows: int, most_columns: int) -> list[CalamineSheet]:
    """Every sheet, in the book's order. A formula is what it last came to. Raises `WorkbookRefused`."""
    try:
        measured = _unpacked(content)
        _measure({_folded(name): part for name, part in measured.items()}, most_rows, most_columns)
        book = CalamineWorkbook.from_filelike(io.BytesIO(_packed(measured)))
        return [book.get_sheet_by_name(name) for name in book.sheet_names]
    except _BROKEN as error:
        raise WorkbookRefused("not_a_workbook") from error


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Every part of the archive. Raises `WorkbookRefused` for what would unpack to too much."""
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > MOST_ENTRIES:
            raise WorkbookRefused("too_large")
        for entry in archive.infolist():
            with archive.open(entry) as part:
                found[entry.filename] = part.read(left + 1)
            left -= len(found[entry.filename])
            if left < 0:
                raise WorkbookRefused("too_large")
    names = {_folded(name) for name in found}
    binary = any(name.endswith(".bin") and "sheet" in name for name in names)
    if _BOOK not in found or binary or len(names) < len(found):
        raise WorkbookRefused("not_a_workbook")
    return found


def _folded(name: str) -> str:
    return name.replace("\\", "/").lower()


def _measure(parts: dict[str, bytes], most_rows: int, most_columns: int) -> None:
    """One measure over all sheets. Raises `WorkbookRefused` beyond the bounds, and for a sheet elsewhere."""
    found = {name: part for name, part in parts.items() if name.startswith(_SHEETS) and name.endswith(".xml")}
    if not _targets(parts) <= set(found):
        raise WorkbookRefused("not_a_workbook")
    measure = _Measure(_lengths(parts.get(_STRINGS, b"")), most_rows, most_columns)
    for part in found.values():
        measure.sheet(part)


def _targets(parts: dict[str, bytes]) -> set[str]:
    """The parts that hold sheets: what the book names as one, and what is related to it as one."""
    named = {value for sheet in _elements(parts[_BOOK], "sheet") for value in sheet.values()}
    found = set()
    for relation in _elements(parts.get(_RELATIONS, b"<none/>"), "Relationship"):
        if relation.get("Id") in named or relation.get("Type", "").endswith("/worksheet"):
            target = _folded(relation.get("Target", "")).removeprefix("/")
            found.add(target if target.startswith("xl/") else f"xl/{target}")
    return found


def _elements(content: bytes, kind: str) -> list[dict[str, str]]:
    """The attributes of every element of a name."""
    found: list[dict[str, str]] = []
    parser = _parser()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == kind:
            found.append(attributes)

    parser.StartElementHandler = start
    parser.Parse(content, True)
    return found


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _parser() -> Any:
    """Without document types, and so without entities that unfold."""
    parser = expat.ParserCreate()

    def refuse(*_: Any) -> None:
        raise WorkbookRefused("not_a_workbook")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _lengths(strings: bytes) -> list[int]:
    """How long each shared text is, in their order."""
    lengths: list[int] = []
    if not strings:
        return lengths
    parser = _parser()

    def start(name: str, _: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.Parse(strings, True)
    return lengths


class _Measure:
    """How far the cells of all sheets reach, and how much text they come to."""

    def __init__(self, lengths: list[int], most_rows: int, most_columns: int) -> None:
        self._lengths = lengths
        self._most_columns = most_columns
        # Blank rows are passed over, but the reader makes room for them.
        self._most_rows = 2 * (most_rows + 1)
        self._room = self._most_rows * most_columns
        self._text = 0
        self._row = self._column = self._rows = self._columns = 0
        self._shared = self._within = False
        self._number = ""

    def sheet(self, content: bytes) -> None:
        """Raises `WorkbookRefused` beyond the bounds."""
        self._row = self._column = self._rows = self._columns = 0
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data
        parser.Parse(content, True)
        self._room -= self._rows * self._columns
        if self._room < 0:
            raise WorkbookRefused("too_large")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row = _digits(attributes.get("r", "")) or self._row + 1
            self._column = 0
            self._reach(self._row, 0)
        elif kind == "c":
            self._cell(attributes.get("r", ""))
            self._shared = attributes.get("t") == "s"
        self._within, self._number = kind == "v" and self._shared, ""

    def _cell(self, reference: str) -> None:
        """Without a reference a cell stands beside the one before it."""
        letters = reference.rstrip("0123456789")
        if len(letters) > len("ABC"):
            raise WorkbookRefused("too_large")
        self._column = _column(letters) if letters else self._column + 1
        self._reach(_digits(reference[len(letters) :]) or self._row, self._column)

    def _reach(self, row: int, column: int) -> None:
        if column > self._most_columns:
            raise WorkbookRefused("too_large")
        if row > self._most_rows:
            raise WorkbookRefused("too_many_rows")
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)

    def _data(self, data: str) -> None:
        if self._within:
            self._number += data[:12]

    def _end(self, name: str) -> None:
        if self._within and name.rpartition(":")[2] == "v":
            self._within = False
            self._text += self._lengths[int(self._number)] if self._number else 0
            if self._text > MOST_TEXT:
                raise WorkbookRefused("too_large")


def _digits(text: str) -> int:
    if len(text) > len("1048576"):
        raise WorkbookRefused("too_large")
    return int(text or 0)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
