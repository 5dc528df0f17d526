"""Who may do what with exports: everybody with their own, nobody with another's."""

from sosafe_api.domains.auth.rules import Role
from tests.access.rows import EVERYBODY, R, Row, row

OTHERS = EVERYBODY - {R.ANALYST}
ROWS: dict[str, Row] = {
    "create_export": row("POST", "/v1/exports", EVERYBODY),
    "list_exports": row("GET", "/v1/exports", EVERYBODY),
    "get_export": row("GET", "/v1/exports/{export_id}", {R.ANALYST}, absent_to=OTHERS),
    "get_export_content": row("GET", "/v1/exports/{export_id}/content", {R.ANALYST}, absent_to=OTHERS),
    "delete_export": row("DELETE", "/v1/exports/{export_id}", {R.ANALYST}, absent_to=OTHERS),
}
SUBJECTS: dict[str, tuple[str, Role]] = {"export_id": ("create_export", R.ANALYST)}
