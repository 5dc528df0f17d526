"""Who may see what goes on in the background."""

from sosafe_api.domains.auth.rules import Role
from tests.access.rows import ADMIN, R, Row, row

ROWS: dict[str, Row] = {"list_jobs": row("GET", "/v1/jobs", {R.ANALYST, R.IMPORT_CLIENT, *ADMIN})}

SUBJECTS: dict[str, tuple[str, Role]] = {}
