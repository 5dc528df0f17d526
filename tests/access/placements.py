"""Who may do what with places, stays, the duty roster and reveals."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row
from tests.domains.placements import steps
from tests.fixtures.world import World

WORKERS = {R.CASEWORKER}
PANEL = {R.PANEL_MEMBER}


def _place(world: World) -> dict[str, Any]:
    return {
        "service_id": str(world.services["refuge"]),
        "kind": "safe_space",
        "code_name": steps.code_name(),
        "capacity": 1,
    }


def _shift(world: World) -> dict[str, Any]:
    return {
        "service_id": str(world.services["refuge"]),
        "principal_id": str(world.somebody("caseworker")),
        "starts_at": "2026-11-02T18:00:00Z",
        "ends_at": "2026-11-03T08:00:00Z",
    }


def _place_of_the_duty(world: World) -> str:
    steps.put_on_duty(world)
    return str(steps.add_place(world)["id"])


ROWS: dict[str, Row] = {
    "list_places": row("GET", "/v1/places", WORKERS),
    "create_place": row("POST", "/v1/places", WORKERS, body=_place),
    "get_place": row("GET", "/v1/places/{place_id}", WORKERS),
    "update_place": row("PATCH", "/v1/places/{place_id}", WORKERS),
    "replace_place_location": row("PUT", "/v1/places/{place_id}/location", WORKERS),
    "get_place_calendar": row("GET", "/v1/places/{place_id}/calendar", WORKERS),
    "get_service_vacancies": row("GET", "/v1/services/{service_id}/vacancies", WORKERS),
    "create_placement": row("POST", "/v1/cases/{case_id}/placements", WORKERS),
    "list_placements": row("GET", "/v1/cases/{case_id}/placements", WORKERS),
    "get_placement": row("GET", "/v1/placements/{placement_id}", WORKERS, sensitive=True),
    "update_placement": row("PATCH", "/v1/placements/{placement_id}", WORKERS),
    "create_placement_transition": row("POST", "/v1/placements/{placement_id}/transitions", WORKERS),
    "list_duty_shifts": row("GET", "/v1/duty-shifts", ADMIN),
    "create_duty_shift": row("POST", "/v1/duty-shifts", ADMIN, body=_shift),
    "get_duty_shift": row("GET", "/v1/duty-shifts/{duty_shift_id}", ADMIN),
    "update_duty_shift": row("PATCH", "/v1/duty-shifts/{duty_shift_id}", ADMIN),
    # The table's place is open to no group, and its reveal is a panel member's, of another place that is.
    "create_reveal": row("POST", "/v1/places/{place_id}/reveals", WORKERS, absent_to=PANEL),
    "list_reveals": row("GET", "/v1/places/{place_id}/reveals", WORKERS),
    "get_reveal": row("GET", "/v1/reveals/{reveal_id}", WORKERS | PANEL, sensitive=True),
    "create_reveal_approval": row("POST", "/v1/reveals/{reveal_id}/approvals", WORKERS, absent_to=PANEL),
    "create_reveal_opening": row("POST", "/v1/reveals/{reveal_id}/openings", PANEL, absent_to=WORKERS),
}

SUBJECTS = {
    "placement_id": ("create_placement", R.CASEWORKER),
    "duty_shift_id": ("create_duty_shift", R.PARTNERSHIP_ADMIN),
}
SHOWS = {"get_placement": {"placements"}, "get_reveal": {"reveals"}}
KNOWN = {
    "place_id": _place_of_the_duty,
    "reveal_id": lambda world: str(steps.panel_reveal(world)[0]["id"]),
}
