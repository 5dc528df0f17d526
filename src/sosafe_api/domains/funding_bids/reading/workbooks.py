"""Grants as a workbook of Excel's .xlsx format holds them."""

from collections.abc import Iterator

from python_calamine import CalamineSheet

from sosafe_api.core.row_files.workbooks import WorkbookRefused, sheets
from sosafe_api.domains.funding_bids.reading.tables import MOST_COLUMNS, GrantTable, Row, table
from sosafe_api.domains.funding_bids.rules.grant_faults import GrantFault, GrantFileRefused
from sosafe_api.domains.funding_bids.rules.grant_standard import path_of, told

_GRANTS_SHEET = "grants"


def read_workbook(content: bytes, most_rows: int) -> GrantTable:
    """The sheet named `grants`, else the first that has a column of identifiers; others are named as not read."""
    try:
        found = sheets(content, most_rows, MOST_COLUMNS)
    except WorkbookRefused as refused:
        raise GrantFileRefused(refused.code) from refused
    chosen = _chosen(found)
    grants = table(_rows(chosen), most_rows, strict=False)
    others = [
        GrantFault(0, 1, told(sheet.name, f"sheet {place}"), "sheet_not_read")
        for place, sheet in enumerate(found, start=1)
        if sheet.name != chosen.name and sheet.name.lower() != "meta" and sheet.height > 1
    ]
    return GrantTable(grants.grants, [*grants.faults, *others])


def _chosen(found: list[CalamineSheet]) -> CalamineSheet:
    named = [sheet for sheet in found if sheet.name.strip().lower() == _GRANTS_SHEET]
    for sheet in [*named, *found]:
        head = next(iter(sheet.to_python(skip_empty_area=False, nrows=1)), [])
        paths = {path_of(str(title)) for title in head}
        if {"id", "amountAwarded"} <= paths:
            return sheet
    raise GrantFileRefused("no_identifiers" if found else "not_a_workbook")


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    yield from enumerate(sheet.to_python(skip_empty_area=False), start=1)
