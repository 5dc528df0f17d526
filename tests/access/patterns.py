"""Who may do what with patterns of crime and anti-social behaviour: whoever reads indicators reads them."""

from sosafe_api.domains.auth.rules import Role
from tests.access.indicators import FIGURE_READERS
from tests.access.rows import Row, row

ROWS: dict[str, Row] = {
    "list_area_comparisons": row("GET", "/v1/area-comparisons", FIGURE_READERS),
    "list_hot_spots": row("GET", "/v1/hot-spots", FIGURE_READERS),
    "list_near_repeats": row("GET", "/v1/near-repeats", FIGURE_READERS),
}

SUBJECTS: dict[str, tuple[str, Role]] = {}
