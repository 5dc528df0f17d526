"""Who may do what with programmes."""

from typing import Any

from tests.access.rows import R, Row, row
from tests.domains.programmes.steps import enrol, plan, session_ids
from tests.fixtures.world import World

WORKERS = {R.CASEWORKER}


def _enrolment(world: World) -> dict[str, Any]:
    case = world.open_case()
    return {"case_id": case["id"], "person_id": case["people"][0]["person_id"]}


ROWS: dict[str, Row] = {
    "create_programme": row("POST", "/v1/programmes", WORKERS),
    "list_programmes": row("GET", "/v1/programmes", WORKERS),
    "get_programme": row("GET", "/v1/programmes/{programme_id}", WORKERS),
    "update_programme": row("PATCH", "/v1/programmes/{programme_id}", WORKERS),
    "list_programme_sessions": row("GET", "/v1/programmes/{programme_id}/sessions", WORKERS),
    "get_programme_session": row("GET", "/v1/programme-sessions/{programme_session_id}", WORKERS),
    "update_programme_session": row("PATCH", "/v1/programme-sessions/{programme_session_id}", WORKERS),
    "create_programme_session_transition": row(
        "POST", "/v1/programme-sessions/{programme_session_id}/transitions", WORKERS
    ),
    "create_programme_enrolment": row(
        "POST", "/v1/programmes/{programme_id}/enrolments", WORKERS, body=_enrolment
    ),
    "list_programme_enrolments": row("GET", "/v1/programmes/{programme_id}/enrolments", WORKERS),
    "get_programme_enrolment": row(
        "GET", "/v1/programme-enrolments/{programme_enrolment_id}", WORKERS, sensitive=True
    ),
    "create_programme_enrolment_transition": row(
        "POST", "/v1/programme-enrolments/{programme_enrolment_id}/transitions", WORKERS
    ),
    "create_programme_attendance": row(
        "POST", "/v1/programme-sessions/{programme_session_id}/attendance", WORKERS
    ),
    "list_programme_attendance": row(
        "GET", "/v1/programme-sessions/{programme_session_id}/attendance", WORKERS, sensitive=True
    ),
}
SUBJECTS = {"programme_id": ("create_programme", R.CASEWORKER)}
SHOWS = {
    "get_programme_enrolment": {"programme_enrolments"},
    "list_programme_attendance": {"programme_attendance"},
}
KNOWN = {
    "programme_session_id": lambda world: session_ids(world, plan(world))[0],
    "programme_enrolment_id": lambda world: enrol(world, plan(world), world.open_case())["id"],
}
