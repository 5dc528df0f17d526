"""Street files for the background work: stage, find faults, replace what was loaded of the same month."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.ids import new_id
from sosafe_api.domains.incidents import repository
from sosafe_api.domains.incidents.repository import Connection, RowFault, StagedFile


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What is loaded for a force and month."""

    id: UUID
    digest: bytes
    import_id: UUID


class StreetFiles:
    """One partnership's street files, within the caller's transaction."""

    def __init__(self, connection: Connection, partnership_id: UUID) -> None:
        self._connection = connection
        self._partnership_id = partnership_id

    def stage(self, content: Iterator[bytes]) -> None:
        repository.stage(self._connection, content)

    def describe(self) -> StagedFile | None:
        return repository.describe(self._connection)

    def faults(self, most: int) -> tuple[list[RowFault], int]:
        return repository.faults(self._connection, most)

    def loaded(self, staged: StagedFile) -> LoadedFile | None:
        found = repository.known_file(self._connection, self._partnership_id, staged)
        return LoadedFile(*found) if found else None

    def replace(
        self, staged: StagedFile, loaded: LoadedFile | None, *, digest: bytes, import_id: UUID
    ) -> None:
        """The file as a whole takes the place of the former one: rows, counts and provenance together."""
        values = {
            "partnership_id": self._partnership_id,
            "file_id": loaded.id if loaded else new_id(),
            "force": staged.force,
            "month": staged.month,
            "rows": staged.rows,
            "without_area": staged.without_area,
            "digest": digest,
            "import_id": import_id,
            "now": clock.now(),
        }
        repository.replace_file(self._connection, values)
