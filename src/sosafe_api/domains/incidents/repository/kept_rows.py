"""Replacing what is kept of a police file: set-based statements of one background transaction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sosafe_api.core.db.staging import Connection, Stage
from sosafe_api.domains.incidents.repository.police_files import upsert_file

Alike = tuple[str, ...]


class Stretch(NamedTuple):
    """Some lines, how many rows they are, and what there is to note of rows alike, of these and of others."""

    lines: bytes
    rows: int
    alike: Mapping[Alike, int]


_COUNT_ALIKE = (
    "INSERT INTO alike_rows ({alike}, count) SELECT {alike}, count(*) FROM {stage} GROUP BY {alike}"
)


@dataclass(frozen=True, slots=True)
class KeptRows:
    """How rows of a kind are kept: what of the file goes, how staged rows come, and how those alike are counted.

    `alike` are the staged columns that counts are made by. Every count reads the table `alike_rows`, which has them
    and how many rows are alike, some of them more than once.
    """

    stage: Stage
    alike: tuple[str, ...]
    forget: tuple[str, ...]
    add: str
    count: tuple[str, ...]

    def replace(self, connection: Connection, values: dict[str, Any]) -> None:
        """Puts all staged rows in the place of the file's former ones, with the counts."""
        values["file_id"] = upsert_file(connection, values)
        self._open_alike(connection)
        counted = _COUNT_ALIKE.format(alike=", ".join(self.alike), stage=self.stage.table)
        for statement in (*self.forget, self.add, counted, *self.count):
            _run(connection, statement, values)

    def make_ready(self, connection: Connection, values: dict[str, Any]) -> None:
        """Deletes the file's former rows, and makes ready for new ones that come some at a time."""
        self.stage.create(connection)
        self._open_alike(connection)
        for statement in self.forget:
            _run(connection, statement, values)

    def load(self, connection: Connection, stretches: Iterator[Stretch], values: dict[str, Any]) -> bool:
        """Keeps the rows of each stretch; while the database writes them, the next one is read.

        False, with some written, when the database does not read as many rows as there are lines.
        """
        stretch = next(stretches, None)
        while stretch is not None:
            self._add_alike(connection, stretch.alike)
            if not self.stage.load_lines(connection, stretch.lines, stretch.rows):
                return False
            # What is run in a pipeline is sent, and not waited for before it is synchronised.
            with connection.pipeline() as pipeline:
                _run(connection, self.add, values)
                connection.execute(f"TRUNCATE {self.stage.table}".encode())
                following = next(stretches, None)
                pipeline.sync()
            stretch = following
        return True

    def _add_alike(self, connection: Connection, found: Mapping[Alike, int]) -> None:
        """Notes how many rows are alike; an empty value is none."""
        if not found:
            return
        copied = f"COPY alike_rows ({', '.join(self.alike)}, count) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(copied.encode()) as copy:
            for values, count in found.items():
                copy.write_row((*(value or None for value in values), count))

    def conclude(self, connection: Connection, values: dict[str, Any]) -> bool:
        """Makes the rows the file's, with the counts; False when another worker has made the file meanwhile."""
        if upsert_file(connection, values) != values["file_id"]:
            return False
        for statement in self.count:
            _run(connection, statement, values)
        return True

    def _open_alike(self, connection: Connection) -> None:
        columns = ", ".join(f"{name} text" for name in self.alike)
        connection.execute(
            f"CREATE TEMPORARY TABLE alike_rows ({columns}, count bigint) ON COMMIT DROP".encode()
        )


def _run(connection: Connection, statement: str, values: dict[str, Any]) -> None:
    connection.execute(statement.encode(), values)
