"""Who may do what with indicators and the areas they rest on."""

from sosafe_api.domains.auth.rules import Role
from tests.access.rows import ADMIN, EVERYBODY, R, Row, open_row, row

FIGURE_READERS = EVERYBODY - {R.IMPORT_CLIENT, R.REFERRER, R.REFERRER_CLIENT}
ROWS: dict[str, Row] = {
    "list_areas": row("GET", "/v1/areas", EVERYBODY),
    # Areas are the same for every partnership, so a stranger finds them as well.
    "list_area_populations": row("GET", "/v1/areas/{area_code}/populations", EVERYBODY, names_object=False),
    "list_kpis": row("GET", "/v1/kpis", FIGURE_READERS),
    # Indicators are the same for every partnership; their values are the reader's own.
    "get_kpi": row("GET", "/v1/kpis/{kpi_code}", FIGURE_READERS, names_object=False),
    "list_kpi_observations": row(
        "GET", "/v1/kpis/{kpi_code}/observations", FIGURE_READERS, names_object=False
    ),
    "list_kpi_revisions": row("GET", "/v1/kpis/{kpi_code}/revisions", FIGURE_READERS, names_object=False),
    "compare_kpi_periods": row("GET", "/v1/kpis/{kpi_code}/comparisons", FIGURE_READERS, names_object=False),
    "get_kpi_evidence": row(
        "GET", "/v1/kpis/{kpi_code}/evidence", frozenset({R.ANALYST}), names_object=False
    ),
    "create_kpi_release": row("POST", "/v1/kpi-releases", ADMIN),
    "list_kpi_releases": row("GET", "/v1/kpi-releases", FIGURE_READERS),
    "list_published_kpis": open_row("GET", "/v1/partnerships/{partnership_slug}/kpis"),
    "get_published_kpi": open_row("GET", "/v1/partnerships/{partnership_slug}/kpis/{kpi_code}"),
    "list_published_observations": open_row(
        "GET", "/v1/partnerships/{partnership_slug}/kpis/{kpi_code}/observations"
    ),
}

SUBJECTS: dict[str, tuple[str, Role]] = {}
