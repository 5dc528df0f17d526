"""Grants in rows under the standard's titles, and such rows as CSV has them."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sosafe_api.domains.funding_bids.rules.grant_checks import LONGEST_COLUMN, ReadGrant
from sosafe_api.domains.funding_bids.rules.grant_faults import GrantFault, GrantFileRefused
from sosafe_api.domains.funding_bids.rules.grant_standard import path_of, told

MOST_COLUMNS = 200
Row = tuple[int, Sequence[Any]]  # its line, and its cells


@dataclass(frozen=True, slots=True)
class GrantTable:
    """The grants of a file in their order, and what is wrong with its head."""

    grants: Sequence[ReadGrant]
    faults: Sequence[GrantFault] = ()


def read_csv(content: bytes, most_rows: int) -> GrantTable:
    """Raises `GrantFileRefused` for what is no CSV in UTF-8 under the standard's titles."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GrantFileRefused("not_utf8_csv") from error
    if "\x00" in text:
        raise GrantFileRefused("not_utf8_csv")
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)

    def numbered() -> Iterable[Row]:
        before = 0
        try:
            for cells in lines:
                yield before + 1, cells
                before = lines.line_num
        except csv.Error as error:
            raise GrantFileRefused("broken_cell", line=lines.line_num) from error

    return table(numbered(), most_rows, strict=True)


def table(rows: Iterable[Row], most_rows: int, *, strict: bool) -> GrantTable:
    """The first row are titles. `strict` makes a row of another number of cells a fault, as in CSV."""
    lines = iter(rows)
    line, head = next(lines, (1, []))
    paths, faults = _head(line, [str(title).strip() for title in head])
    titles = {path: str(title) for path, title in zip(paths, head, strict=True) if path is not None}
    grants: list[ReadGrant] = []
    for start, cells in lines:
        if not any(str(cell).strip() for cell in cells):
            continue
        if len(grants) == most_rows:
            raise GrantFileRefused("too_many_rows")
        broken = "broken_row" if strict and len(cells) != len(head) else None
        value = {} if broken else _nested(paths, cells)
        grants.append(ReadGrant(len(grants) + 1, start, value, titles, broken))
    if not grants:
        raise GrantFileRefused("empty_file")
    return GrantTable(grants, faults)


def _head(line: int, head: Sequence[str]) -> tuple[list[str | None], list[GrantFault]]:
    if len(head) > MOST_COLUMNS:
        raise GrantFileRefused("too_large")
    paths = [path_of(title) for title in head]
    known = [path for path in paths if path is not None]
    if "id" not in known:
        raise GrantFileRefused("no_identifiers")
    if len(set(known) - _INDIVIDUALS) != len([path for path in known if path not in _INDIVIDUALS]):
        raise GrantFileRefused("repeated_column")
    return paths, [
        GrantFault(0, line, told(title, f"column {place}")[:LONGEST_COLUMN], "unknown_column")
        for place, (title, path) in enumerate(zip(head, paths, strict=True), start=1)
        if path is None and title
    ]


_INDIVIDUALS = frozenset({"recipientIndividual", "toIndividualsDetails"})


def _nested(paths: Sequence[str | None], cells: Sequence[Any]) -> dict[str, Any]:
    """A row's cells as the standard nests them: `recipientOrganization/0/name` within the first of a list."""
    found: dict[str, Any] = {}
    for path, cell in zip(paths, cells, strict=False):
        if path is None or cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        _put(found, path.split("/"), _plain_cell(cell))
    return found


def _plain_cell(cell: Any) -> Any:
    """What was written harmless for spreadsheets is read without its mark."""
    if isinstance(cell, str) and cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r"):
        return cell[1:]
    return cell


def _put(found: dict[str, Any], parts: Sequence[str], value: Any) -> None:
    place: Any = found
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        inner: Any = value if following is None else [] if following == "0" else {}
        if isinstance(place, list):
            if not place:
                place.append(inner)
            place = place[0]
        else:
            place = place.setdefault(part, inner)
