"""CSV as spreadsheets and programs read it (RFC 4180), harmless where a cell would be taken for a formula."""

import csv
import io
from collections.abc import Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """Text of a cell: lists by `;`, nothing for null; what would start a formula gets a leading `'`."""
    if value is None:
        return ""
    text = ";".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def line(values: Sequence[object]) -> bytes:
    """One line, its end included."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([cell(value) for value in values])
    return written.getvalue().encode()
