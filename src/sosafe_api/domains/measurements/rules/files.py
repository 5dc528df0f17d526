"""What a file of figures looks like, and what is wrong with one. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

COLUMNS = (
    "kpi_code",
    "period_kind",
    "period_start",
    "numerator",
    "denominator",
    "evidence_title",
    "evidence_url",
    "evidence_dated_on",
    "note",
)
MOST_ROWS = 500  # a second person compares each of them with its evidence
MOST_BYTES = 2 * 1024 * 1024
_LONGEST_NUMBER = 18
REFUSALS: Mapping[str, str] = {
    "empty_file": "The file has a header and no rows.",
    "not_utf8_csv": "Write the file as CSV in UTF-8, and close every quotation mark.",
    "too_many_rows": "The file has more rows than one import takes; `upload.max_rows` says how many.",
    "unknown_layout": "The header must be: " + ", ".join(COLUMNS) + ".",
}
ROW_FAULTS: Mapping[str, str] = {
    "control_character": "Remove control characters from the row.",
    "not_utf8": "Write the file as UTF-8.",
    "stated_before": "Keep one row for each indicator and period.",
    "wrong_number_of_columns": "Give all columns of the header, and quote a value that holds a comma.",
}


def as_json(values: Sequence[str]) -> dict[str, Any]:
    """A row as the JSON of a figure that is entered singly; an empty value is not stated."""
    row: dict[str, Any] = {name: value for name, value in zip(COLUMNS, values, strict=True) if value}
    stated: dict[str, Any] = {name: row[name] for name in ("kpi_code", "note") if name in row}
    for name in ("numerator", "denominator"):
        if name in row:
            stated[name] = _number(row[name])
    for group in ("period", "evidence"):
        prefix = f"{group}_"
        stated[group] = {
            name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)
        }
    return stated


def column_of(pointer: str | None) -> str | None:
    """The column in which a fault of the JSON stands."""
    name = (pointer or "").removeprefix("#/").replace("/", "_")
    return name if name in COLUMNS else None


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else text
