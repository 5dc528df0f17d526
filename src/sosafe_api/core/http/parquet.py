"""A whole list as Apache Parquet: typed columns in groups of rows, so that memory is that of a group."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, get_args, get_origin
from uuid import UUID

import msgspec

from sosafe_api.core.http.cells import Cells, one_kind
from sosafe_api.core.http.list_files import ListFile

PARQUET = "application/vnd.apache.parquet"
GROUP_ROWS = 10_000
Reading = Callable[[Any], Any]


class _Sink:
    """Where the writer of the library puts bytes, until they are taken from here."""

    closed = False

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def write(self, content: Any) -> int:
        self._waiting.append(bytes(content))
        self._position += len(content)
        return len(content)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        """Nothing is kept back."""

    def take(self) -> bytes:
        found = b"".join(self._waiting)
        self._waiting.clear()
        return found


class ParquetFile(ListFile):
    """Instants, days, numbers and truth values are what they are; what has no column type of its own is JSON.

    The key-value metadata of the file holds what `told` says of the snapshot.
    """

    def __init__(self, cells: Cells, told: Mapping[str, str]) -> None:
        import pyarrow as pa  # noqa: PLC0415 - 120 MB of memory, which few exports need
        from pyarrow import parquet  # noqa: PLC0415

        super().__init__()
        self._cells = cells
        self._types, self._readings = zip(*(_column(kind) for kind in cells.kinds), strict=True)
        fields = [pa.field(name, kind) for name, kind in zip(cells.names, self._types, strict=True)]
        self._schema = pa.schema(fields, metadata=dict(told))
        self._batch = pa.record_batch
        self._array = pa.array
        self._sink = _Sink()
        self._writer = parquet.ParquetWriter(self._sink, self._schema, compression="zstd")
        self._group: list[list[Any]] = []

    def head(self) -> bytes:
        return self._sink.take()

    def written(self, items: Sequence[Any]) -> bytes:
        self._group += [self._cells.values(msgspec.to_builtins(item)) for item in items]
        if len(self._group) >= GROUP_ROWS:
            self._write_group()
        return self._sink.take()

    def end(self) -> bytes:
        if self._group:
            self._write_group()
        self._writer.close()
        return self._sink.take()

    def _write_group(self) -> None:
        columns = zip(*self._group, strict=True)
        arrays = [
            self._array([None if value is None else reading(value) for value in values], kind)
            for values, kind, reading in zip(columns, self._types, self._readings, strict=True)
        ]
        self._writer.write_batch(self._batch(arrays, schema=self._schema))
        self._group = []


def _column(kind: Any) -> tuple[Any, Reading]:
    """The type of a column of such values, and how a value is read from JSON."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    kind = one_kind(kind)
    if get_origin(kind) is list:
        inner = _plain(one_kind(get_args(kind)[0]), pa)
        return (
            (pa.list_(inner[0]), lambda values: [inner[1](value) for value in values]) if inner else _json(pa)
        )
    return _plain(kind, pa) or _json(pa)


def _plain(kind: Any, pa: Any) -> tuple[Any, Reading] | None:
    """None for what is no single value."""
    if not isinstance(kind, type):
        return None
    plain: dict[type, tuple[Any, Reading]] = {
        bool: (pa.bool_(), bool),
        int: (pa.int64(), int),
        float: (pa.float64(), float),
        datetime: (pa.timestamp("ms", tz="UTC"), datetime.fromisoformat),
        date: (pa.date32(), date.fromisoformat),
        UUID: (pa.string(), str),
        str: (pa.string(), str),
    }
    return plain[str] if issubclass(kind, Enum) else plain.get(kind)


def _json(pa: Any) -> tuple[Any, Reading]:
    return pa.string(), lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))
