"""The forms in which a whole list is written, page after page, so that memory is that of a page."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from sosafe_api.core import csv_lines
from sosafe_api.core.http.answers import encode
from sosafe_api.core.http.cells import Cells


class ListFile(ABC):
    """Gives bytes as it is given pages; what it gave, one after another, is the file. `rows` counts the items."""

    def __init__(self) -> None:
        self.rows = 0

    @abstractmethod
    def head(self) -> bytes:
        """What stands before the first item."""

    def page(self, items: Sequence[Any]) -> bytes:
        """The items, or as much of what came so far as is ready to be written."""
        self.rows += len(items)
        return self.written(items)

    @abstractmethod
    def written(self, items: Sequence[Any]) -> bytes:
        """See `page`."""

    @abstractmethod
    def end(self) -> bytes:
        """What stands after the last item."""


class LinesFile(ListFile):
    """NDJSON: the last line says that nothing is missing, and what `told` says of the snapshot."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__()
        self._told = told

    def head(self) -> bytes:
        return b""

    def written(self, items: Sequence[Any]) -> bytes:
        return b"".join(encode(item) + b"\n" for item in items)

    def end(self) -> bytes:
        return encode({"_end": {"rows": self.rows, **self._told}}) + b"\n"


class CsvFile(ListFile):
    """CSV with its header; it has no end mark."""

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self._cells = cells

    def head(self) -> bytes:
        return csv_lines.line(self._cells.names)

    def written(self, items: Sequence[Any]) -> bytes:
        return b"".join(csv_lines.line(self._cells.row(msgspec.to_builtins(item))) for item in items)

    def end(self) -> bytes:
        return b""
