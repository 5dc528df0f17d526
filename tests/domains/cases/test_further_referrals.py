"""An open case takes up what other agencies say of the same person."""

from typing import Any

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.cases.steps import add, add_colleague, moved, read, referral_of
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ABOUT = {"full_name": "Example Person", "date_of_birth": "1990-01-31"}
CHILD = {"full_name": "Example Child", "date_of_birth": "2018-05-01"}


def test_a_further_referral_is_in_progress_with_the_case_and_goes_where_the_case_goes(world: World) -> None:
    case, later = world.open_case(), world.accept("LATER")
    added = add(world, case, "referrals", referral_ids=[later])
    assert added.status_code == 201, added.text
    assert added.json()["referral_ids"] == sorted([*case["referral_ids"], later])
    assert added.headers["ETag"] == read(world, case)["etag"] != case["etag"]
    assert referral_of(world, {"referral_ids": [later]}) == ("in_progress", None)
    moved(world, case["id"], "closed", ending="custody")
    assert referral_of(world, {"referral_ids": [later]}) == ("not_completed", "custody")


def contact_of(world: World, person_id: str) -> dict[str, Any]:
    contact: dict[str, Any] = (
        world.as_role(Role.CASEWORKER).get(f"/v1/people/{person_id}").json()["safe_contact"]
    )
    return contact


def test_whom_a_further_referral_is_about_is_reached_as_it_allows_from_then_on(world: World) -> None:
    """Else the call that the second agency warns of would be made on the strength of the first one's word."""
    case = world.open_case()
    person_id = case["people"][0]["person_id"]
    assert contact_of(world, person_id)["may_call"] is True
    warning = world.accept("LATER", person={**ABOUT, "safe_contact": {"may_call": False}})
    assert add(world, case, "referrals", referral_ids=[warning]).status_code == 201
    assert contact_of(world, person_id)["may_call"] is False


def test_of_a_case_about_several_people_a_further_referral_says_whom_it_is_about(world: World) -> None:
    """The number of one of them must never be written into the record of another."""
    case, later = world.open_case(), world.accept("LATER")
    add(world, case, "people", role="partner", person=CHILD)
    first, other = (place["person_id"] for place in read(world, case)["people"])
    unsaid = add(world, case, "referrals", referral_ids=[later])
    foreign = add(world, case, "referrals", referral_ids=[later], person_id=str(new_id()))
    assert [(error["pointer"], error["code"]) for error in unsaid.json()["errors"]] == [
        ("#/person_id", "required")
    ]
    assert [(error["pointer"], error["code"]) for error in foreign.json()["errors"]] == [
        ("#/person_id", "unknown_reference")
    ]
    before = contact_of(world, other)
    said = add(world, case, "referrals", referral_ids=[later], person_id=first)
    assert said.status_code == 201, said.text
    assert contact_of(world, other) == before


def test_every_further_referral_that_cannot_be_taken_up_is_named_and_none_is(world: World) -> None:
    add_colleague(world, "outreach_worker", "outreach")
    case, fit = world.open_case(), world.accept("FIT")
    elsewhere = world.accept(
        "ELSEWHERE", worker="outreach_worker", service_id=str(world.services["outreach"])
    )
    refused = add(world, case, "referrals", referral_ids=[fit, elsewhere, case["referral_ids"][0]])
    assert [error["pointer"] for error in refused.json()["errors"]] == [
        "#/referral_ids/1",
        "#/referral_ids/2",
    ]
    assert referral_of(world, {"referral_ids": [fit]}) == ("accepted", None)
