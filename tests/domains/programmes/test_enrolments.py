"""Cases take part in a programme; who sees the case sees the enrolment, and completion rests on attendance."""

from datetime import UTC, datetime

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.programmes.steps import attend, enrol, plan, post, session_ids, sessions
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def move(world: World, enrolment_id: str, to: str, **rest: str) -> tuple[int, dict[str, object]]:
    answer = post(world, f"/programme-enrolments/{enrolment_id}/transitions", to=to, **rest)
    return answer.status_code, answer.json()


def test_somebody_is_enrolled_attends_enough_and_completes(world: World) -> None:
    programme = plan(world, session_count=4, minimum_attended=3)
    enrolment = enrol(world, programme, world.open_case())
    first, second, third, fourth = session_ids(world, programme)
    for session_id, attendance in ((first, "attended"), (second, "absent_with_reason"), (third, "attended")):
        assert attend(world, session_id, enrolment, attendance).status_code == 201
    path = f"/v1/programme-enrolments/{enrolment['id']}"
    body = world.as_role(Role.CASEWORKER).get(path).json()
    assert (body["attended"], body["minimum_attended"]) == (2, 3)
    assert body["allowed_transitions"] == ["left", "entered_in_error"]
    status, refused = move(world, enrolment["id"], "completed")
    assert (status, refused["code"]) == (409, "transition_not_allowed")
    assert attend(world, fourth, enrolment).status_code == 201
    assert move(world, enrolment["id"], "completed")[0] == 201
    body = world.as_role(Role.CASEWORKER).get(path).json()
    assert (body["status"], body["attended"], body["allowed_transitions"]) == (
        "completed", 3, ["entered_in_error"],
    )  # fmt: skip


def test_the_register_is_put_right_by_saying_it_again_and_the_session_counts_as_held(world: World) -> None:
    programme = plan(world)
    one, other = (enrol(world, programme, world.open_case()) for _ in range(2))
    session_id = session_ids(world, programme)[0]
    entries = [{"enrolment_id": each["id"], "attendance": "absent"} for each in (one, other)]
    kept = post(world, f"/programme-sessions/{session_id}/attendance", entries=entries)
    assert (kept.status_code, kept.json()) == (201, {"session_id": session_id, "recorded": 2})
    assert attend(world, session_id, one).status_code == 201
    register = world.as_role(Role.CASEWORKER).get(f"/v1/programme-sessions/{session_id}/attendance").json()
    assert {entry["enrolment_id"]: entry["attendance"] for entry in register["data"]} == {
        one["id"]: "attended", other["id"]: "absent",
    }  # fmt: skip
    assert sessions(world, programme)[0]["status"] == "held"


def test_nobody_attends_a_session_that_lies_ahead_or_was_cancelled(world: World) -> None:
    ahead = plan(world, first_session_on=f"{datetime.now(UTC).year + 1}-03-04")
    cancelled = plan(world)
    session_id = session_ids(world, cancelled)[0]
    post(world, f"/programme-sessions/{session_id}/transitions", to="cancelled")
    for programme in (ahead, cancelled):
        enrolment = enrol(world, programme, world.open_case())
        refused = attend(world, session_ids(world, programme)[0], enrolment)
        assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")


def test_a_register_names_enrolments_of_its_own_programme_each_once(world: World) -> None:
    programme, other = plan(world), plan(world)
    fit, elsewhere = (enrol(world, each, world.open_case()) for each in (programme, other))
    path = f"/programme-sessions/{session_ids(world, programme)[0]}/attendance"
    entries = [
        {"enrolment_id": each, "attendance": "attended"}
        for each in (fit["id"], elsewhere["id"], str(new_id()))
    ]
    refused = post(world, path, entries=entries)
    assert [error["pointer"] for error in refused.json()["errors"]] == [
        "#/entries/1/enrolment_id", "#/entries/2/enrolment_id",
    ]  # fmt: skip
    assert world.as_role(Role.CASEWORKER).get(f"/v1{path}").json()["data"] == []
    assert post(world, path, entries=[entries[0], entries[0]]).status_code == 422


def test_a_case_of_another_service_or_one_that_has_ended_is_not_enrolled(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    programme, path = plan(world), "/programmes/{}/enrolments"
    elsewhere = world.open_case(
        worker="outreach_worker", referral={"service_id": str(world.services["outreach"])}
    )
    closed = world.open_case()
    post(world, f"/cases/{closed['id']}/transitions", to="closed", ending="died")
    for case in (elsewhere, closed, {"id": str(new_id()), "people": elsewhere["people"]}):
        person_id = case["people"][0]["person_id"]
        refused = post(world, path.format(programme["id"]), case_id=case["id"], person_id=person_id)
        assert [error["pointer"] for error in refused.json()["errors"]] == ["#/case_id"]
    case = world.open_case()
    stranger = closed["people"][0]["person_id"]
    refused = post(world, path.format(programme["id"]), case_id=case["id"], person_id=stranger)
    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/person_id"]


def test_one_is_enrolled_once_however_many_try_at_once_and_can_come_back(world: World) -> None:
    programme, case = plan(world), world.open_case()
    body = {"case_id": case["id"], "person_id": case["people"][0]["person_id"]}
    path = f"/programmes/{programme['id']}/enrolments"
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: post(world, path, **body), range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    enrolment_id = next(answer.json()["id"] for answer in answers if answer.status_code == 201)
    assert move(world, enrolment_id, "left")[0] == 422
    assert move(world, enrolment_id, "left", reason_code="wrong_person")[0] == 422
    assert move(world, enrolment_id, "left", reason_code="custody")[0] == 201
    assert move(world, enrolment_id, "enrolled", reason_code="custody")[0] == 422
    assert move(world, enrolment_id, "enrolled")[0] == 201
    assert move(world, enrolment_id, "entered_in_error", reason_code="duplicate")[0] == 201
    assert post(world, path, **body).status_code == 201


def test_an_enrolment_and_its_attendance_are_seen_by_who_sees_the_case_alone(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    programme = plan(world)
    seen, hidden = world.open_case(worker="colleague"), world.open_case(access="workers")
    theirs, mine = enrol(world, programme, seen, by="colleague"), enrol(world, programme, hidden)
    session_id = session_ids(world, programme)[0]
    for enrolment in (theirs, mine):
        assert attend(world, session_id, enrolment).status_code == 201
    colleague = world.as_role("colleague")
    listed = colleague.get(f"/v1/programmes/{programme['id']}/enrolments").json()["data"]
    assert [item["id"] for item in listed] == [theirs["id"]]
    register = colleague.get(f"/v1/programme-sessions/{session_id}/attendance").json()["data"]
    assert [entry["enrolment_id"] for entry in register] == [theirs["id"]]
    assert colleague.get(f"/v1/programme-enrolments/{mine['id']}").status_code == 404
    refused = attend(world, session_id, mine, by="colleague")
    assert [error["code"] for error in refused.json()["errors"]] == ["unknown_reference"]
    world.exclude("caseworker", "case", hidden["id"])
    assert world.as_role(Role.CASEWORKER).get(f"/v1/programme-enrolments/{mine['id']}").status_code == 404


def test_an_enrolment_keeps_its_person_in_the_case(world: World) -> None:
    programme, case = plan(world), world.open_case()
    added = post(
        world, f"/cases/{case['id']}/people", person={"full_name": "Example Partner"}, role="partner"
    ).json()
    enrolled = post(
        world, f"/programmes/{programme['id']}/enrolments", case_id=case["id"], person_id=added["person_id"]
    )
    assert enrolled.status_code == 201
    kept = world.as_role(Role.CASEWORKER).delete(f"/v1/case-people/{added['id']}", headers={"If-Match": "*"})
    assert (kept.status_code, kept.json()["code"]) == (422, "business_rule")


def test_reads_of_an_enrolment_and_of_a_register_are_recorded_with_their_purpose(world: World) -> None:
    programme = plan(world)
    enrolment = enrol(world, programme, world.open_case())
    session_id = session_ids(world, programme)[0]
    attend(world, session_id, enrolment)
    worker = world.as_role(Role.CASEWORKER)
    worker.get(f"/v1/programme-enrolments/{enrolment['id']}")
    worker.get(f"/v1/programme-sessions/{session_id}/attendance")
    recorded = world.superuser.execute(
        "SELECT operation, object_id::text, purpose FROM audit_entries WHERE partnership_id = %s"
        " AND (operation LIKE 'programme_enrolment:read' OR operation = 'programme_attendance:list') ORDER BY id",
        (world.id,),
    ).fetchall()
    assert recorded == [
        ("programme_enrolment:read", enrolment["id"], "safeguarding"),
        ("programme_attendance:list", session_id, "safeguarding"),
    ]


def test_a_programme_holds_as_many_as_its_register_shows_whoever_sees_them(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    programme, hidden = plan(world), world.open_case(access="workers")
    world.superuser.execute(
        "INSERT INTO programme_enrolments (partnership_id, id, programme_id, case_id, person_id, status,"
        " status_since, enrolled_at, version, updated_at) SELECT %s, gen_random_uuid(), %s, %s, %s,"
        " 'entered_in_error', now(), now(), 1, now() FROM generate_series(1, 200)",
        (world.id, programme["id"], hidden["id"], hidden["people"][0]["person_id"]),
    )
    case = world.open_case(worker="colleague")
    refused = post(
        world,
        f"/programmes/{programme['id']}/enrolments",
        by="colleague",
        case_id=case["id"],
        person_id=case["people"][0]["person_id"],
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
