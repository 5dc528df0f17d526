"""Police files for the background work: stage, find faults, replace what was loaded of the same month."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.db.staging import Connection, RowFault
from sosafe_api.domains.incidents import reading, repository
from sosafe_api.domains.incidents.errors import FileRefused
from sosafe_api.domains.incidents.repository import StagedFile
from sosafe_api.domains.incidents.rules import crime_types, files
from sosafe_api.domains.incidents.service.places import FilePlace
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList, PoliceFileKind


class PoliceFiles:
    """One file of a partnership, within the caller's transaction."""

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

    def place(self, staged: StagedFile) -> FilePlace:
        """Where a faultless file belongs."""
        return FilePlace.find(self._connection, self._partnership_id, self.kind, *self.identity(staged))

    @staticmethod
    def identity(staged: StagedFile) -> tuple[str, date]:
        """Force and month of a faultless file, which together with its kind are its name."""
        return staged.force or "", date.fromisoformat(f"{staged.month}-01")

    def replace(self, staged: StagedFile, *, digest: bytes, import_id: UUID) -> None:
        """The file as a whole takes the place of the former one: rows, counts and provenance together."""
        place = self.place(staged)
        place.rows.replace(self._connection, place.file_values(staged, digest, import_id))


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


class OutcomesFiles(PoliceFiles):
    """What came, in a month, of crimes of that month and of any before."""

    kind = PoliceFileKind.OUTCOMES
