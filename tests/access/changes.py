"""Who may follow what changes: programs, and people whose work lies in records that change."""

from sosafe_api.domains.auth.rules import Role
from tests.access.rows import ADMIN, PROGRAMS, R, Row, row

ROWS: dict[str, Row] = {
    "list_changes": row("GET", "/v1/changes", PROGRAMS | ADMIN | {R.ANALYST, R.CASEWORKER, R.REFERRER}),
}
SUBJECTS: dict[str, tuple[str, Role]] = {}
