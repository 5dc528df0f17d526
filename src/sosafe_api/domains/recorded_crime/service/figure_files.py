"""Files of figures for the background work: stage, find faults, keep what a publication says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.db.staging import Connection, RowFault
from sosafe_api.domains.incidents import reading
from sosafe_api.domains.recorded_crime import repository
from sosafe_api.domains.recorded_crime.errors import FileRefused
from sosafe_api.domains.recorded_crime.repository import Keeping
from sosafe_api.domains.recorded_crime.rules import files
from sosafe_api.domains.recorded_crime.rules.files import FigureFile

_KEEP = {
    FigureFile.RECORDED_CRIME: repository.keep_recorded_crime,
    FigureFile.SIMILAR_AREA_RATES: repository.keep_similar_area_rates,
    FigureFile.POPULATIONS: repository.keep_populations,
}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """Rows of a staged file, its first faults in the order of rows, and how many there are in all."""

    rows: int
    faults: Sequence[RowFault]
    errors: int


class FigureFiles:
    """One file of a partnership, within the caller's transaction."""

    def __init__(
        self, connection: Connection, partnership_id: UUID, kind: FigureFile, *, most_faults: int
    ) -> None:
        self._connection = connection
        self._partnership_id = partnership_id
        self._kind = kind
        self._most_faults = most_faults
        self._whole = reading.WholeRows(most_faults)

    def check(self, content: Callable[[], Iterable[bytes]], most_rows: int) -> CheckedFile:
        """Reads the file, from the start as often as need be. Raises `FileRefused`."""
        self._stage(content)
        rows = repository.count_rows(self._connection, self._kind) + self._whole.left_out
        if not rows:
            raise FileRefused("empty_file")
        if rows > min(most_rows, files.MOST_ROWS):
            raise FileRefused("too_many_rows")
        parameters: dict[str, Any] = {"today": clock.today()}
        if self._kind is FigureFile.RECORDED_CRIME:
            parameters["published_on"] = repository.publication(self._connection)
        found, count = repository.faults(self._connection, self._kind, parameters, self._most_faults)
        return CheckedFile(rows, self._whole.faults_with(found), count + self._whole.left_out)

    def _stage(self, content: Callable[[], Iterable[bytes]]) -> None:
        stage, columns = repository.STAGES[self._kind], files.COLUMNS[self._kind]
        try:
            layout = files.layout_fault(self._kind, reading.header(content()))
            if layout is not None:
                raise FileRefused(layout)
            if not stage.load(self._connection, reading.without_mark(content())):
                stage.load_rows(self._connection, self._whole.of(reading.rows(content(), len(columns))))
        except reading.UnreadableFile as error:
            raise FileRefused("not_utf8_csv") from error

    def held_by(self, digest: bytes) -> UUID | None:
        """The import by which these very bytes are what is held of all that the file is about."""
        return repository.held_by(self._connection, self._kind, self._partnership_id, digest)

    def keep(self, *, digest: bytes, import_id: UUID) -> int:
        """Writes the faultless file's rows in the place of what it said before; how many there are."""
        keeping = Keeping(self._partnership_id, import_id, digest, clock.now())
        return _KEEP[self._kind](self._connection, keeping)
