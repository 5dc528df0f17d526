"""Who may read services as Open Referral UK: whoever may read the directory."""

from typing import Any

from tests.access.rows import EVERYBODY, Row, row

ROWS: dict[str, Row] = {
    "get_open_referral_about": row("GET", "/v1/open-referral", EVERYBODY),
    "list_open_referral_services": row("GET", "/v1/open-referral/services", EVERYBODY),
    "get_open_referral_service": row("GET", "/v1/open-referral/services/{service_id}", EVERYBODY),
}
SUBJECTS: dict[str, Any] = {}
