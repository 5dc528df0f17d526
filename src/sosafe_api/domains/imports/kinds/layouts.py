"""How files of one record a row are laid out: JSON lines, or CSV whose first line names the columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from pydantic import BaseModel

from sosafe_api.core.row_files import (
    ColumnKind,
    CsvRows,
    Headings,
    Record,
    SentRow,
    UnreadableFile,
    cells,
    columns_of,
    header,
    required_columns,
)
from sosafe_api.domains.imports.kinds.base import Parts, Refused

_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
LAYOUTS = {
    "empty_file": "The file has no rows.",
    "too_many_rows": "The file has more rows than one import takes; `upload.max_rows` says how many.",
    "not_a_workbook": "Save the file as an Excel workbook (.xlsx) without a password, and send it whole.",
    "several_sheets": "Leave one sheet with the rows; the others must be empty.",
    "too_large": "The workbook unpacks to more than is read; split it, or save it as CSV.",
    "unreadable_rows": "Close every quotation mark; no row may be longer than 256 KiB.",
}


def csv_rows(parts: Parts, model: type[BaseModel], headings: Headings) -> CsvRows:
    """Reads the first line. Raises `Refused` for one that does not name columns of these records."""
    try:
        first = header(parts())
    except UnreadableFile as error:
        raise refused("unreadable_rows") from error
    if first is None:
        raise refused("empty_file")
    sent, fault = cells(first.raw)
    if fault is not None:
        raise Refused("unknown_layout", "The first line must name the columns, as CSV in UTF-8.")
    names = headings.read_as(sent)
    known = named_columns_of(model) | open_columns_of(model, names)
    required = [name for name in required_columns(model) if name in known]
    detail = layout_fault(names, known, required)
    if detail is not None:
        raise Refused("unknown_layout", detail)
    return CsvRows(first, [None if name is None else (name, known[name]) for name in names], required)


def named_columns_of(model: type[BaseModel]) -> dict[str, ColumnKind]:
    """The columns whose names are known before a file is."""
    begins = open_columns(model)
    return {name: kind for name, kind in columns_of(model).items() if f"{name}." != begins}


def open_columns(model: type[BaseModel]) -> str | None:
    """What the names of columns begin with that stand for the keys of a map, whatever they are."""
    begins: str | None = getattr(model, "open_columns", None)
    return begins


def is_open(column: str, begins: str | None) -> bool:
    return (
        begins is not None
        and column.startswith(begins)
        and _KEY.fullmatch(column.removeprefix(begins)) is not None
    )


def open_columns_of(model: type[BaseModel], names: Sequence[str | None]) -> dict[str, ColumnKind]:
    """Those of the names that stand for keys of a map."""
    begins = open_columns(model)
    return {name: ColumnKind.TEXT for name in names if name is not None and is_open(name, begins)}


class Counted:
    """Rows that are handed on up to a number, and whether there was one more."""

    def __init__(self, rows: Iterator[SentRow]) -> None:
        self._rows = rows
        self.last: Record | None = None
        self.more = False

    def up_to(self, most: int) -> Iterator[SentRow]:
        for row in islice(self._rows, most):
            self.last = row.record
            yield row
        self.more = next(self._rows, None) is not None


def refused(code: str) -> Refused:
    return Refused(code, LAYOUTS[code])


def layout_fault(
    names: Sequence[str | None], known: Mapping[str, object], required: Sequence[str]
) -> str | None:
    """What is wrong with the names of columns, None being one that is not read.

    Of names that are none of ours only the places are told: a file without a header begins with a row, and its values
    are nobody's to keep.
    """
    missing = [name for name in required if name not in names]
    strange = [str(place) for place, name in enumerate(names, start=1) if name not in (None, *known)]
    twice = sorted({name for name in names if name is not None and name in known and names.count(name) > 1})
    told = [
        f"Missing: {', '.join(missing)}." if missing else "",
        f"Not known: column {', '.join(strange[:20])}. Headings of your own are named by a `mapping`."
        if strange
        else "",
        f"Named twice: {', '.join(twice[:5])}." if twice else "",
    ]
    faults = " ".join(part for part in told if part)
    return f"The first line names each column once. {faults}" if faults else None
