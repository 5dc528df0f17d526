"""A case is opened from accepted referrals of one service; the referrals then go where the case takes them."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def open_case(world: World, referral_ids: list[str], **changes: Any) -> httpx.Response:
    content = {"kind": "advocacy", "referral_ids": referral_ids, **changes}
    return world.as_role(Role.CASEWORKER).post(
        "/v1/cases", json=content, headers={"Idempotency-Key": str(new_id())}
    )


def test_an_accepted_referral_becomes_a_case_about_the_person_it_names(world: World) -> None:
    referral_id = world.accept()
    opened = open_case(world, [referral_id], person_role="victim")
    assert opened.status_code == 201, opened.text
    case = opened.json()
    assert opened.headers["Location"] == f"/v1/cases/{case['id']}"
    assert case["status"] == "open"
    assert case["service_id"] == str(world.services["refuge"])
    assert case["referral_ids"] == [referral_id]
    assert [person["role"] for person in case["people"]] == ["victim"]
    assert [(worker["principal_id"], worker["lead"]) for worker in case["workers"]] == [
        (str(world.people["caseworker"].id), True)
    ]
    person = world.as_role(Role.CASEWORKER).get(f"/v1/people/{case['people'][0]['person_id']}").json()
    assert (person["full_name"], person["date_of_birth"]) == ("Example Person", "1990-01-31")
    assert person["safe_contact"]["telephone"] == "020 7946 0000"


def contact_of(world: World, case: dict[str, Any]) -> dict[str, Any]:
    read = world.as_role(Role.CASEWORKER).get(f"/v1/people/{case['people'][0]['person_id']}")
    contact: dict[str, Any] = read.json()["safe_contact"]
    return contact


def about(**safe_contact: Any) -> dict[str, Any]:
    """A referral of the same person, with these rules of contact."""
    return {"full_name": "Example Person", "date_of_birth": "1990-01-31", "safe_contact": safe_contact}


FREE = {
    "telephone": "020 7946 0000", "may_call": True, "may_text": True, "may_write": True, "safe_times": "Mornings",
}  # fmt: skip


def test_of_somebody_known_the_stricter_rule_of_contact_holds(world: World) -> None:
    """Else the call that the new referral warns of would be made on the strength of the old record."""
    known = world.open_case(referral={"person": about(**FREE)})
    person_id = known["people"][0]["person_id"]
    before = contact_of(world, known)
    later = world.accept(
        "LATER", person=about(telephone="01632 960001", may_text=True, safe_times="After 6 pm")
    )
    opened = open_case(world, [later], person_id=person_id)
    assert opened.status_code == 201, opened.text
    assert contact_of(world, known) == before | {
        "may_call": False,
        "may_write": False,
        "safe_times": "Mornings; After 6 pm",
    }
    again = world.accept("AGAIN", person=about(may_text=True, safe_times="After 6 pm"))
    settled = contact_of(world, known)
    assert open_case(world, [again], person_id=person_id).status_code == 201
    assert contact_of(world, known) == settled
    told = world.superuser.execute(
        "SELECT count(*) FROM changes WHERE partnership_id = %s AND type = 'person.updated'", (world.id,)
    ).fetchone()
    assert told == (1,)


def test_a_referral_never_makes_the_rule_of_contact_looser(world: World) -> None:
    known = world.open_case(referral={"person": about(may_write=True)})
    before = contact_of(world, known)
    later = world.accept("LATER", person=about(**FREE | {"telephone": None, "safe_times": None}))
    assert open_case(world, [later], person_id=known["people"][0]["person_id"]).status_code == 201
    assert contact_of(world, known) == before


def test_a_referral_that_only_refuses_is_obeyed(world: World) -> None:
    known = world.open_case(referral={"person": about(**FREE)})
    later = world.accept("LATER", person=about(may_call=False))
    assert open_case(world, [later], person_id=known["people"][0]["person_id"]).status_code == 201
    contact = contact_of(world, known)
    assert [contact[way] for way in ("may_call", "may_text", "may_leave_voicemail", "may_write")] == [
        False
    ] * 4


@pytest.mark.parametrize("silent", [{}, {"telephone": None}], ids=["empty", "no number"])
def test_a_referral_that_says_nothing_of_contact_changes_nothing(
    world: World, silent: dict[str, None]
) -> None:
    known = world.open_case(referral={"person": about(**FREE)})
    before = contact_of(world, known)
    later = world.accept("LATER", person=about(**silent))
    assert open_case(world, [later], person_id=known["people"][0]["person_id"]).status_code == 201
    assert contact_of(world, known) == before


def test_of_several_referrals_of_somebody_new_the_strictest_rule_holds(world: World) -> None:
    both = [world.accept("ONE", person=about(**FREE)), world.accept("TWO", person=about(may_text=True))]
    contact = contact_of(world, open_case(world, both).json())
    assert (contact["may_call"], contact["may_text"], contact["may_write"]) == (False, True, False)


def test_the_sender_sees_that_work_has_begun_and_nothing_of_the_case(world: World) -> None:
    referral_id = world.accept()
    assert open_case(world, [referral_id]).status_code == 201
    seen = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/referrals/{referral_id}").json()
    assert (seen["status"], seen["case_id"], seen["allowed_transitions"]) == ("in_progress", None, [])


def test_the_service_finds_the_case_of_a_referral_and_moves_it_by_the_case_alone(world: World) -> None:
    referral_id = world.accept()
    case_id = open_case(world, [referral_id]).json()["id"]
    worker = world.as_role(Role.CASEWORKER)
    assert worker.get(f"/v1/referrals/{referral_id}").json()["case_id"] == case_id
    moved = worker.post(
        f"/v1/referrals/{referral_id}/transitions", json={"to": "completed"}, headers={"If-Match": "*"}
    )
    assert (moved.status_code, moved.json()["allowed_to"]) == (409, [])


def test_several_referrals_become_one_case_and_a_person_can_have_several(world: World) -> None:
    first, second, later = (world.accept(f"REF-{number}") for number in range(3))
    case = open_case(world, [first, second]).json()
    assert case["referral_ids"] == sorted([first, second])
    person_id = case["people"][0]["person_id"]
    again = open_case(world, [later], person_id=person_id)
    assert again.status_code == 201
    assert again.json()["people"][0]["person_id"] == person_id


def test_every_referral_that_cannot_be_taken_up_is_named(world: World) -> None:
    fit, taken, pushed = world.accept("REF-1"), world.accept("REF-2"), world.push("REF-3")["id"]
    open_case(world, [taken])
    refused = open_case(world, [fit, taken, pushed, str(new_id())], person_id=str(new_id()))
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [
        "#/referral_ids/1", "#/referral_ids/2", "#/referral_ids/3", "#/person_id",
    ]  # fmt: skip
    seen = world.as_role(Role.CASEWORKER).get(f"/v1/referrals/{fit}").json()
    assert (seen["status"], seen["case_id"]) == ("accepted", None)


def test_referrals_to_another_service_are_not_the_case_s_business(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    elsewhere = world.accept("REF-2", worker="outreach_worker", service_id=str(world.services["outreach"]))
    refused = open_case(world, [world.accept("REF-1"), elsewhere])
    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/referral_ids/1"]


def test_two_workers_who_open_at_once_open_one_case(world: World) -> None:
    referral_id = world.accept()
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: open_case(world, [referral_id]).status_code, range(8)))
    assert sorted(answers) == [201, *[422] * 7]


def test_the_list_names_nobody_and_can_be_narrowed(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    mine, other = world.open_case(), world.open_case(worker="colleague", kind="family")
    worker = world.as_role(Role.CASEWORKER)
    listed = worker.get("/v1/cases").json()["data"]
    assert [item["id"] for item in listed] == [mine["id"], other["id"]]
    assert "people" not in listed[0]
    for query, expected in (
        ("mine=true", [mine["id"]]),
        ("mine=false", [other["id"]]),
        ("kind=family", [other["id"]]),
        ("status=closed", []),
        (f"service_id={world.services['outreach']}", []),
    ):
        assert [item["id"] for item in worker.get(f"/v1/cases?{query}").json()["data"]] == expected, query


def test_a_case_of_its_workers_only_is_absent_to_the_rest_of_the_service(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    case = world.open_case(access="workers")
    person_id = case["people"][0]["person_id"]
    for path in (f"/v1/cases/{case['id']}", f"/v1/people/{person_id}"):
        assert world.as_role(Role.CASEWORKER).get(path).status_code == 200
        assert world.as_role("colleague").get(path).status_code == 404
    assert world.as_role("colleague").get("/v1/cases").json()["data"] == []


def test_each_read_of_a_case_or_person_is_recorded_with_its_purpose(world: World) -> None:
    case = world.open_case()
    person_id = case["people"][0]["person_id"]
    worker = world.as_role(Role.CASEWORKER)
    assert worker.get(f"/v1/cases/{case['id']}").status_code == 200
    assert worker.get(f"/v1/people/{person_id}").status_code == 200
    recorded = world.superuser.execute(
        "SELECT operation, object_id, purpose FROM audit_entries WHERE partnership_id = %s"
        " AND operation IN ('case:read', 'person:read') ORDER BY operation",
        (world.id,),
    ).fetchall()
    assert recorded == [
        ("case:read", UUID(case["id"]), "safeguarding"),
        ("person:read", UUID(person_id), "safeguarding"),
    ]
