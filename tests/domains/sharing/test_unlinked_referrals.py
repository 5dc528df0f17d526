"""A referral about somebody hidden is hidden before any case has taken it up: by name and date of birth."""

from typing import Any

import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database
BORN = "1987-06-05"


def about(full_name: str, date_of_birth: str | None = BORN, **more: Any) -> dict[str, Any]:
    person: dict[str, Any] = {"full_name": full_name, "safe_contact": {}, **more}
    person |= {"date_of_birth": date_of_birth} if date_of_birth else {"age_band": "35_to_44"}
    return {"person": person}


def seen(world: World, *referral_ids: str, who: str = Role.CASEWORKER.value) -> list[bool]:
    reader = world.as_role(who)
    listed = {item["id"] for item in reader.get("/v1/referrals", params={"limit": 200}).json()["data"]}
    found = [reader.get(f"/v1/referrals/{referral_id}").status_code == 200 for referral_id in referral_ids]
    assert found == [referral_id in listed for referral_id in referral_ids]
    return found


@pytest.mark.parametrize(
    "written",
    [
        "Zoe Example-Person",
        "ZOË  EXAMPLE PERSON",
        "Person, Zoe Example",
        "Zoe\u0308 Example-Person",
    ],
)
def test_a_new_referral_about_the_same_person_is_absent_however_the_name_is_written(
    world: World, written: str
) -> None:
    case = world.open_case(referral=about("Zoë Example-Person"))
    world.exclude("caseworker", "person", case["people"][0]["person_id"])
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    later = world.push("LATER/1", **about(written))["id"]
    assert seen(world, later) == [False]
    assert seen(world, later, who="colleague") == [True]
    hidden = world.as_role(Role.CASEWORKER).post(
        f"/v1/referrals/{later}/transitions", json={"to": "received"}, headers={"If-Match": "*"}
    )
    assert hidden.status_code == 404


def test_others_stay_visible(world: World) -> None:
    case = world.open_case(referral=about("Zoë Example-Person"))
    world.exclude("caseworker", "person", case["people"][0]["person_id"])
    others = [
        world.push("OTHER/1", **about("Zoë Example-Person", "1987-06-06"))["id"],
        world.push("OTHER/2", **about("Zara Example-Person"))["id"],
        world.push("OTHER/3", **about("Zoë Example-Person", None))["id"],
    ]
    assert seen(world, *others) == [True, True, True]


def test_an_exclusion_by_a_referral_that_no_case_took_up_hides_the_persons_others(world: World) -> None:
    named = world.push("NAMED/1", **about("Zoë Example-Person"))["id"]
    before = world.push("BEFORE/1", **about("Zoe Example Person"))["id"]
    world.exclude("caseworker", "referral", named)
    after = world.push("AFTER/1", **about("zoe example-person"))["id"]
    assert seen(world, named, before, after) == [False, False, False]


def test_a_second_record_of_the_same_person_hides_with_its_cases(world: World) -> None:
    first = world.open_case(referral=about("Zoë Example-Person"))
    second = world.open_case(referral=about("Zoe Example Person"))
    assert first["people"] != second["people"]
    world.exclude("caseworker", "case", first["id"])
    worker = world.as_role(Role.CASEWORKER)
    assert worker.get(f"/v1/cases/{second['id']}").status_code == 404
    assert worker.get("/v1/cases").json()["data"] == []


def test_a_new_referral_about_the_others_of_the_case_is_absent_too(
    world: World, superuser: psycopg.Connection
) -> None:
    """The survivor is whom the perpetrator's relative would look for."""
    survivor = world.open_case(referral=about("Zoë Example-Person"))
    perpetrator = world.open_case(referral=about("Another Example", "1980-01-01"))
    world.exclude("caseworker", "person", perpetrator["people"][0]["person_id"])
    later = world.push("LATER/1", **about("Zoe Example Person"))["id"]
    assert seen(world, later) == [True]
    superuser.execute(
        "INSERT INTO case_people (partnership_id, id, case_id, person_id, role, added_at)"
        " SELECT partnership_id, gen_random_uuid(), %s, person_id, 'alleged_perpetrator', now()"
        " FROM case_people WHERE case_id = %s",
        (survivor["id"], perpetrator["id"]),
    )
    assert seen(world, later) == [False]


def test_whoever_refers_somebody_they_must_not_see_gets_a_receipt_and_sees_no_more(world: World) -> None:
    case = world.open_case(referral=about("Zoë Example-Person"))
    world.exclude("referrer", "person", case["people"][0]["person_id"])
    referrer = world.as_role(Role.REFERRER)
    pushed = referrer.post("/v1/referrals", json=world.referral("OWN/1", **about("Zoe Example Person")))
    assert pushed.status_code == 201
    assert referrer.get(f"/v1/referrals/{pushed.json()['id']}").status_code == 404
