"""An import's life: created, uploaded, validated, committed; and what ends it early."""

from collections.abc import Sequence
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
    EXPIRED = "expired"
    REVERSING = "reversing"
    REVERSED = "reversed"


class ImportResource(StrEnum):
    """What can be imported."""

    CRIME_OUTCOMES = "crime_outcomes"
    ASB_INCIDENTS = "asb_incidents"
    CASE_RESULTS = "case_results"
    CASES = "cases"
    EVENTS = "events"
    FIRE_INCIDENTS = "fire_incidents"
    FUNDING_BIDS = "funding_bids"
    INCIDENTS = "incidents"
    MEASUREMENTS = "measurements"
    POPULATIONS = "populations"
    RECORDED_CRIME = "recorded_crime"
    REFERRALS = "referrals"
    SIMILAR_AREA_RATES = "similar_area_rates"
    SURVEY_RESPONSES = "survey_responses"
    UNIT_COSTS = "unit_costs"


class ImportFormat(StrEnum):
    """How the file is written."""

    CSV = "csv"
    NDJSON = "ndjson"
    POLICE_UK_OUTCOMES_CSV = "police_uk_outcomes_csv"
    INCIDENT_RETURN_CSV = "incident_return_csv"
    MEASUREMENTS_CSV = "measurements_csv"
    POLICE_UK_STREET_CSV = "police_uk_street_csv"
    POPULATIONS_CSV = "populations_csv"
    RECORDED_CRIME_CSV = "recorded_crime_csv"
    SIMILAR_AREA_RATES_CSV = "similar_area_rates_csv"
    THREESIXTYGIVING_CSV = "threesixtygiving_csv"
    THREESIXTYGIVING_JSON = "threesixtygiving_json"
    THREESIXTYGIVING_XLSX = "threesixtygiving_xlsx"
    XLSX = "xlsx"


class ImportMode(StrEnum):
    """Whether one faulty row keeps the whole file out."""

    ATOMIC = "atomic"
    RESUMABLE = "resumable"


class ImportFaultSeverity(StrEnum):
    """Whether a faulty value keeps its row out, or was taken as the suggestion says."""

    ERROR = "error"
    WARNING = "warning"


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
    S.COMMITTED: (S.REVERSING,),
    S.DUPLICATE: (),
    S.FAILED: (),
    S.CANCELLED: (),
    S.EXPIRED: (),
    S.REVERSING: (),
    S.REVERSED: (),
}
# Rows about people lie here no longer than this, in days: neither unfinished files nor rows that were not taken.
DAYS_KEPT = 7
READING = frozenset({S.VALIDATING, S.COMMITTING})
RUNNING = READING | {S.REVERSING}
# From here on nothing happens to an import unless somebody asks for it.
SETTLED = frozenset(S) - RUNNING - {S.OPEN}
# The whole file is read before it is kept, and nothing is done before the transaction is.
MOST_PERCENT_UNDER_WAY = 99


def may_request(
    status: ImportStatus, target: ImportStatus, *, dry_run: bool, kept_out: bool, reversible: bool = False
) -> bool:
    """A rehearsal, and a file that its faults keep out, is never committed; not every kind is taken back."""
    if target is S.REVERSING and not reversible:
        return False
    if target is S.COMMITTING and (dry_run or kept_out):
        return False
    return target in REQUESTS[status]


def percent_read(status: ImportStatus, bytes_read: int, bytes_received: int) -> int | None:
    """How much of its file the step under way has read; None while none is."""
    if status not in READING or not bytes_received:
        return None
    return min(MOST_PERCENT_UNDER_WAY, 100 * bytes_read // bytes_received)


def reason_fault(stated: str | None, reasons: Sequence[str]) -> tuple[str, str] | None:
    """What is wrong with the reason of a step, which none takes that has no reasons to choose from."""
    if not reasons:
        return None if stated is None else ("not_wanted", "Must not be given for this status.")
    if stated is None:
        return "required", "Must be given for this status."
    return None if stated in reasons else ("unknown_code", f"Must be one of: {', '.join(reasons)}.")
