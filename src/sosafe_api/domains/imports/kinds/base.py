"""What a kind of import brings: how large its files may be, and how one is checked and committed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from sosafe_api.core.permissions import Permission
from sosafe_api.core.settings import Settings
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job
from sosafe_api.domains.imports.rules import ImportFormat

MOST_FAULTS = 10_000
Parts = Callable[[], Iterable[bytes]]


class Refused(Exception):
    """The file as a whole is not of its kind: why, and what to do about it."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: counts as the import keeps them, the first faults, and whether it can be committed."""

    counts: Mapping[str, int]
    faults: Sequence[FoundFault]
    errors: int
    identity: Mapping[str, Any] = field(default_factory=dict)


class FileWork(Protocol):
    """One file, within the worker's transaction. A check comes first, also before a commit."""

    def check(self, parts: Parts) -> Checked:
        """Reads the file, from the start as often as need be. Raises `Refused`."""

    def held_by(self, digest: bytes) -> UUID | None:
        """The import by which this very file is held already."""

    def keep(self, digest: bytes) -> Mapping[str, int]:
        """Writes what was checked; the counts that came of it."""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A resource that can be imported. `takes_good_rows`: faulty rows are left out and the others committed.

    `writes` is what a caller must be allowed beside importing: what they could write one by one.
    """

    formats: frozenset[ImportFormat]
    takes_good_rows: bool
    most_bytes: Callable[[Settings], int]
    most_rows: Callable[[Settings], int]
    work: Callable[[Connection, Job, int], FileWork]
    writes: Permission | None = None
