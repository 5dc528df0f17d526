"""An import's life: created, uploaded, validated, committed; and what ends it early."""

from enum import StrEnum


class ImportStatus(StrEnum):
    """Where an import stands."""

    OPEN = "open"
    VALIDATING = "validating"
    VALIDATED = "validated"
    COMMITTING = "committing"
    COMMITTED = "committed"
    DUPLICATE = "duplicate"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ImportResource(StrEnum):
    """What can be imported."""

    INCIDENTS = "incidents"


class ImportFormat(StrEnum):
    """How the file is written."""

    POLICE_UK_STREET_CSV = "police_uk_street_csv"


class CommitMode(StrEnum):
    """Whether a faultless file is committed at once or waits for the sender."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"


S = ImportStatus

# What a caller may ask for; the worker makes the other moves.
REQUESTS: dict[ImportStatus, tuple[ImportStatus, ...]] = {
    S.OPEN: (S.VALIDATING, S.CANCELLED),
    S.VALIDATING: (),
    S.VALIDATED: (S.COMMITTING, S.CANCELLED),
    S.COMMITTING: (),
    S.COMMITTED: (),
    S.DUPLICATE: (),
    S.FAILED: (),
    S.CANCELLED: (),
}
RUNNING = frozenset({S.VALIDATING, S.COMMITTING})


def may_request(status: ImportStatus, target: ImportStatus, *, dry_run: bool, faults: int) -> bool:
    """A rehearsal, and a file with faults, is never committed."""
    if target is S.COMMITTING and (dry_run or faults):
        return False
    return target in REQUESTS[status]
