"""Events from plan to result: the record of each, its life, what came of it and what followed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.community_events.rules.lives import EVENT_TRANSITIONS
from sosafe_api.domains.community_events.vocabulary import EventKind, EventStatus
from tests.domains.community_events.holding import (
    MEMBER,
    event,
    faults,
    get,
    in_days,
    made,
    move,
    patch,
    planned,
    post,
    put,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def test_an_event_is_planned_held_and_its_results_are_recorded(world: World) -> None:
    made_event = planned(world, days=-1, expected_attendance=30, audience="residents")
    path = f"/events/{made_event['id']}"
    assert made_event["time_zone"] == "Europe/London"
    assert made_event["allowed_transitions"] == ["postponed", "cancelled", "held", "entered_in_error"]
    results = {
        "actual_attendance": 32,
        "contacts_made": 41,
        "questionnaires_returned": 12,
        "doors_knocked": 60,
        "reports_submitted": 2,
        "intelligence_submitted": 0,
        "agency_ids": [str(world.agencies["council"]), str(world.agencies["police"])],
        "communities_reached": [
            {"community": "older_people", "attendances": 14},
            {"community": "young_people", "attendances": 3},
        ],
        "cost": {"amount": "120.50", "currency": "GBP"},
    }
    assert put(world, f"{path}/results", results).status_code == 409  # it was not held yet
    assert move(world, path, "held", role=MEMBER).status_code == 201
    recorded = put(world, f"{path}/results", results, role=MEMBER)
    assert recorded.status_code == 200, recorded.text
    assert recorded.json()["results"] == results
    again = results | {"communities_reached": results["communities_reached"][:1], "contacts_made": None}
    assert put(world, f"{path}/results", again, if_match=recorded.headers["ETag"]).json()["results"] == again
    assert put(world, f"{path}/results", again, if_match=recorded.headers["ETag"]).status_code == 412
    found = get(world, path)
    assert (found["results"], found["actual_attendance"], found["expected_attendance"]) == (again, 32, 30)
    twice = results | {"communities_reached": [results["communities_reached"][0]] * 2}
    stranger = twice | {"agency_ids": [str(new_id())]}
    assert faults(put(world, f"{path}/results", stranger)) == {
        ("#/communities_reached/1/community", "repeated"),
        ("#/agency_ids/0", "unknown_reference"),
    }


def test_every_kind_of_event_can_be_planned(world: World) -> None:
    for kind in EventKind:
        assert planned(world, kind=kind.value, status="draft")["kind"] == kind


def test_all_that_is_wrong_with_an_event_is_told_at_once(world: World) -> None:
    start = in_days(7).isoformat()
    body = event(
        world,
        place={"name": "Example Hall", "ward_code": "E05999999"},
        lead_agency_id=str(new_id()),
        agency_ids=[str(new_id())],
        objective_id=str(new_id()),
        starts_at=start,
        ends_at=start,
    )
    assert faults(post(world, "/events", body)) == {
        ("#/place/ward_code", "unknown_reference"),
        ("#/lead_agency_id", "unknown_reference"),
        ("#/agency_ids/0", "unknown_reference"),
        ("#/objective_id", "unknown_reference"),
        ("#/ends_at", "not_after_start"),
    }
    nowhere = event(world, place=None)
    assert faults(post(world, "/events", nowhere)) == {("#/place", "required")}
    assert post(world, "/events", nowhere | {"attendance_mode": "online"}).status_code == 201
    abroad = {"name": "Example Hall", "point": {"type": "Point", "coordinates": [51.9, -0.2]}}
    assert faults(post(world, "/events", event(world, place=abroad))) == {
        ("#/place/point/coordinates", "outside_the_kingdom")
    }


def test_a_moved_event_keeps_its_identity_and_the_starts_that_were_told(world: World) -> None:
    told = planned(world)
    path = f"/events/{told['id']}"
    later = in_days(9)
    moved = patch(
        world, path, {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()}
    )
    assert moved.status_code == 200, moved.text
    assert moved.json()["id"] == told["id"]
    assert moved.json()["previous_starts"] == [told["starts_at"]]
    assert moved.json()["sequence"] == 1
    assert faults(move(world, path, "postponed")) == {("#/reason_code", "required")}
    assert move(world, path, "postponed", reason_code="weather").json()["sequence"] == 2
    assert patch(world, path, {"title": "Another"}).status_code == 409
    assert faults(move(world, path, "confirmed")) == {("#/starts_at", "required"), ("#/ends_at", "required")}
    new = in_days(20)
    times = {"starts_at": new.isoformat(), "ends_at": (new + timedelta(hours=2)).isoformat()}
    again = move(world, path, "confirmed", **times).json()
    assert again["previous_starts"] == [told["starts_at"], moved.json()["starts_at"]]
    assert (again["sequence"], again["reason_code"], again["status"]) == (3, None, "confirmed")
    assert faults(move(world, path, "held")) == {("#/to", "not_yet")}
    online = patch(world, path, {"attendance_mode": "online", "place": None}).json()
    assert (online["moved_online"], online["place"], online["sequence"]) == (True, None, 4)
    cancelled = move(world, path, "cancelled", reason_code="staffing").json()
    assert (cancelled["status"], cancelled["reason_code"], cancelled["sequence"]) == (
        "cancelled",
        "staffing",
        5,
    )
    assert cancelled["allowed_transitions"] == ["entered_in_error"]
    refused = move(world, path, "confirmed")
    assert (refused.status_code, refused.json()["allowed_to"]) == (409, ["entered_in_error"])


def test_what_is_changed_of_a_draft_was_told_to_nobody(world: World) -> None:
    draft = planned(world, status="draft")
    later = in_days(8)
    times = {"starts_at": later.isoformat(), "ends_at": (later + timedelta(hours=1)).isoformat()}
    changed = patch(world, f"/events/{draft['id']}", times).json()
    assert (changed["previous_starts"], changed["sequence"]) == ([], 0)


def test_every_status_is_reached_and_left_as_the_table_says() -> None:
    assert set(EVENT_TRANSITIONS) == set(EventStatus)
    reached = {to for targets in EVENT_TRANSITIONS.values() for to in targets} | {EventStatus.DRAFT}
    assert reached == set(EventStatus)
    # a cancelled event stays as it is told, unless it never should have been
    assert EVENT_TRANSITIONS[EventStatus.CANCELLED] == {EventStatus.ENTERED_IN_ERROR}


def test_an_issue_has_an_owner_and_is_overdue_until_it_is_done(world: World) -> None:
    raised_at = planned(world, days=-1)
    path, owner = f"/events/{raised_at['id']}/issues", str(world.agencies["police"])
    late = made(
        post(world, path, {"issue": "Lamps.", "owner_agency_id": owner, "due_on": "2026-01-15"}, role=MEMBER)
    )
    later = {"issue": "Litter.", "owner_agency_id": owner, "due_on": in_days(30).date().isoformat()}
    soon = made(post(world, path, later))
    assert (late["overdue"], soon["overdue"]) == (True, False)
    assert faults(post(world, path, later | {"owner_agency_id": str(new_id())})) == {
        ("#/owner_agency_id", "unknown_reference")
    }

    def listed(query: str) -> list[str]:
        return [item["id"] for item in get(world, f"/event-issues?{query}")["data"]]

    assert listed("overdue=true") == [late["id"]]
    assert listed(f"owner_agency_id={owner}&status=open") == [late["id"], soon["id"]]
    assert listed(f"owner_agency_id={world.agencies['council']}") == []
    done = move(world, f"/event-issues/{late['id']}", "done", role=MEMBER).json()
    assert (done["status"], done["overdue"]) == ("done", False)
    assert done["done_on"] is not None
    assert listed("overdue=true") == []
    assert move(world, f"/event-issues/{late['id']}", "done").status_code == 409
    reopened = move(world, f"/event-issues/{late['id']}", "open").json()
    assert (reopened["overdue"], reopened["done_on"]) == (True, None)
    assert patch(world, f"/event-issues/{late['id']}", {"due_on": "2030-01-01"}).json()["overdue"] is False
    assert [issue["id"] for issue in get(world, f"/events/{raised_at['id']}")["issues"]] == [
        late["id"],
        soon["id"],
    ]


def test_events_are_listed_by_their_start_and_by_what_is_asked_for(world: World) -> None:
    days = (9, 3, 6)
    ids = {day: planned(world, days=day, kind="surgery" if day == 6 else "forum")["id"] for day in days}
    first = get(world, "/events?limit=2")
    assert [item["id"] for item in first["data"]] == [ids[3], ids[6]]
    assert [item["id"] for item in get(world, first["links"]["next"].removeprefix("/v1"))["data"]] == [ids[9]]
    for query, expected in (
        ("kind=surgery", [6]),
        ("status=draft", []),
        (f"starts_at_from={in_days(6).isoformat().replace('+', '%2B')}", [6, 9]),
        (f"starts_at_before={in_days(6).isoformat().replace('+', '%2B')}", [3]),
        ("ward_code=E05015627", []),
        (f"lead_agency_id={world.agencies['council']}&visibility=public", [3, 6, 9]),
    ):
        found = [item["id"] for item in get(world, f"/events?{query}", role=Role.CASEWORKER)["data"]]
        assert found == [ids[day] for day in expected], query


def test_an_event_serves_an_objective_of_an_adopted_strategy(world: World) -> None:
    own = {"partnership_id": world.id}
    strategy, objective = new_id(), new_id()
    author, second = (
        world.somebody(Role.PARTNERSHIP_ADMIN),
        world.somebody(Role.RESPONSIBLE_AUTHORITIES_GROUP),
    )
    dates = {"starts_on": date(2018, 4, 1), "ends_on": date(2021, 4, 1)}
    made_at = {"created_at": datetime.now(UTC), "updated_at": datetime.now(UTC)}
    world.insert("strategies", **own, id=strategy, name="2018/21", number=1, **dates, aims=[], status="draft",
                 status_since=datetime.now(UTC), created_by=author, version=1, **made_at)  # fmt: skip
    world.insert(
        "objectives", **own, id=objective, strategy_id=strategy, number=1, title="Help people feel safe"
    )
    body = event(world, objective_id=str(objective))
    assert faults(post(world, "/events", body)) == {("#/objective_id", "unknown_reference")}  # a draft's
    world.superuser.execute(
        "UPDATE strategies SET status = 'adopted', adopted_by = %s WHERE id = %s", (second, strategy)
    )
    served = made(post(world, "/events", body))
    planned(world)
    listed = get(world, f"/events?objective_id={objective}")["data"]
    assert [item["id"] for item in listed] == [served["id"]]
    assert patch(world, f"/events/{served['id']}", {"objective_id": None}).json()["objective_id"] is None


def test_another_partnerships_event_is_not_there(world: World, other_world: World) -> None:
    theirs = planned(other_world)
    assert world.as_role(MEMBER).get(f"/v1/events/{theirs['id']}").status_code == 404
    assert patch(world, f"/events/{theirs['id']}", {"title": "Ours"}).status_code == 404


def test_every_change_is_told_and_recorded(world: World) -> None:
    told = planned(world)
    move(world, f"/events/{told['id']}", "cancelled", reason_code="venue")
    changes = world.superuser.execute(
        "SELECT type, resource_version FROM changes WHERE resource_id = %s ORDER BY resource_version",
        (told["id"],),
    ).fetchall()
    assert changes == [("event.created", 1), ("event.cancelled", 2)]
    entries = world.superuser.execute(
        "SELECT operation, actor_id FROM audit_entries WHERE object_id = %s ORDER BY recorded_at",
        (told["id"],),
    ).fetchall()
    somebody = world.somebody(Role.PARTNERSHIP_ADMIN)
    assert entries == [("event:create", somebody), ("event:cancelled", somebody)]
