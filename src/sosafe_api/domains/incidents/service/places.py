"""The place of a police file among what is loaded, and the values that it is kept with there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core import clock
from sosafe_api.core.db.staging import Connection
from sosafe_api.core.ids import new_id
from sosafe_api.domains.incidents import repository
from sosafe_api.domains.incidents.repository import KeptRows, StagedFile
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList, PoliceFileKind

_ROWS: Mapping[PoliceFileKind, KeptRows] = {
    PoliceFileKind.STREET: repository.STREET_ROWS,
    PoliceFileKind.OUTCOMES: repository.OUTCOMES_ROWS,
}


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What is loaded of a kind for a force and month."""

    id: UUID
    digest: bytes
    import_id: UUID


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Partnership, kind, force and month, which together name a file; `id` is that of the file here, or to come."""

    partnership_id: UUID
    kind: PoliceFileKind
    force: str
    month: date
    loaded: LoadedFile | None
    id: UUID

    @classmethod
    def find(
        cls, connection: Connection, partnership_id: UUID, kind: PoliceFileKind, force: str, month: date
    ) -> "FilePlace":
        """What is loaded there is held until the transaction ends."""
        found = repository.known_file(connection, partnership_id, kind, force, month)
        loaded = LoadedFile(*found) if found else None
        return cls(partnership_id, kind, force, month, loaded, loaded.id if loaded else new_id())

    @property
    def rows(self) -> KeptRows:
        return _ROWS[self.kind]

    def row_values(self, written_in: CrimeTypeList | None) -> dict[str, Any]:
        """With these its rows are kept; `written_in` is the list of a street file's crime types."""
        known = repository.street_values(written_in) if written_in else repository.OUTCOMES_VALUES
        return {**known, "partnership_id": self.partnership_id, "file_id": self.id, "month": self.month}

    def file_values(self, staged: StagedFile, digest: bytes, import_id: UUID) -> dict[str, Any]:
        """With these the file itself is kept as well."""
        return self.row_values(staged.written_in) | {
            "force": self.force,
            "kind": self.kind.value,
            "crime_type_list": staged.written_in.value if staged.written_in else None,
            "rows": staged.rows,
            "without_area": staged.without_area,
            "digest": digest,
            "import_id": import_id,
            "now": clock.now(),
        }
