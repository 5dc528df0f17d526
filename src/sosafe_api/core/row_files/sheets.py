"""A sheet of records as the CSV that it would be saved as: one record a line, so that any row can be given back."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sosafe_api.core.clock import LONDON
from sosafe_api.core.csv_lines import line
from sosafe_api.core.row_files.records import BYTE_ORDER_MARK
from sosafe_api.core.row_files.workbooks import WorkbookRefused, sheets

MOST_COLUMNS = 200
PART_BYTES = 1 << 20


def csv_of_workbook(content: bytes, most_rows: int) -> Iterator[bytes]:
    """Parts of a file of CSV, a mark at its start; a blank row is a blank line, so lines are those of the sheet.

    A formula is what it last came to; a date and time is one of London. Raises `WorkbookRefused`, also for
    `several_sheets`: which of them holds the records is not for us to guess.
    """
    filled = [sheet for sheet in sheets(content, most_rows, MOST_COLUMNS) if sheet.height]
    if len(filled) > 1:
        raise WorkbookRefused("several_sheets")
    part = bytearray(BYTE_ORDER_MARK)
    for sheet in filled:
        for row in sheet.to_python(skip_empty_area=False):
            values = [_text(cell) for cell in row]
            part += line(values) if any(value not in ("", None) for value in values) else b"\r\n"
            if len(part) >= PART_BYTES:
                yield bytes(part)
                part.clear()
    if part:
        yield bytes(part)


def _text(value: Any) -> Any:
    """A cell as its column would be written in CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=LONDON).isoformat()
    return value.isoformat() if isinstance(value, date) else value
