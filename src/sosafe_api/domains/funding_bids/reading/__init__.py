"""Grants as files hold them: packages of JSON, and spreadsheets as CSV and .xlsx. Bytes in, grants out; no I/O."""

from collections.abc import Callable, Mapping

from sosafe_api.domains.funding_bids.reading.packages import read_package
from sosafe_api.domains.funding_bids.reading.tables import GrantTable, read_csv
from sosafe_api.domains.funding_bids.reading.workbooks import read_workbook
from sosafe_api.domains.funding_bids.vocabulary import GrantFileFormat

# Each takes the file's bytes and the most rows; raises `GrantFileRefused`.
READERS: Mapping[GrantFileFormat, Callable[[bytes, int], GrantTable]] = {
    GrantFileFormat.JSON: read_package,
    GrantFileFormat.CSV: read_csv,
    GrantFileFormat.XLSX: read_workbook,
}

__all__ = ["READERS", "GrantTable"]
