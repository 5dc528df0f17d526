"""Who may do what with reports: only those who see every count."""

from tests.access.rows import ADMIN, R, Row, row

READERS = ADMIN | {R.ANALYST, R.JOINT_ACTION_GROUP, R.RESPONSIBLE_AUTHORITIES_GROUP}
ROWS: dict[str, Row] = {
    "create_report": row("POST", "/v1/reports", ADMIN | {R.ANALYST}),
    "list_reports": row("GET", "/v1/reports", READERS),
    "get_report": row("GET", "/v1/reports/{report_id}", READERS),
    "get_report_document": row("GET", "/v1/reports/{report_id}/document", READERS),
}
SUBJECTS = {"report_id": ("create_report", R.ANALYST)}
