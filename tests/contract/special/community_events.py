"""Events, their series and volunteers in the states that their operations need."""

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.community_events.holding import begun, in_days, made, move, planned, post
from tests.fixtures.world import World


def _held(world: World) -> Call:
    found = planned(world, days=-1)
    assert move(world, f"/events/{found['id']}", "held").status_code == 201
    return Call(world.as_role(Role.JOINT_ACTION_GROUP), path={"event_id": found["id"]})


def _issue(world: World) -> str:
    body = {
        "issue": "Lamps.",
        "owner_agency_id": str(world.agencies["police"]),
        "due_on": "2027-01-15",
    }
    return str(made(post(world, f"/events/{planned(world)['id']}/issues", body))["id"])


def _feedback(world: World) -> str:
    body = {"you_said": "It is dark.", "public": True}
    return str(made(post(world, f"/events/{planned(world)['id']}/feedback", body))["id"])


def _reference() -> str:
    return f"AMB-{new_id().int % 10**9}"


def _volunteer(world: World) -> str:
    body = {"reference": _reference(), "role": "ambassador", "agency_id": str(world.agencies["council"])}
    return str(made(post(world, "/volunteers", body | {"display_name": "Example Person"}))["id"])


def _another(world: World) -> Call:
    """A reference names one volunteer."""
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN), replaced={"reference": _reference()})


SPECIAL = {"replace_event_results": _held, "create_volunteer": _another}
IDENTIFIERS = {
    "event_id": lambda world: str(planned(world)["id"]),
    "event_series_id": lambda world: str(begun(world, in_days(3))["id"]),
    "event_issue_id": _issue,
    "event_feedback_id": _feedback,
    "volunteer_id": _volunteer,
    "lead_agency_id": lambda world: str(world.agencies["council"]),
    "owner_agency_id": lambda world: str(world.agencies["police"]),
    "ward_code": lambda _: "E05015626",
}
