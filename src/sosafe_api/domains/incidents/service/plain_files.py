"""A police file whose lines are all plain, kept while it is read; most files are."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.db.ahead import written_while_read
from sosafe_api.core.db.staging import Connection
from sosafe_api.domains.incidents import reading
from sosafe_api.domains.incidents.repository import Alike, StagedFile
from sosafe_api.domains.incidents.rules import crime_types, files
from sosafe_api.domains.incidents.rules.plain_lines import PLAIN_LIST, PlainLines, month_and_force, pieces
from sosafe_api.domains.incidents.service.places import FilePlace, LoadedFile
from sosafe_api.domains.incidents.vocabulary import PoliceFileKind

MOST_ALIKE = 50_000


class _Stretch(NamedTuple):
    """Some lines, how many rows they are, and what there is to note of rows alike."""

    lines: bytes
    rows: int
    alike: Counter[Alike]


class PlainFile:
    """One file of a partnership, within the caller's transaction: kept as a whole, or left to be looked through."""

    def __init__(self, connection: Connection, partnership_id: UUID, kind: PoliceFileKind) -> None:
        self._connection = connection
        self._partnership_id = partnership_id
        self._kind = kind
        self._place: FilePlace | None = None
        self._values: dict[str, Any] = {}
        self._rows = self._without_area = 0
        self._plain = True

    def load(self, content: Iterable[bytes]) -> StagedFile | None:
        """Puts the file's rows in the place of the former ones; None where a line is not plain, with some written."""
        stretches = reading.stretches(content)
        header, _, lines = next(stretches, b"").partition(b"\n")
        place = self._found(header, lines)
        if place is None:
            return None
        self._place = place
        written_in = PLAIN_LIST if self._kind is PoliceFileKind.STREET else None
        self._values = place.row_values(written_in)
        place.rows.make_ready(self._connection, self._values)
        plain = PlainLines(self._kind, place.month.isoformat()[:7], place.force)
        if not written_while_read(self._read(plain, lines, stretches), self._write) or not self._plain:
            return None
        month = place.month.isoformat()[:7]
        return StagedFile(month, place.force, self._rows, self._without_area, written_in)

    @property
    def place(self) -> FilePlace:
        """Raises `ValueError` before the file is loaded."""
        if self._place is None:
            raise ValueError("a file is loaded before it is kept")
        return self._place

    @property
    def loaded(self) -> LoadedFile | None:
        """What was loaded before."""
        return self.place.loaded

    def keep(self, staged: StagedFile, *, digest: bytes, import_id: UUID) -> bool:
        """Makes the rows the file's; False when another worker has made a file there meanwhile."""
        values = self.place.file_values(staged, digest, import_id)
        return self.place.rows.conclude(self._connection, values)

    def _found(self, header: bytes, lines: bytes) -> FilePlace | None:
        """Where the file belongs, by its header and first line."""
        try:
            names = header.decode().removesuffix("\r").split(",")
            named = month_and_force(lines[: lines.find(b"\n")].decode())
        except UnicodeDecodeError:
            return None
        if tuple(names) != files.COLUMNS[self._kind] or named is None:
            return None
        month, force = named
        if files.month_fault(month, clock.today()) is not None:
            return None
        first = date.fromisoformat(f"{month}-01")
        if self._kind is PoliceFileKind.STREET and first < crime_types.FIRST_MONTHS[PLAIN_LIST]:
            return None
        return FilePlace.find(self._connection, self._partnership_id, self._kind, force, first)

    def _read(self, plain: PlainLines, first: bytes, stretches: Iterator[bytes]) -> Iterator[_Stretch]:
        """Ends early where a line is not plain."""
        alike: Counter[Alike] = Counter()
        for lines in _with_first(first, stretches):
            rows = _counted(plain, lines, alike)
            self._rows += rows
            if not rows:
                self._plain = False
                return
            told = len(alike) >= MOST_ALIKE
            yield _Stretch(lines, rows, alike if told else Counter())
            if told:
                alike = Counter()
        yield _Stretch(b"", 0, alike)

    def _write(self, stretch: _Stretch) -> bool:
        rows = self.place.rows
        if stretch.alike:
            self._without_area += sum(count for values, count in stretch.alike.items() if not values[-2])
            rows.add_alike(self._connection, stretch.alike)
        return not stretch.rows or rows.add_lines(self._connection, stretch.lines, stretch.rows, self._values)


def _counted(plain: PlainLines, lines: bytes, alike: Counter[Alike]) -> int:
    """How many rows the lines are; none where one is not plain, or has no end."""
    if not lines.endswith(b"\n"):
        return 0
    try:
        text = lines.decode()
    except UnicodeDecodeError:
        return 0
    rows = 0
    for start, end in pieces(text):
        found = plain.read(text, start, end)
        if found is None:
            return 0
        alike.update(found)
        rows += len(found)
        # Nothing else runs in this process while a pattern is matched: the thread that writes gets its turn here.
        time.sleep(0)
    return rows


def _with_first(first: bytes, stretches: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from stretches
