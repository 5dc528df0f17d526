"""CSV as spreadsheets and programs read it (RFC 4180), harmless where a cell would be taken for a formula."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """Text of a cell: lists by `;`, nothing for null; text that would start a formula gets a leading `'`."""
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)):
        return str(value)  # a number below 0 begins with a sign, and is no formula
    text = ";".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def line(values: Sequence[object]) -> bytes:
    """One line, its end included."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([cell(value) for value in values])
    return written.getvalue().encode()
