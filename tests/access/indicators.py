"""Who may do what with indicators and the areas they rest on."""

from collections.abc import Callable
from typing import Any

from sosafe_api.domains.auth.rules import Role
from tests.access.rows import ADMIN, EVERYBODY, R, Row, open_row, row
from tests.domains.kpis.arranging import street_file
from tests.domains.kpis.releasing import checked
from tests.domains.kpis.targeting import proposed, stated
from tests.fixtures.world import World

FIGURE_READERS = EVERYBODY - {R.IMPORT_CLIENT, R.REFERRER, R.REFERRER_CLIENT}
DRAFTERS = {R.ANALYST, *ADMIN}
APPROVERS = {R.RESPONSIBLE_AUTHORITIES_GROUP, *ADMIN}
PREVIEWERS = DRAFTERS | APPROVERS | {R.JOINT_ACTION_GROUP}
_TARGET = "/v1/kpis/{kpi_code}/targets/{financial_year}"


def _stated(world: World) -> dict[str, Any]:
    return stated(world)


def _counted(world: World) -> str:
    """An indicator with a value, and one of the year before."""
    for number in range(18):
        year, month = divmod(number, 12)
        street_file(world, f"{2020 + year}-{month + 1:02d}", {"burglary": 100})
    return "crime_rate"


def _checked(world: World) -> str:
    return str(checked(world)["id"])


def _table(world: World) -> str:
    """One of the release that was checked last."""
    (table_id,) = world.superuser.execute(
        "SELECT id FROM kpi_release_tables WHERE partnership_id = %s ORDER BY id DESC LIMIT 1", (world.id,)
    ).fetchone() or (None,)
    return str(table_id)


ROWS: dict[str, Row] = {
    "list_areas": row("GET", "/v1/areas", EVERYBODY),
    # Areas are the same for every partnership, so a stranger finds them as well.
    "list_area_populations": row("GET", "/v1/areas/{area_code}/populations", EVERYBODY, names_object=False),
    "list_area_changes": row("GET", "/v1/areas/{area_code}/changes", EVERYBODY, names_object=False),
    "list_police_files": row("GET", "/v1/police-files", FIGURE_READERS),
    "list_kpis": row("GET", "/v1/kpis", FIGURE_READERS),
    # Indicators are the same for every partnership; their values are the reader's own.
    "get_kpi": row("GET", "/v1/kpis/{kpi_code}", FIGURE_READERS, names_object=False),
    "list_kpi_observations": row(
        "GET", "/v1/kpis/{kpi_code}/observations", FIGURE_READERS, names_object=False
    ),
    "list_kpi_revisions": row("GET", "/v1/kpis/{kpi_code}/revisions", FIGURE_READERS, names_object=False),
    "get_kpi_comparison": row(
        "GET",
        "/v1/kpis/{kpi_code}/comparisons",
        FIGURE_READERS,
        names_object=False,
        on={"kpi_code": _counted},
    ),
    "get_kpi_evidence": row(
        "GET",
        "/v1/kpis/{kpi_code}/evidence",
        frozenset({R.ANALYST}),
        names_object=False,
        on={"kpi_code": _counted},
    ),
    "get_kpi_analysis": row("GET", "/v1/kpis/{kpi_code}/analysis", FIGURE_READERS, names_object=False),
    "list_kpi_targets": row("GET", "/v1/kpis/{kpi_code}/targets", FIGURE_READERS, names_object=False),
    "replace_kpi_target": row("PUT", _TARGET, DRAFTERS, body=_stated),
    "get_kpi_target": row("GET", _TARGET, FIGURE_READERS),
    "list_kpi_target_versions": row("GET", f"{_TARGET}/versions", FIGURE_READERS),
    "create_kpi_target_transition": row("POST", f"{_TARGET}/transitions", APPROVERS),
    "list_kpi_baselines": row("GET", "/v1/kpis/{kpi_code}/baselines", FIGURE_READERS, names_object=False),
    "create_kpi_baseline": row("POST", "/v1/kpis/{kpi_code}/baselines", DRAFTERS, names_object=False),
    "get_kpi_baseline": row("GET", "/v1/kpis/{kpi_code}/baselines/{kpi_baseline_id}", FIGURE_READERS),
    "update_kpi_baseline": row("PATCH", "/v1/kpis/{kpi_code}/baselines/{kpi_baseline_id}", DRAFTERS),
    "create_kpi_release": row("POST", "/v1/kpi-releases", DRAFTERS),
    "list_kpi_releases": row("GET", "/v1/kpi-releases", FIGURE_READERS),
    "get_kpi_release": row("GET", "/v1/kpi-releases/{kpi_release_id}", PREVIEWERS),
    "update_kpi_release": row("PATCH", "/v1/kpi-releases/{kpi_release_id}", DRAFTERS),
    "create_kpi_release_transition": row(
        "POST", "/v1/kpi-releases/{kpi_release_id}/transitions", APPROVERS, body=lambda _: {"to": "discarded"}
    ),
    "list_kpi_release_tables": row("GET", "/v1/kpi-releases/{kpi_release_id}/tables", PREVIEWERS),
    "get_kpi_release_table": row(
        "GET",
        "/v1/kpi-releases/{kpi_release_id}/tables/{kpi_release_table_id}",
        PREVIEWERS,
        on={"kpi_release_id": _checked, "kpi_release_table_id": _table},
    ),
    "list_published_releases": open_row("GET", "/v1/partnerships/{partnership_slug}/kpi-releases"),
    "get_published_rendition": open_row(
        "GET", "/v1/partnerships/{partnership_slug}/kpis/{kpi_code}/{kpi_rendition}"
    ),
    "list_published_kpis": open_row("GET", "/v1/partnerships/{partnership_slug}/kpis"),
    "get_published_kpi": open_row("GET", "/v1/partnerships/{partnership_slug}/kpis/{kpi_code}"),
    "list_published_observations": open_row(
        "GET", "/v1/partnerships/{partnership_slug}/kpis/{kpi_code}/observations"
    ),
}

SUBJECTS: dict[str, tuple[str, Role]] = {
    "kpi_baseline_id": ("create_kpi_baseline", R.ANALYST),
    "kpi_release_id": ("create_kpi_release", R.ANALYST),
}
KNOWN: dict[str, Callable[[World], str]] = {"financial_year": proposed}
