"""Files of one record a row, as NDJSON or CSV, read to the byte: any row can be gone on from, or given back as sent."""

from sosafe_api.core.row_files.columns import ColumnKind, columns_of, nested, required_columns
from sosafe_api.core.row_files.headings import Headings, heading_key, suggestions
from sosafe_api.core.row_files.records import BYTE_ORDER_MARK, Mark, Record, UnreadableFile, header, records
from sosafe_api.core.row_files.rows import ROW_FAULTS, CsvRows, NdjsonRows, SentRow, cells, column_of

__all__ = [
    "BYTE_ORDER_MARK", "ROW_FAULTS", "ColumnKind", "CsvRows", "Headings", "Mark", "NdjsonRows", "Record", "SentRow",
    "UnreadableFile", "cells", "column_of", "columns_of", "header", "heading_key", "nested", "records",
    "required_columns", "suggestions",
]  # fmt: skip
