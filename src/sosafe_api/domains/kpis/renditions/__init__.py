"""Renditions: a table of an indicator as files for spreadsheets, statistics programs, pages and readers (ADR 0038).

Pure: the same table gives the same bytes. Drawing charts takes a tenth of a second each and a JavaScript engine in
memory, so `of` is for background work; `csv_of` is for anywhere.
"""

from collections.abc import Iterator

from sosafe_api.domains.kpis.renditions import charts, csv_table, json_stat, sdmx_csv
from sosafe_api.domains.kpis.renditions.csv_table import csv_of
from sosafe_api.domains.kpis.renditions.table import (
    CSV_TYPE,
    MEDIA_TYPES,
    METADATA_TYPE,
    RenderedTable,
    Rendition,
    headers_of,
)

__all__ = [
    "CSV_TYPE",
    "MEDIA_TYPES",
    "METADATA_TYPE",
    "RenderedTable",
    "Rendition",
    "csv_of",
    "headers_of",
    "of",
]


def of(table: RenderedTable) -> Iterator[Rendition]:
    """Every file of a table, each with its own path below the partnership's open indicators."""
    yield from csv_table.files(table)
    yield from json_stat.files(table)
    yield from sdmx_csv.files(table)
    if charts.is_charted(table):
        yield from charts.files(table)
