"""Sharing agreements: who is bound, on which ground in law, and that reading begins and ends with them."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import add, admin, faults, patch, post
from tests.fixtures.world import World

pytestmark = pytest.mark.database
PATH = "/sharing-agreements"
PURPOSE = {
    "code": "youth_offending",
    "lawful_basis": "legal_obligation",
    "gateway": "children_act_2004",
    "special_category_condition": "safeguarding_of_children_and_individuals_at_risk",
}


def agreement(world: World, **changes: Any) -> dict[str, Any]:
    body = {
        "title": "Youth offending",
        "agency_ids": sorted(str(world.agencies[slug]) for slug in ("council", "charity")),
        "purposes": [PURPOSE],
        "starts_on": "2020-04-01",
        "ends_on": None,
    }
    return body | changes


def reads(world: World, referral_id: str, purpose: str = "youth_offending") -> httpx.Response:
    caseworker = world.as_role(Role.CASEWORKER, Purpose=purpose)
    return caseworker.get(f"/v1/referrals/{referral_id}")


def test_an_agreement_is_found_with_its_parties_and_purposes(world: World) -> None:
    made = add(world, PATH, **agreement(world))
    assert {name: made[name] for name in agreement(world)} == agreement(world)
    for role in (Role.PARTNERSHIP_ADMIN, Role.SCRUTINY):
        found = world.as_role(role).get(f"/v1{PATH}/{made['id']}")
        assert (found.status_code, found.json()) == (200, made)
        assert found.headers["ETag"] == made["etag"]


def test_reading_begins_and_ends_with_the_agreement(world: World) -> None:
    referral_id = world.push()["id"]
    before = reads(world, referral_id)
    assert (before.status_code, before.json()["code"]) == (403, "sharing_agreement_missing")
    made = add(world, PATH, **agreement(world))
    assert reads(world, referral_id).status_code == 200
    ended = patch(admin(world), f"{PATH}/{made['id']}", made["etag"], ends_on=today().isoformat())
    assert (ended.status_code, ended.json()["ends_on"]) == (200, today().isoformat())
    assert reads(world, referral_id).json()["code"] == "sharing_agreement_missing"


@pytest.mark.parametrize(("first", "last"), [(1, None), (-10, 0)])
def test_an_agreement_opens_nothing_outside_its_days(world: World, first: int, last: int | None) -> None:
    referral_id = world.push()["id"]
    ends_on = None if last is None else (today() + timedelta(days=last)).isoformat()
    starts_on = (today() + timedelta(days=first)).isoformat()
    add(world, PATH, **agreement(world, starts_on=starts_on, ends_on=ends_on))
    assert reads(world, referral_id).json()["code"] == "sharing_agreement_missing"


def test_an_agreement_opens_nothing_to_an_agency_that_is_no_party(world: World) -> None:
    referral_id = world.push()["id"]
    others = [str(world.agencies[slug]) for slug in ("council", "police")]
    add(world, PATH, **agreement(world, agency_ids=others))
    assert reads(world, referral_id).json()["code"] == "sharing_agreement_missing"


def test_the_read_is_recorded_with_the_lawful_basis_of_the_agreement(world: World) -> None:
    referral_id = world.push()["id"]
    add(world, PATH, **agreement(world))
    reads(world, referral_id)
    recorded = world.superuser.execute(
        "SELECT purpose, lawful_basis FROM audit_entries WHERE object_id = %s AND purpose IS NOT NULL",
        (referral_id,),
    ).fetchall()
    assert recorded == [("youth_offending", "legal_obligation")]


def test_agreements_are_listed_by_day_party_and_purpose(world: World) -> None:
    (usual,) = admin(world).get(f"/v1{PATH}").json()["data"]
    made = add(world, PATH, **agreement(world, ends_on="2021-04-01"))
    police = world.agencies["police"]
    for query, expected in (
        ("", [usual, made]),
        ("on=2020-03-31", [usual]),
        ("on=2020-04-01", [usual, made]),
        ("on=2021-04-01", [usual]),
        ("purpose=youth_offending", [made]),
        (f"agency_id={police}", [usual]),
        (f"agency_id={police}&purpose=youth_offending", []),
        (f"agency_id={new_id()}", []),
    ):
        assert world.as_role(Role.SCRUTINY).get(f"/v1{PATH}?{query}").json()["data"] == expected, query


def test_agreements_are_listed_in_pages(world: World) -> None:
    made = [add(world, PATH, **agreement(world))["id"] for _ in range(2)]
    found, address = [], f"/v1{PATH}?purpose=youth_offending&limit=1"
    while address:
        page = admin(world).get(address).json()
        found += [item["id"] for item in page["data"]]
        address = page["links"]["next"]
    assert found == made


def test_an_agency_of_another_partnership_is_as_unknown_as_none(world: World, other_world: World) -> None:
    own = str(world.agencies["council"])
    answers = [
        post(world, PATH, **agreement(world, agency_ids=[own, str(agency)]))
        for agency in (other_world.agencies["police"], new_id())
    ]
    for answer in answers:
        assert (answer.status_code, faults(answer)) == (422, {("#/agency_ids", "unknown_reference")})
    assert len(admin(world).get(f"/v1{PATH}").json()["data"]) == 1


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"agency_ids": []}, "#/agency_ids"),
        ({"purposes": []}, "#/purposes"),
        ({"purposes": [PURPOSE, PURPOSE]}, "#/purposes"),
        ({"purposes": [PURPOSE | {"lawful_basis": "consent"}]}, "#/purposes/0/lawful_basis"),
        ({"purposes": [PURPOSE | {"gateway": "a_hunch"}]}, "#/purposes/0/gateway"),
        ({"purposes": [PURPOSE | {"special_category_condition": "curiosity"}]},
         "#/purposes/0/special_category_condition"),
        ({"purposes": [PURPOSE | {"code": "Not A Code"}]}, "#/purposes/0/code"),
        ({"ends_on": "2020-04-01"}, "#/ends_on"),
        ({"title": " "}, "#/title"),
    ],
)  # fmt: skip
def test_terms_that_are_none_are_refused_with_their_place(
    world: World, changes: dict[str, Any], place: str
) -> None:
    refused = post(world, PATH, **agreement(world, **changes))
    assert refused.status_code == 422
    assert {found for found, _ in faults(refused)} == {place}


def test_an_agency_is_one_party_and_not_two(world: World) -> None:
    council = str(world.agencies["council"])
    refused = post(world, PATH, **agreement(world, agency_ids=[council, council]))
    assert faults(refused) == {("#/agency_ids", "repeated_value")}


def test_only_the_end_of_an_agreement_can_change_and_on_its_present_version(world: World) -> None:
    made = add(world, PATH, **agreement(world))
    path = f"{PATH}/{made['id']}"
    for name in ("title", "purposes", "agency_ids", "starts_on"):
        refused = patch(admin(world), path, made["etag"], **{name: made[name]})
        assert faults(refused) == {(f"#/{name}", "unknown_property")}
    assert patch(admin(world), path, made["etag"], ends_on="2020-04-01").status_code == 422
    assert patch(admin(world), path, None, ends_on="2030-04-01").status_code == 428
    assert patch(admin(world), path, made["etag"], ends_on="2030-04-01").status_code == 200
    stale = patch(admin(world), path, made["etag"], ends_on=None)
    assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")


def test_a_change_is_told_and_audited_with_it(world: World) -> None:
    made = add(world, PATH, **agreement(world))
    patch(admin(world), f"{PATH}/{made['id']}", ends_on="2030-04-01")
    told = world.superuser.execute(
        "SELECT c.type, c.resource_version, a.operation FROM changes c"
        " JOIN audit_entries a ON a.object_id = c.resource_id AND a.xmin::text = c.xmin::text"
        " WHERE c.resource_id = %s ORDER BY c.resource_version",
        (made["id"],),
    ).fetchall()
    assert told == [
        ("sharing_agreement.created", 1, "sharing_agreement:create"),
        ("sharing_agreement.updated", 2, "sharing_agreement:update"),
    ]


def test_another_partnerships_agreement_is_absent(world: World, other_world: World) -> None:
    made = add(world, PATH, **agreement(world))
    stranger = admin(other_world)
    assert stranger.get(f"/v1{PATH}/{made['id']}").status_code == 404
    assert patch(stranger, f"{PATH}/{made['id']}", ends_on="2030-04-01").status_code == 404
    assert made["id"] not in {item["id"] for item in stranger.get(f"/v1{PATH}").json()["data"]}


def test_agreements_are_read_by_the_administrator_and_scrutiny_alone(world: World) -> None:
    made = add(world, PATH, **agreement(world))
    for role in set(Role) - {Role.PARTNERSHIP_ADMIN, Role.SCRUTINY}:
        client = world.as_role(role)
        for path in (PATH, f"{PATH}/{made['id']}"):
            assert client.get(f"/v1{path}").json()["code"] == "role_not_permitted", role
    refused = patch(world.as_role(Role.SCRUTINY), f"{PATH}/{made['id']}", ends_on="2030-04-01")
    assert (refused.status_code, refused.json()["code"]) == (403, "role_not_permitted")
