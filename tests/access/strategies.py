"""Who may do what with strategies and their objectives."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row

READERS = {*R} - {R.REFERRER, R.REFERRER_CLIENT, R.IMPORT_CLIENT}
DECIDERS = ADMIN | {R.RESPONSIBLE_AUTHORITIES_GROUP}
AT = "/v1/strategies/{strategy_id}"

ROWS: dict[str, Row] = {
    "create_strategy": row("POST", "/v1/strategies", ADMIN),
    "list_strategies": row("GET", "/v1/strategies", READERS),
    "get_strategy": row("GET", AT, READERS),
    "update_strategy": row("PATCH", AT, ADMIN),
    "create_strategy_transition": row("POST", f"{AT}/transitions", DECIDERS),
    "create_strategy_version": row("POST", f"{AT}/versions", ADMIN),
    "create_strategy_correction": row("POST", f"{AT}/corrections", ADMIN),
    "list_objectives": row("GET", "/v1/objectives", READERS),
}
SUBJECTS: dict[str, Any] = {"strategy_id": ("create_strategy", R.PARTNERSHIP_ADMIN)}
IRREGULAR = {"strategy_id": "strategies"}
