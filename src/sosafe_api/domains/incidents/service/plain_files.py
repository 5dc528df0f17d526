"""A police file whose lines are all plain, kept while it is read; most files are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.db.staging import Connection
from sosafe_api.domains.incidents import reading
from sosafe_api.domains.incidents.repository import Alike, StagedFile, Stretch
from sosafe_api.domains.incidents.rules import crime_types, files
from sosafe_api.domains.incidents.rules.plain_lines import PLAIN_LIST, PlainLines, month_and_force
from sosafe_api.domains.incidents.service.places import FilePlace, LoadedFile
from sosafe_api.domains.incidents.vocabulary import PoliceFileKind

MOST_ALIKE = 50_000


class PlainFile:
    """One file of a partnership, within the caller's transaction: kept as a whole, or left to be looked through."""

    def __init__(self, connection: Connection, partnership_id: UUID, kind: PoliceFileKind) -> None:
        self._connection = connection
        self._partnership_id = partnership_id
        self._kind = kind
        self._place: FilePlace | None = None
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
        values = place.row_values(written_in)
        place.rows.make_ready(self._connection, values)
        month = place.month.isoformat()[:7]
        plain = PlainLines(self._kind, month, place.force)
        if (
            not place.rows.load(self._connection, self._read(plain, lines, stretches), values)
            or not self._plain
        ):
            return None
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

    def _read(self, plain: PlainLines, first: bytes, stretches: Iterator[bytes]) -> Iterator[Stretch]:
        """Ends early where a line is not plain. What is alike is told when it is much, and at the end."""
        alike: Counter[Alike] = Counter()
        for lines in _with_first(first, stretches):
            found = _read(plain, lines)
            if found is None:
                self._plain = False
                return
            self._rows += len(found)
            alike.update(found)
            much = len(alike) >= MOST_ALIKE
            yield Stretch(lines, len(found), self._told(alike) if much else {})
        yield Stretch(b"", 0, self._told(alike))

    def _told(self, alike: Counter[Alike]) -> Mapping[Alike, int]:
        """Takes over what was counted."""
        told = dict(alike)
        alike.clear()
        self._without_area += sum(count for values, count in told.items() if not values[-2])
        return told


def _read(plain: PlainLines, lines: bytes) -> list[Alike] | None:
    try:
        return plain.read(lines.decode())
    except UnicodeDecodeError:
        return None


def _with_first(first: bytes, stretches: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from stretches
