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
    EXPIRED = "expired"


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
    S.COMMITTED: (),
    S.DUPLICATE: (),
    S.FAILED: (),
    S.CANCELLED: (),
    S.EXPIRED: (),
}
# Rows about people lie here no longer than this, in days: neither unfinished files nor rows that were not taken.
DAYS_KEPT = 7
RUNNING = frozenset({S.VALIDATING, S.COMMITTING})


def may_request(status: ImportStatus, target: ImportStatus, *, dry_run: bool, kept_out: bool) -> bool:
    """A rehearsal, and a file that its faults keep out, is never committed."""
    if target is S.COMMITTING and (dry_run or kept_out):
        return False
    return target in REQUESTS[status]
