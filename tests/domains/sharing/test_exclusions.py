"""A conflict of interest beats every grant: what leads to the person is absent, as it is for a stranger."""

import psycopg
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.people.steps import person_in_case, record_household
from tests.fixtures.steps import ABOUT_ANOTHER
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def referral_of(case: dict[str, list[str]]) -> str:
    return case["referral_ids"][0]


@pytest.mark.parametrize("named", ["person", "case", "referral"])
def test_whatever_is_named_hides_the_person_the_case_and_the_referral(world: World, named: str) -> None:
    case = world.open_case()
    person_id = case["people"][0]["person_id"]
    subject = {"person": person_id, "case": case["id"], "referral": referral_of(case)}[named]
    worker = world.as_role(Role.CASEWORKER)
    paths = [f"/v1/people/{person_id}", f"/v1/cases/{case['id']}", f"/v1/referrals/{referral_of(case)}"]
    assert [worker.get(path).status_code for path in paths] == [200] * 3
    world.exclude("caseworker", named, subject)
    absent = worker.get(f"/v1/cases/{new_id()}")
    for path in paths:
        hidden = worker.get(path)
        assert hidden.status_code == 404
        assert {**hidden.json(), "request_id": ""} == {**absent.json(), "request_id": ""}
    assert worker.get("/v1/cases").json()["data"] == []
    assert worker.get("/v1/referrals").json()["data"] == []


def test_it_hides_the_others_of_the_case_and_all_that_they_are_in(
    world: World, superuser: psycopg.Connection
) -> None:
    """The survivor's other case, which the relative's perpetrator is no part of, is where the danger lies."""
    shared = world.open_case(kind="family")
    survivor = shared["people"][0]["person_id"]
    haven = world.open_case(person_id=survivor, kind="accommodation")
    somebody_else = {"full_name": "Another Example", "date_of_birth": "1970-12-31", "safe_contact": {}}
    unrelated = world.open_case(referral={"person": somebody_else})
    perpetrator = world.open_case()["people"][0]["person_id"]
    superuser.execute(
        "INSERT INTO case_people (partnership_id, id, case_id, person_id, role, added_at)"
        " VALUES (%s, %s, %s, %s, 'alleged_perpetrator', now())",
        (world.id, new_id(), shared["id"], perpetrator),
    )
    world.exclude("caseworker", "person", perpetrator)
    worker = world.as_role(Role.CASEWORKER)
    assert worker.get(f"/v1/people/{survivor}").status_code == 404
    assert worker.get(f"/v1/cases/{haven['id']}").status_code == 404
    assert worker.get(f"/v1/referrals/{referral_of(haven)}").status_code == 404
    assert [case["id"] for case in worker.get("/v1/cases").json()["data"]] == [unrelated["id"]]


@pytest.mark.parametrize("ends_on", [None, "2026-02-01"], ids=["now", "once"])
def test_it_hides_whom_the_person_lives_or_lived_with_and_their_cases(
    world: World, ends_on: str | None
) -> None:
    """Who knows the address of her children knows hers."""
    survivor = person_in_case(world)
    child = world.open_case(
        referral={"person": {"full_name": "Example Child", "date_of_birth": "2018-05-01"}}
    )
    child_id = child["people"][0]["person_id"]
    unrelated = world.open_case(referral=ABOUT_ANOTHER)
    record_household(world, survivor, child_id)
    if ends_on:
        world.superuser.execute(
            "UPDATE household_members SET ends_on = %s WHERE person_id = %s", (ends_on, child_id)
        )
    world.exclude("caseworker", "person", survivor)
    worker = world.as_role(Role.CASEWORKER)
    for path in (f"people/{child_id}", f"cases/{child['id']}", f"referrals/{referral_of(child)}"):
        assert worker.get(f"/v1/{path}").status_code == 404, path
    assert [case["id"] for case in worker.get("/v1/cases").json()["data"]] == [unrelated["id"]]


def test_an_exclusion_binds_the_one_who_is_named_and_ends_when_lifted(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    case = world.open_case()
    path = f"/v1/cases/{case['id']}"
    world.exclude("caseworker", "case", case["id"])
    assert world.as_role("colleague").get(path).status_code == 200
    assert world.as_role(Role.CASEWORKER).get(path).status_code == 404
    world.superuser.execute("UPDATE exclusions SET lifted_at = now() WHERE partnership_id = %s", (world.id,))
    assert world.as_role(Role.CASEWORKER).get(path).status_code == 200


def test_a_case_cannot_be_opened_about_a_person_who_is_hidden(world: World) -> None:
    person_id = world.open_case()["people"][0]["person_id"]
    referral_id = world.accept("REF-2")
    world.exclude("caseworker", "person", person_id)
    answers = [
        world.as_role(Role.CASEWORKER).post(
            "/v1/cases",
            json={"kind": "advocacy", "referral_ids": [referral_id], "person_id": named},
            headers={"Idempotency-Key": str(new_id())},
        )
        for named in (person_id, str(new_id()))
    ]
    hidden, absent = ({**answer.json(), "request_id": ""} for answer in answers)
    assert answers[0].status_code == 422
    assert hidden == absent
