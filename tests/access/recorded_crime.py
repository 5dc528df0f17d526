"""Who may do what with recorded crime and most similar areas."""

from sosafe_api.domains.auth.rules import Role
from tests.access.indicators import FIGURE_READERS
from tests.access.rows import ADMIN, R, Row, row

GROUP = "/v1/similar-area-groups/{similar_area_group_id}"
ANALYSTS = {R.ANALYST, *ADMIN}
ROWS: dict[str, Row] = {
    "list_offences": row("GET", "/v1/offences", FIGURE_READERS),
    "list_recorded_crime": row("GET", "/v1/recorded-crime", FIGURE_READERS),
    "create_similar_area_group": row("POST", "/v1/similar-area-groups", ANALYSTS),
    "list_similar_area_groups": row("GET", "/v1/similar-area-groups", FIGURE_READERS),
    "get_similar_area_group": row("GET", GROUP, FIGURE_READERS),
    "update_similar_area_group": row("PATCH", GROUP, ANALYSTS),
    "list_similar_area_comparisons": row("GET", "/v1/similar-area-comparisons", FIGURE_READERS),
}
SUBJECTS: dict[str, tuple[str, Role]] = {"similar_area_group_id": ("create_similar_area_group", R.ANALYST)}
