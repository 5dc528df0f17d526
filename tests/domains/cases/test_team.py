"""A case takes up further referrals, people and workers; each change is told and hides or shows what it must."""

from datetime import date
from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import ANY, add, add_colleague, moved, read, referral_of
from tests.fixtures.crew import side_by_side
from tests.fixtures.steps import ABOUT_ANOTHER
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}
CHILD = {"full_name": "Example Child", "date_of_birth": "2018-05-01"}


def change_worker(
    world: World, worker: dict[str, Any], *, by: str = "caseworker", **patch: Any
) -> httpx.Response:
    headers = {"If-Match": worker["etag"], **MERGE_PATCH}
    return world.as_role(by).patch(f"/v1/case-workers/{worker['id']}", json=patch, headers=headers)


def join(world: World, case: dict[str, Any], name: str, **rest: Any) -> dict[str, Any]:
    added = add(world, case, "workers", principal_id=str(world.somebody(name)), **rest)
    assert added.status_code == 201, added.text
    body: dict[str, Any] = added.json()
    return body


@pytest.mark.parametrize(
    "move",
    [
        {"to": "paused", "reason_code": "hospital"},
        {"to": "closing", "ending": "died"},
        {"to": "closed", "ending": "died"},
    ],
    ids=lambda move: move["to"],
)
def test_a_case_that_is_not_open_takes_no_referral_up(world: World, move: dict[str, str]) -> None:
    case, later = world.open_case(), world.accept("LATER")
    moved(world, case["id"], **move)
    refused = add(world, case, "referrals", referral_ids=[later])
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    assert referral_of(world, {"referral_ids": [later]}) == ("accepted", None)


def test_somebody_new_or_known_joins_a_case_in_a_role(world: World) -> None:
    case, other = world.open_case(), world.open_case()
    known = other["people"][0]["person_id"]
    child = add(world, case, "people", person=CHILD, role="child")
    assert (child.status_code, set(child.json())) == (201, {"id", "case_id", "person_id", "etag"})
    assert add(world, case, "people", person_id=known, role="alleged_perpetrator").status_code == 201
    people = read(world, case)["people"]
    assert [(person["person_id"], person["role"]) for person in people][1:] == [
        (child.json()["person_id"], "child"), (known, "alleged_perpetrator"),
    ]  # fmt: skip
    person = world.as_role(Role.CASEWORKER).get(f"/v1/people/{child.json()['person_id']}").json()
    assert (person["full_name"], person["date_of_birth"]) == ("Example Child", "2018-05-01")


def test_one_person_stands_once_in_each_role(world: World) -> None:
    case = world.open_case()
    person_id = case["people"][0]["person_id"]
    refused = add(world, case, "people", person_id=person_id, role="victim")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "already_in_case")
    assert add(world, case, "people", person_id=person_id, role="witness").status_code == 201


@pytest.mark.parametrize("body", [{}, {"person": CHILD, "person_id": str(new_id())}], ids=["neither", "both"])
def test_a_person_is_stated_in_one_way(world: World, body: dict[str, Any]) -> None:
    refused = add(world, world.open_case(), "people", role="child", **body)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "one_person")


def test_a_person_who_is_hidden_from_the_caller_is_answered_as_an_unknown_one(world: World) -> None:
    case, hidden = world.open_case(referral=ABOUT_ANOTHER), world.open_case()["people"][0]["person_id"]
    world.exclude("caseworker", "person", hidden)
    answers = [add(world, case, "people", person_id=each, role="partner") for each in (hidden, str(new_id()))]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert {**answers[0].json(), "request_id": ""} == {**answers[1].json(), "request_id": ""}


def test_naming_somebody_whom_a_colleague_must_not_see_hides_the_case_from_that_colleague(
    world: World,
) -> None:
    add_colleague(world)
    case, relative = world.open_case(referral=ABOUT_ANOTHER), world.open_case()["people"][0]["person_id"]
    world.exclude("colleague", "person", relative)
    assert read(world, case, by="colleague")["id"] == case["id"]
    assert add(world, case, "people", person_id=relative, role="family_member").status_code == 201
    assert world.as_role("colleague").get(f"/v1/cases/{case['id']}").status_code == 404


def test_a_person_is_taken_out_unless_the_case_would_be_about_nobody(world: World) -> None:
    case = world.open_case()
    worker = world.as_role(Role.CASEWORKER)
    child = add(world, case, "people", person=CHILD, role="child").json()
    path = f"/v1/case-people/{child['id']}"
    assert worker.delete(path).status_code == 428
    assert worker.delete(path, headers={"If-Match": '"stale"'}).status_code == 412
    assert worker.delete(path, headers={"If-Match": child["etag"]}).status_code == 204
    assert worker.delete(path, headers=ANY).status_code == 404
    assert worker.get(f"/v1/people/{child['person_id']}").status_code == 404
    (last,) = read(world, case)["people"]
    refused = worker.delete(f"/v1/case-people/{last['id']}", headers=ANY)
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")


def test_a_caseworker_of_the_service_joins_and_takes_the_lead(world: World) -> None:
    add_colleague(world)
    case = world.open_case()
    joined = join(world, case, "colleague")
    assert joined["lead"] is False
    again = add(world, case, "workers", principal_id=str(world.somebody("colleague")))
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "already_at_work")
    led = change_worker(world, joined, lead=True)
    assert (led.status_code, led.json()["lead"]) == (200, True)
    assert led.json()["etag"] == led.headers["ETag"] != joined["etag"]
    workers = {worker["principal_id"]: worker["lead"] for worker in read(world, case)["workers"]}
    assert workers == {str(world.somebody("caseworker")): False, str(world.somebody("colleague")): True}
    assert change_worker(world, joined, lead=True).status_code == 412


@pytest.mark.parametrize("name", ["outreach_worker", "referrer", "scrutiny"])
def test_only_a_caseworker_of_the_service_works_on_its_cases(world: World, name: str) -> None:
    add_colleague(world, "outreach_worker", "outreach")
    refused = add(world, world.open_case(), "workers", principal_id=str(world.somebody(name)))
    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/principal_id"]


def test_a_caseworker_finds_the_colleagues_of_their_own_service(world: World) -> None:
    names = ["caseworker", add_colleague(world, "first"), add_colleague(world, "second")]
    add_colleague(world, "outreach_worker", "outreach")
    world.grant(world.people["referrer"], Role.CASEWORKER, service="refuge", ends_on=date(2021, 1, 1))
    path = f"/v1/services/{world.services['refuge']}/caseworkers"
    worker = world.as_role(Role.CASEWORKER)
    first = worker.get(f"{path}?limit=2").json()
    rest = worker.get(f"{path}?cursor={first['page']['next_cursor']}&limit=2").json()
    found = {item["id"]: item["client_id"] for item in first["data"] + rest["data"]}
    assert found == {str(world.people[name].id): world.people[name].client_id for name in names}
    assert worker.get(f"/v1/services/{world.services['outreach']}/caseworkers").status_code == 404


def test_a_case_of_its_workers_opens_to_who_joins_and_shuts_to_who_leaves(world: World) -> None:
    add_colleague(world)
    case = world.open_case(access="workers")
    path = f"/v1/cases/{case['id']}"
    assert world.as_role("colleague").get(path).status_code == 404
    join(world, case, "colleague", lead=True)
    assert world.as_role("colleague").get(path).status_code == 200
    mine = next(worker for worker in read(world, case)["workers"] if not worker["lead"])
    assert change_worker(world, mine, ended=True).status_code == 200
    assert world.as_role(Role.CASEWORKER).get(path).status_code == 404
    assert change_worker(world, mine, by="colleague", ended=True).status_code == 404


def test_who_leads_a_case_at_work_hands_the_lead_over_first(world: World) -> None:
    add_colleague(world)
    case = world.open_case()
    (lead,) = case["workers"]
    refused = change_worker(world, lead, ended=True)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "lead_must_be_handed_over")
    join(world, case, "colleague", lead=True)
    former = next(worker for worker in read(world, case)["workers"] if not worker["lead"])
    assert former["etag"] != lead["etag"]
    assert change_worker(world, former, ended=True).status_code == 200
    moved(world, case["id"], "closed", ending="died")
    (last,) = read(world, case)["workers"]
    assert change_worker(world, last, ended=True).status_code == 200


def test_nobody_is_added_to_a_case_whose_work_has_ended(world: World) -> None:
    add_colleague(world)
    case = world.open_case()
    moved(world, case["id"], "closed", ending="died")
    bodies = {
        "people": {"person": CHILD, "role": "child"},
        "workers": {"principal_id": str(world.somebody("colleague"))},
    }
    for what, body in bodies.items():
        refused = add(world, case, what, **body)
        assert (refused.status_code, refused.json()["code"]) == (422, "business_rule"), what


def test_the_lead_is_one_however_many_take_it_at_once(world: World) -> None:
    names = [add_colleague(world, f"colleague_{number}") for number in range(6)]
    case = world.open_case()
    with side_by_side() as crew:
        joined = list(crew.map(lambda name: join(world, case, name, lead=True), names))
    assert len(joined) == len(names)
    assert [worker["lead"] for worker in read(world, case)["workers"]].count(True) == 1


def test_what_is_added_is_told_and_audited_and_names_the_service(world: World) -> None:
    add_colleague(world)
    case = world.open_case()
    add(world, case, "referrals", referral_ids=[world.accept("LATER")])
    child = add(world, case, "people", person=CHILD, role="child").json()
    join(world, case, "colleague", lead=True)
    world.as_role(Role.CASEWORKER).delete(f"/v1/case-people/{child['id']}", headers=ANY)
    told = world.superuser.execute(
        "SELECT c.type, c.service_id, a.operation FROM changes c JOIN audit_entries a"
        " ON a.object_id = c.resource_id AND a.xmin::text = c.xmin::text WHERE c.resource_id = %s ORDER BY c.id",
        (case["id"],),
    ).fetchall()
    assert [line[0] for line in told] == [
        "case.opened", "case.referrals_taken_up", "case.person_added", "case.worker_added",
        "case.person_removed",
    ]  # fmt: skip
    assert {line[1] for line in told} == {world.services["refuge"]}
    assert all(line[2] == line[0].replace(".", ":") for line in told)


def test_a_case_s_record_is_always_shown_whole(world: World) -> None:
    add_colleague(world)
    case = world.open_case()
    world.superuser.execute(
        "INSERT INTO case_workers (partnership_id, id, case_id, principal_id, lead, started_at, ended_at)"
        " SELECT partnership_id, gen_random_uuid(), %(case)s, id, false, now(), NULL FROM principals"
        " WHERE partnership_id = %(own)s AND id NOT IN (%(me)s, %(colleague)s)",
        {
            "case": case["id"],
            "own": world.id,
            "me": world.somebody("caseworker"),
            "colleague": world.somebody("colleague"),
        },
    )
    for number in range(50 - len(read(world, case)["workers"])):
        join(world, case, add_colleague(world, f"worker_{number}"))
    full = add(world, case, "workers", principal_id=str(world.somebody("colleague")))
    assert (full.status_code, full.json()["code"]) == (422, "business_rule")
    world.superuser.execute(
        "INSERT INTO case_people (partnership_id, id, case_id, person_id, role, added_at)"
        " SELECT %s, gen_random_uuid(), %s, %s, 'made_up_' || number, now() FROM generate_series(1, 199) number",
        (world.id, case["id"], case["people"][0]["person_id"]),
    )
    full = add(world, case, "people", person=CHILD, role="child")
    assert (full.status_code, full.json()["code"]) == (422, "business_rule")
