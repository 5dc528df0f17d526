"""A case is paused, resumed and closed, with a second person's approval where its service says so."""

from uuid import UUID

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import add_colleague, move, moved, referral_of, require_approval
from tests.fixtures.world import World

pytestmark = pytest.mark.database
# Each ending with what the sender of the referral learns of it.
ENDINGS = {
    "planned_needs_met": ("completed", None),
    "planned_partly_met": ("completed", None),
    "transferred_in_area": ("not_completed", "transferred"),
    "transferred_out_of_area": ("not_completed", "transferred"),
    "custody": ("not_completed", "custody"),
    "hospital": ("not_completed", "hospital"),
    "moved_away": ("not_completed", "moved_away"),
    "disengaged": ("not_completed", "disengaged"),
    "declined_service": ("not_completed", "declined_service"),
    "unable_to_contact": ("not_completed", "unable_to_contact"),
    "died": ("not_completed", "died"),
    "excluded": ("not_completed", "excluded"),
    "duplicate": ("not_completed", "duplicate"),
}


def test_a_pause_puts_the_referral_on_hold_for_its_reason_and_resuming_takes_it_up_again(
    world: World,
) -> None:
    case = world.open_case()
    body = moved(world, case["id"], "paused", reason_code="hospital")
    assert (body["from"], body["to"], body["reason_code"], body["ending"]) == (
        "open", "paused", "hospital", None,
    )  # fmt: skip
    assert body["allowed_transitions"] == ["open", "closing", "closed", "entered_in_error"]
    assert referral_of(world, case) == ("on_hold", "hospital")
    moved(world, case["id"], "open")
    assert referral_of(world, case) == ("in_progress", None)


@pytest.mark.parametrize("paused", [False, True], ids=["at work", "paused"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_each_ending_closes_the_referral_as_agreed(world: World, ending: str, *, paused: bool) -> None:
    case = world.open_case()
    if paused:
        moved(world, case["id"], "paused", reason_code="custody")
    moved(world, case["id"], "closed", ending=ending)
    assert referral_of(world, case) == ENDINGS[ending]
    read = world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}").json()
    assert (read["status"], read["ending"], read["allowed_transitions"]) == (
        "closed", ending, ["entered_in_error"],
    )  # fmt: skip
    assert read["closed_at"] == read["status_since"]


def test_where_approval_is_required_only_another_worker_of_the_service_closes(world: World) -> None:
    add_colleague(world)
    add_colleague(world, "outsider", "outreach")
    require_approval(world)
    case = world.open_case()
    refused = move(world, case["id"], "closed", ending="disengaged")
    assert (refused.status_code, refused.json()["allowed_to"]) == (
        409, ["paused", "closing", "entered_in_error"],
    )  # fmt: skip
    asked = moved(world, case["id"], "closing", ending="disengaged")
    assert asked["allowed_transitions"] == ["open"]
    assert referral_of(world, case) == ("in_progress", None)
    own = move(world, case["id"], "closed")
    assert (own.status_code, own.json()["code"], own.json()["allowed_to"]) == (
        409, "transition_not_allowed", ["open"],
    )  # fmt: skip
    assert move(world, case["id"], "closed", by="outsider").status_code == 404
    waiting = world.as_role("colleague").get(f"/v1/cases/{case['id']}").json()
    assert (waiting["closing_asked_by"], waiting["ending"]) == (
        str(world.somebody("caseworker")),
        "disengaged",
    )
    assert waiting["allowed_transitions"] == ["open", "closed"]
    assert moved(world, case["id"], "closed", by="colleague")["ending"] == "disengaged"
    assert referral_of(world, case) == ("not_completed", "disengaged")


def test_who_approves_takes_the_ending_that_was_asked_for(world: World) -> None:
    add_colleague(world)
    require_approval(world)
    case = world.open_case()
    moved(world, case["id"], "closing", ending="disengaged")
    refused = move(world, case["id"], "closed", by="colleague", ending="planned_needs_met")
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [
        ("#/ending", "not_wanted")
    ]


def test_a_refused_closure_leaves_the_case_open_and_no_ending(world: World) -> None:
    add_colleague(world)
    require_approval(world)
    case = world.open_case()
    moved(world, case["id"], "paused", reason_code="hospital")
    moved(world, case["id"], "closing", ending="planned_partly_met")
    assert referral_of(world, case) == ("on_hold", "hospital")
    moved(world, case["id"], "open", by="colleague", note="The plan is not finished.")
    read = world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}").json()
    assert (read["status"], read["ending"], read["closing_asked_by"]) == ("open", None, None)
    assert referral_of(world, case) == ("in_progress", None)


def test_a_case_entered_in_error_takes_its_referral_with_it_also_after_closure(world: World) -> None:
    for closed in (False, True):
        case = world.open_case()
        if closed:
            moved(world, case["id"], "closed", ending="planned_needs_met")
        body = moved(world, case["id"], "entered_in_error", reason_code="wrong_person")
        assert body["allowed_transitions"] == []
        assert referral_of(world, case) == ("entered_in_error", "wrong_person")


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ({"to": "paused"}, [("#/reason_code", "required")]),
        ({"to": "paused", "reason_code": "wrong_person"}, [("#/reason_code", "unknown_code")]),
        ({"to": "entered_in_error"}, [("#/reason_code", "required")]),
        ({"to": "closed"}, [("#/ending", "required")]),
        ({"to": "closing"}, [("#/ending", "required")]),
        (
            {"to": "closed", "reason_code": "custody", "ending": "custody"},
            [("#/reason_code", "not_wanted")],
        ),
        (
            {"to": "paused", "ending": "custody"},
            [("#/ending", "not_wanted"), ("#/reason_code", "required")],
        ),
    ],
)
def test_a_move_states_the_reason_or_ending_that_its_status_needs_and_no_other(
    world: World, content: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    case = world.open_case()
    refused = move(world, case["id"], **content)
    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == faults
    assert referral_of(world, case) == ("in_progress", None)


def test_a_move_is_made_on_the_version_that_was_read(world: World) -> None:
    case = world.open_case()
    first = move(world, case["id"], "paused", reason_code="hospital", headers={"If-Match": case["etag"]})
    assert first.status_code == 201
    read = world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}")
    assert first.headers["ETag"] == read.headers["ETag"] != case["etag"]
    stale = move(world, case["id"], "open", headers={"If-Match": case["etag"]})
    assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")
    assert move(world, case["id"], "open", headers={}).status_code == 428


def test_the_history_tells_who_moved_the_case_when_and_why(world: World) -> None:
    add_colleague(world)
    case = world.open_case()
    moved(world, case["id"], "paused", reason_code="client_request", note="Away for a fortnight.")
    moved(world, case["id"], "closed", by="colleague", ending="moved_away")
    lines = world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}/transitions").json()["data"]
    told = [
        (line["from"], line["to"], line["reason_code"], line["ending"], line["note"], line["actor_id"])
        for line in lines
    ]
    me, other = str(world.somebody("caseworker")), str(world.somebody("colleague"))
    assert told == [
        (None, "open", None, None, None, me),
        ("open", "paused", "client_request", None, "Away for a fortnight.", me),
        ("paused", "closed", None, "moved_away", None, other),
    ]
    assert lines == sorted(lines, key=lambda line: line["occurred_at"])


def test_each_move_is_told_and_audited_in_its_own_transaction_and_the_note_is_in_neither(
    world: World,
) -> None:
    case = world.open_case()
    answer = move(world, case["id"], "paused", reason_code="hospital", note="Canarynote of a ward.")
    assert "Canarynote" not in answer.text
    told = world.superuser.execute(
        "SELECT c.type, c.resource_version, c.service_id, a.operation, a.actor_id FROM changes c"
        " JOIN audit_entries a ON a.object_id = c.resource_id AND a.xmin::text = c.xmin::text"
        " WHERE c.resource_id = %s ORDER BY c.id",
        (case["id"],),
    ).fetchall()
    refuge, me = world.services["refuge"], world.somebody("caseworker")
    assert told == [
        ("case.opened", 1, refuge, "case:opened", me),
        ("case.paused", 2, refuge, "case:paused", me),
    ]


def test_reading_the_history_is_recorded_with_its_purpose(world: World) -> None:
    case = world.open_case()
    assert world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}/transitions").status_code == 200
    recorded = world.superuser.execute(
        "SELECT object_id, purpose FROM audit_entries WHERE partnership_id = %s"
        " AND operation = 'case_transition:read'",
        (world.id,),
    ).fetchall()
    assert recorded == [(UUID(case["id"]), "safeguarding")]


def test_the_history_of_a_case_that_is_hidden_is_absent(world: World) -> None:
    add_colleague(world)
    case = world.open_case(access="workers")
    assert world.as_role("colleague").get(f"/v1/cases/{case['id']}/transitions").status_code == 404
    assert move(world, case["id"], "closed", by="colleague", ending="died").status_code == 404
    world.exclude("caseworker", "case", case["id"])
    assert world.as_role(Role.CASEWORKER).get(f"/v1/cases/{case['id']}/transitions").status_code == 404


def test_a_case_that_came_and_went_too_often_can_still_be_closed(world: World) -> None:
    case = world.open_case()
    world.superuser.execute(
        "INSERT INTO case_transitions (partnership_id, id, case_id, from_status, to_status, actor_id, occurred_at)"
        " SELECT %s, gen_random_uuid(), %s, 'paused', 'open', %s, now() FROM generate_series(1, 989)",
        (world.id, case["id"], world.somebody("caseworker")),
    )
    refused = move(world, case["id"], "paused", reason_code="hospital")
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    assert move(world, case["id"], "closed", ending="died").status_code == 201
