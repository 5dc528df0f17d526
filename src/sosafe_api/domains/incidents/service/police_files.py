"""Police files for the background work: stage, find faults, replace what was loaded of the same month."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.db.staging import Connection, RowFault
from sosafe_api.core.ids import new_id
from sosafe_api.domains.incidents import reading, repository
from sosafe_api.domains.incidents.errors import FileRefused
from sosafe_api.domains.incidents.repository import StagedFile
from sosafe_api.domains.incidents.rules import crime_types, files
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList, PoliceFileKind


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What is loaded of a kind for a force and month."""

    id: UUID
    digest: bytes
    import_id: UUID


class PoliceFiles(ABC):
    """One file of a partnership, within the caller's transaction; each kind says how its rows are kept."""

    kind: ClassVar[PoliceFileKind]

    def __init__(self, connection: Connection, partnership_id: UUID, *, most_faults: int) -> None:
        self._connection = connection
        self._partnership_id = partnership_id
        self._most_faults = most_faults
        self._whole = reading.WholeRows(most_faults)

    def stage(self, content: Callable[[], Iterable[bytes]]) -> None:
        """Reads the file, from the start as often as need be. Raises `FileRefused` for one of another kind."""
        stage, columns = repository.STAGES[self.kind], files.COLUMNS[self.kind]
        try:
            layout = files.layout_fault(self.kind, reading.header(content()))
            if layout is not None:
                raise FileRefused(layout)
            if not stage.load(self._connection, reading.without_mark(content())):
                stage.load_rows(self._connection, self._whole.of(reading.rows(content(), len(columns))))
        except reading.UnreadableFile as error:
            raise FileRefused("not_utf8_csv") from error

    def describe(self) -> StagedFile:
        """Raises `FileRefused` for a file without rows, or of a month that is not read."""
        staged = repository.describe(self._connection, repository.STAGES[self.kind], self._whole.left_out)
        if not staged.rows:
            raise FileRefused("empty_file")
        month = files.month_fault(staged.month, clock.today())
        if month is not None and month in files.LAYOUTS:
            raise FileRefused(month)
        return staged

    def faults(self, staged: StagedFile) -> tuple[list[RowFault], int]:
        """The first faults in the order of rows, and how many there are in all."""
        stage = repository.STAGES[self.kind]
        found, count = repository.faults(self._connection, stage, staged, self._most_faults)
        return self._whole.faults_with(found), count + self._whole.left_out

    def loaded(self, staged: StagedFile) -> LoadedFile | None:
        force, month = self.identity(staged)
        found = repository.known_file(self._connection, self._partnership_id, self.kind, force, month)
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
        self._keep(
            staged,
            {
                "partnership_id": self._partnership_id,
                "file_id": loaded.id if loaded else new_id(),
                "force": force,
                "month": month,
                "kind": self.kind.value,
                "crime_type_list": staged.written_in.value if staged.written_in else None,
                "rows": staged.rows,
                "without_area": staged.without_area,
                "digest": digest,
                "import_id": import_id,
                "now": clock.now(),
            },
        )

    @abstractmethod
    def _keep(self, staged: StagedFile, values: dict[str, Any]) -> None:
        """Writes the staged rows in the place of the file's former ones."""


class StreetFiles(PoliceFiles):
    """What was recorded in a month."""

    kind = PoliceFileKind.STREET

    def describe(self) -> StagedFile:
        """Only a file of before today's list has to be looked through for the list that it is written in."""
        staged = super().describe()
        written_in = CrimeTypeList.MAY_2013
        if files.month_fault(staged.month, clock.today()) is None:
            _, month = self.identity(staged)
            if month < crime_types.FIRST_MONTHS[written_in]:
                found = repository.crime_types_found(self._connection)
                written_in = crime_types.list_of_file(month, found)
        return replace(staged, written_in=written_in)

    def _keep(self, staged: StagedFile, values: dict[str, Any]) -> None:
        assert staged.written_in is not None  # noqa: S101  # it was described
        repository.replace_street_file(self._connection, values, staged.written_in)


class OutcomesFiles(PoliceFiles):
    """What came, in a month, of crimes of that month and of any before."""

    kind = PoliceFileKind.OUTCOMES

    def _keep(self, staged: StagedFile, values: dict[str, Any]) -> None:  # noqa: ARG002  # the values say it all
        repository.replace_outcomes_file(self._connection, values)
