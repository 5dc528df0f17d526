"""CSV with its metadata: a plain table (RFC 4180) and what each column means (W3C, CSV on the Web, 2015)."""

from collections.abc import Iterator

import msgspec

from sosafe_api.core import csv_lines
from sosafe_api.domains.kpis.definitions.sources import LICENCE_ADDRESS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.renditions.columns import Column, columns_of
from sosafe_api.domains.kpis.renditions.table import (
    CSV_ENDING,
    CSV_TYPE,
    METADATA_ENDING,
    METADATA_TYPE,
    Json,
    RenderedTable,
    Rendition,
    rendition,
)

NAME = "observations"


def csv_of(table: RenderedTable) -> bytes:
    """Header and a line an observation. A hidden value is an empty cell, and the status says why."""
    columns = columns_of(table)
    lines = [csv_lines.line([column.name for column in columns])]
    lines += [csv_lines.line([column.read(each) for column in columns]) for each in table.observations]
    return b"".join(lines)


def files(table: RenderedTable) -> Iterator[Rendition]:
    yield rendition(table, NAME + CSV_ENDING, CSV_TYPE, csv_of(table))
    yield rendition(table, NAME + METADATA_ENDING, METADATA_TYPE, msgspec.json.encode(metadata_of(table)))


def licence_address(code: str) -> str:
    """Of a licence as SPDX names it."""
    return LICENCE_ADDRESS if code == OPEN_GOVERNMENT_LICENCE else f"https://spdx.org/licenses/{code}.html"


def metadata_of(table: RenderedTable) -> Json:
    """The table's metadata document; its `url` is relative to it."""
    definition, release = table.definition, table.release
    columns = columns_of(table)
    key = ["period_start", "period_end", *([table.by] if table.by else [])]
    said: Json = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": table.file(NAME + CSV_ENDING),
        "dc:title": definition["title"],
        "dc:description": " ".join(filter(None, [definition["description"], table.rounding])),
        "dc:source": definition["source"],
        "dc:license": {"@id": licence_address(definition["licence"])},
        "dc:publisher": {"schema:name": table.publisher or table.slug},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "doubleQuote": True},
        "tableSchema": {"columns": [_column(each) for each in columns], "primaryKey": key},
    }
    if release:
        said["dc:modified"] = {"@value": release["data_cut_off"], "@type": "xsd:dateTime"}
        said["schema:version"] = str(release["number"])
    return said


def _column(column: Column) -> Json:
    """The header's own word is the first title, by which a validator finds the column."""
    return {
        "name": column.name,
        "titles": [column.name],
        "dc:description": column.title,
        "datatype": column.datatype,
        "required": column.required,
    }
