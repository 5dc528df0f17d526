"""What a kind of import brings: how large its files may be, and how one is checked and committed."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.permissions import Permission
from sosafe_api.core.settings import Settings
from sosafe_api.domains.imports.repository import Connection, FoundFault, Job, RejectedRow
from sosafe_api.domains.imports.rules import ImportFormat, ImportMode

MOST_FAULTS = 10_000


class Parts(Protocol):
    """The file's bytes, in order, from a byte on."""

    def __call__(self, start: int = 0) -> Iterable[bytes]: ...


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
    rejected: Sequence[RejectedRow] = ()


class KeptOut(Exception):
    """Rows that the check let through were refused when all of them were written, and nothing of it was kept."""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self.checked = checked


@dataclass(frozen=True, slots=True)
class Step:
    """What became of some rows, where the next ones begin, and whether there are any."""

    checked: Checked
    position: int
    line: int
    row: int
    more: bool


class FileWork(Protocol):
    """One file, within the worker's transaction. A check comes first, also before a commit."""

    def check(self, parts: Parts) -> Checked:
        """Reads the file, from the start as often as need be. Raises `Refused`."""

    def held_by(self, digest: bytes) -> UUID | None:
        """The import by which this very file is held already."""

    def keep(self, digest: bytes) -> Mapping[str, int]:
        """Writes what was checked; the counts that came of it. Raises `KeptOut`."""


class WholeWork(Protocol):
    """A file that is read once, and written while it is read, in the worker's transaction."""

    def load(self, parts: Parts) -> Checked | None:
        """Checks and writes every row; None as soon as anything stands in the way.

        What was written by then is undone, and the file is looked through as `FileWork` does, which tells all of it.
        """

    def held_by(self, digest: bytes) -> UUID | None:
        """The import by which this very file was held before it was loaded."""

    def keep(self, digest: bytes) -> Mapping[str, int]:
        """Finishes what was written; the counts that came of it. Raises `ServiceUnavailable` to be done anew."""


class SteppedWork(FileWork, Protocol):
    """A file whose good rows are kept some at a time, each time in a transaction of its own."""

    def keep_some(self, parts: Parts) -> Step:
        """Judges and writes the rows from where the last step ended."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A record that keeps its import from being taken back: where it is and how it stands."""

    record: str
    status: str


@dataclass(frozen=True, slots=True)
class Reversal:
    """How a committed import is taken back, for one of these reasons.

    `whole` says whether all records that the import made are found to be taken back, and they are any;
    `hindrances` tell the asker what stands in the way; `take_back` looks again in the worker's transaction, and
    answers False where it has changed nothing.
    """

    reasons: Sequence[str]
    whole: Callable[[Context, "Committed"], Awaitable[bool]]
    hindrances: Callable[[Context, "Committed"], Awaitable[Sequence[Hindrance]]]
    take_back: Callable[[Connection, Job], bool]


class Committed(Protocol):
    """A committed import, as far as a reversal needs it."""

    id: UUID
    rows_created: int | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a worker does its work: the settings, the database as requests reach it, the way out of each problem."""

    settings: Settings
    url: str = field(repr=False)
    remedy: Callable[[str], str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A resource that can be imported, in the first of its modes unless asked for another.

    `steps` is the work of a resumable import that is kept some rows at a time. `served` is that of both modes, where
    rows are written by the service of their records, in transactions of its own. `whole` is the way of a file that
    nobody asked to look at first, and most have no fault. `about_people`: what lies here of
    a file is deleted after some days, and faulty rows are given back to who sent them. `writes` is what a caller must
    be allowed beside importing: what they could write one by one. `named_columns` are those of the formats in which
    columns go by their names, so that a mapping of a partner's own headings can stand for them; `open_columns` is
    what further names begin with, if there are any. `reversal` None: such a
    file is not taken back; the one before, imported again, takes its place.
    """

    formats: frozenset[ImportFormat]
    modes: tuple[ImportMode, ...]
    most_bytes: Callable[[Settings], int]
    most_rows: Callable[[Settings], int]
    work: Callable[[Connection, Job, int], FileWork] | None = None
    writes: Permission | None = None
    whole: Callable[[Connection, Job, int], WholeWork] | None = None
    steps: Callable[[Connection, Job, int], SteppedWork] | None = None
    served: Callable[[Connection, Job, Surroundings], SteppedWork] | None = None
    about_people: bool = False
    named_columns: Mapping[ImportFormat, Sequence[str]] = field(default_factory=dict)
    reversal: Reversal | None = None
    open_columns: str | None = None

    @property
    def stepped(self) -> bool:
        """Whether good rows are kept some at a time."""
        return self.steps is not None or self.served is not None

    def work_of(self, connection: Connection, job: Job, around: Surroundings) -> FileWork:
        if self.served is not None:
            return self.served(connection, job, around)
        if self.work is None:
            raise ValueError("a kind of import says how its files are checked")
        return self.work(connection, job, around.settings.import_rows)

    def whole_of(self, connection: Connection, job: Job, around: Surroundings) -> WholeWork | None:
        """The work of an import that takes all rows or none."""
        if self.whole is None or job.takes_good_rows:
            return None
        return self.whole(connection, job, around.settings.import_rows)

    def steps_of(self, connection: Connection, job: Job, around: Surroundings) -> SteppedWork | None:
        """The work of an import that takes its good rows, some at a time."""
        if self.served is not None:
            return self.served(connection, job, around)
        return self.steps(connection, job, around.settings.import_rows) if self.steps else None
