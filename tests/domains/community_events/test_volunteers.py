"""Ambassadors and volunteers: a reference, a name only for whoever looks after them, and hours of training."""

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.community_events.holding import ADMIN, faults, get, made, patch, planned, post
from tests.fixtures.world import World

pytestmark = pytest.mark.database
NAME = "Example Canary"


def volunteer(world: World, reference: str = "AMB-0007", **changes: str | None) -> dict:
    body = {"reference": reference, "display_name": NAME, "role": "ambassador"}
    return made(post(world, "/volunteers", body | {"agency_id": str(world.agencies["council"])} | changes))


def test_a_name_is_read_for_a_purpose_and_the_read_is_recorded(world: World) -> None:
    somebody = volunteer(world)
    path = f"/v1/volunteers/{somebody['id']}"
    assert NAME not in str(somebody)
    assert NAME not in str(get(world, "/volunteers", role=ADMIN))
    unstated = world.as_role(ADMIN, Purpose="").get(path)
    assert (unstated.status_code, unstated.json()["code"]) == (403, "purpose_required")
    found = world.as_role(ADMIN).get(path)
    assert found.json()["display_name"] == NAME
    entries = world.superuser.execute(
        "SELECT operation, purpose, field_set, decision FROM audit_entries"
        " WHERE object_id = %s AND operation LIKE '%%read' ORDER BY recorded_at", (somebody["id"],)
    ).fetchall()  # fmt: skip
    assert ("volunteer:read", "safeguarding", "F2", "allowed") in entries
    assert world.as_role(Role.JOINT_ACTION_GROUP).get(path).status_code == 403


def test_who_leaves_is_called_nothing_any_more(world: World) -> None:
    somebody = volunteer(world)
    path = f"/volunteers/{somebody['id']}"
    left = patch(
        world, path, {"status": "ended", "display_name": "Another Example"}, if_match=somebody["etag"]
    )
    assert (left.status_code, left.json()["status"]) == (200, "ended")
    assert get(world, path, role=ADMIN)["display_name"] is None
    assert patch(world, path, {"display_name": NAME}).status_code == 200
    assert get(world, path, role=ADMIN)["display_name"] is None
    assert patch(world, path, {"status": "active", "display_name": NAME}).json()["status"] == "active"
    assert get(world, path, role=ADMIN)["display_name"] == NAME


def test_hours_of_training_add_up_by_role_and_by_days(world: World) -> None:
    event = planned(world, days=-1, kind="training")
    ambassador, helper = volunteer(world), volunteer(world, "VOL-1", role="volunteer", display_name=None)
    for somebody, trained_on, hours in (
        (ambassador, "2018-02-21", "2.50"),
        (ambassador, "2018-06-01", "3.25"),
        (helper, "2018-06-01", "1.00"),
    ):
        body = {
            "trained_on": trained_on,
            "topic": "Reporting hate crime",
            "hours": hours,
            "event_id": event["id"],
        }
        made(post(world, f"/volunteers/{somebody['id']}/training", body))
    assert get(world, f"/volunteers/{ambassador['id']}", role=ADMIN)["training_hours"] == "5.75"
    listed = {
        item["reference"]: item["training_hours"] for item in get(world, "/volunteers", role=ADMIN)["data"]
    }
    assert listed == {"AMB-0007": "5.75", "VOL-1": "1.00"}
    totals = get(world, "/volunteer-training-totals?trained_on_from=2018-04-01&trained_on_before=2019-04-01")
    assert totals["data"] == [
        {"role": "ambassador", "volunteers": 1, "sessions": 1, "hours": "3.25"},
        {"role": "volunteer", "volunteers": 1, "sessions": 1, "hours": "1.00"},
    ]
    assert [item["sessions"] for item in get(world, "/volunteer-training-totals")["data"]] == [2, 1]


def test_a_reference_names_one_volunteer_and_has_no_room_for_a_name(world: World) -> None:
    volunteer(world)
    body = {"reference": "AMB-0007", "role": "volunteer", "agency_id": str(world.agencies["council"])}
    assert post(world, "/volunteers", body).status_code == 409
    assert faults(post(world, "/volunteers", body | {"reference": "Example Person"})) == {
        ("#/reference", "wrong_format")
    }
    assert faults(post(world, "/volunteers", body | {"reference": "AMB-8", "agency_id": str(new_id())})) == {
        ("#/agency_id", "unknown_reference")
    }
    somebody = volunteer(world, "AMB-9")
    training = {"trained_on": "2018-02-21", "topic": "Listening", "hours": "0.00", "event_id": str(new_id())}
    path = f"/volunteers/{somebody['id']}/training"
    assert faults(post(world, path, training)) == {("#/hours", "not_positive")}
    assert faults(post(world, path, training | {"hours": "1.00"})) == {("#/event_id", "unknown_reference")}
