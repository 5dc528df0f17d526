"""Who may do what with community events, their series, volunteers, and the public calendar."""

from typing import Any

from sosafe_api.core.ids import new_id
from tests.access.rows import ADMIN, R, Row, open_row, row
from tests.domains.community_events.holding import event, in_days, made, move, planned, post
from tests.fixtures.world import World

HOLDERS = {R.JOINT_ACTION_GROUP, *ADMIN}
READERS = HOLDERS | {R.ANALYST, R.CASEWORKER, R.REFERRER, R.RESPONSIBLE_AUTHORITIES_GROUP, R.SCRUTINY}
TRAINING_READERS = READERS - {R.CASEWORKER, R.REFERRER}
PUBLIC = "/v1/partnerships/{partnership_slug}"


def _event(world: World) -> dict[str, Any]:
    return event(world)


def _series(world: World) -> dict[str, Any]:
    body = event(world) | {"rhythm": {"unit": "weeks", "length": 4}, "until": in_days(400).date().isoformat()}
    return {name: value for name, value in body.items() if name != "status"}


def _issue(world: World) -> dict[str, Any]:
    return {
        "issue": "Lamps.",
        "owner_agency_id": str(world.agencies["police"]),
        "due_on": "2027-01-15",
    }


def _volunteer(world: World) -> dict[str, Any]:
    return {
        "reference": f"AMB-{new_id().int % 10**9}",
        "role": "ambassador",
        "agency_id": str(world.agencies["council"]),
    }


PLANNED = {"event_id": lambda world: str(planned(world)["id"])}


def _held(world: World) -> str:
    found = planned(world, days=-1)
    assert move(world, f"/events/{found['id']}", "held").status_code == 201
    return str(found["id"])


def _series_id(world: World) -> str:
    return str(made(post(world, "/event-series", _series(world)))["id"])


def _issue_id(world: World) -> str:
    return str(made(post(world, f"/events/{planned(world)['id']}/issues", _issue(world)))["id"])


def _feedback_id(world: World) -> str:
    body = {"you_said": "It is dark.", "public": True}
    return str(made(post(world, f"/events/{planned(world)['id']}/feedback", body))["id"])


def _volunteer_id(world: World) -> str:
    return str(made(post(world, "/volunteers", _volunteer(world)))["id"])


def _training(_: World) -> dict[str, Any]:
    return {"trained_on": "2018-02-21", "topic": "Listening", "hours": "1.00"}


ROWS: dict[str, Row] = {
    "list_events": row("GET", "/v1/events", READERS),
    "create_event": row("POST", "/v1/events", HOLDERS, body=_event),
    "get_event": row("GET", "/v1/events/{event_id}", READERS),
    "update_event": row(
        "PATCH", "/v1/events/{event_id}", HOLDERS, body=lambda _: {"title": "Another"}, on=PLANNED
    ),
    "create_event_transition": row("POST", "/v1/events/{event_id}/transitions", HOLDERS, on=PLANNED),
    "replace_event_results": row(
        "PUT", "/v1/events/{event_id}/results", HOLDERS, body=lambda _: {"contacts_made": 3}
    ),
    "create_event_issue": row("POST", "/v1/events/{event_id}/issues", HOLDERS, body=_issue),
    "list_event_issues": row("GET", "/v1/event-issues", READERS),
    "update_event_issue": row("PATCH", "/v1/event-issues/{event_issue_id}", HOLDERS),
    "create_event_issue_transition": row("POST", "/v1/event-issues/{event_issue_id}/transitions", HOLDERS),
    "create_event_feedback": row("POST", "/v1/events/{event_id}/feedback", HOLDERS),
    "update_event_feedback": row("PATCH", "/v1/event-feedback/{event_feedback_id}", HOLDERS),
    "list_event_series": row("GET", "/v1/event-series", READERS),
    "create_event_series": row("POST", "/v1/event-series", HOLDERS, body=_series),
    "get_event_series": row("GET", "/v1/event-series/{event_series_id}", READERS),
    "update_event_series": row("PATCH", "/v1/event-series/{event_series_id}", HOLDERS),
    "create_event_series_occurrences": row("POST", "/v1/event-series/{event_series_id}/occurrences", HOLDERS),
    "list_volunteers": row("GET", "/v1/volunteers", ADMIN),
    "create_volunteer": row("POST", "/v1/volunteers", ADMIN, body=_volunteer),
    "get_volunteer": row("GET", "/v1/volunteers/{volunteer_id}", ADMIN, sensitive=True),
    "update_volunteer": row("PATCH", "/v1/volunteers/{volunteer_id}", ADMIN),
    "create_volunteer_training": row("POST", "/v1/volunteers/{volunteer_id}/training", ADMIN, body=_training),
    "list_volunteer_training_totals": row("GET", "/v1/volunteer-training-totals", TRAINING_READERS),
    "list_public_events": open_row("GET", f"{PUBLIC}/events"),
    "get_public_event": open_row("GET", f"{PUBLIC}/events/{{event_id}}"),
    "get_public_calendar": open_row("GET", f"{PUBLIC}/calendar"),
    "get_ward_calendar": open_row("GET", f"{PUBLIC}/wards/{{ward_code}}/calendar"),
}
SUBJECTS: dict[str, Any] = {}
SHOWS = {"get_volunteer": {"volunteers"}}
IRREGULAR = {
    "event_id": "community_events",
    "event_series_id": "event_series",
    "event_feedback_id": "event_feedback",
}
KNOWN = {
    "event_id": _held,
    "event_series_id": _series_id,
    "event_issue_id": _issue_id,
    "event_feedback_id": _feedback_id,
    "volunteer_id": _volunteer_id,
}
