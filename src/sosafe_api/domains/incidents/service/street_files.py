"""Street files for the background work: stage, find faults, replace what was loaded of the same month."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.ids import new_id
from sosafe_api.domains.incidents import reading, repository, rules
from sosafe_api.domains.incidents.errors import FileRefused
from sosafe_api.domains.incidents.repository import Connection, RowFault, StagedFile


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What is loaded for a force and month."""

    id: UUID
    digest: bytes
    import_id: UUID


class StreetFiles:
    """One street file of a partnership, within the caller's transaction."""

    def __init__(self, connection: Connection, partnership_id: UUID, *, most_faults: int) -> None:
        self._connection = connection
        self._partnership_id = partnership_id
        self._most_faults = most_faults
        self._broken: list[RowFault] = []
        self._broken_rows = 0

    def stage(self, content: Callable[[], Iterable[bytes]]) -> None:
        """Reads the file, from the start as often as need be. Raises `FileRefused` for one of another kind."""
        try:
            layout = rules.layout_fault(reading.header(content()))
            if layout is not None:
                raise FileRefused(layout)
            if not repository.stage_file(self._connection, reading.without_mark(content())):
                repository.stage_rows(self._connection, self._whole_rows(reading.rows(content())))
        except reading.UnreadableFile as error:
            raise FileRefused("not_utf8_csv") from error

    def _whole_rows(self, rows: Iterable[reading.ReadRow]) -> Iterator[tuple[int, int, Sequence[str]]]:
        """The rows that have all columns; the others are faults, and the rest is checked all the same."""
        for row in rows:
            if row.fault is None:
                yield row.row, row.line, row.values
                continue
            self._broken_rows += 1
            if len(self._broken) < self._most_faults:
                self._broken.append(RowFault(row.row, row.line, None, row.fault))

    def describe(self) -> StagedFile:
        """Raises `FileRefused` for a file without rows, or of a month that is not read."""
        staged = repository.describe(self._connection, self._broken_rows)
        if not staged.rows:
            raise FileRefused("empty_file")
        month = rules.month_fault(staged.month, clock.today())
        if month is not None and month in rules.LAYOUTS:
            raise FileRefused(month)
        return staged

    def faults(self, staged: StagedFile) -> tuple[list[RowFault], int]:
        """The first faults in the order of rows, and how many there are in all."""
        found, count = repository.faults(self._connection, staged, self._most_faults)
        together = sorted([*found, *self._broken], key=lambda fault: fault.row)
        return together[: self._most_faults], count + self._broken_rows

    def loaded(self, staged: StagedFile) -> LoadedFile | None:
        force, month = self.identity(staged)
        found = repository.known_file(self._connection, self._partnership_id, force, month)
        return LoadedFile(*found) if found else None

    @staticmethod
    def identity(staged: StagedFile) -> tuple[str, date]:
        """Force and month of a faultless file, which together with its kind are its name."""
        return staged.force or "", date.fromisoformat(f"{staged.month}-01")

    def replace(
        self, staged: StagedFile, loaded: LoadedFile | None, *, digest: bytes, import_id: UUID
    ) -> None:
        """The file as a whole takes the place of the former one: rows, counts and provenance together."""
        force, month = self.identity(staged)
        values = {
            "partnership_id": self._partnership_id,
            "file_id": loaded.id if loaded else new_id(),
            "force": force,
            "month": month,
            "rows": staged.rows,
            "without_area": staged.without_area,
            "digest": digest,
            "import_id": import_id,
            "now": clock.now(),
        }
        repository.replace_file(self._connection, values)
