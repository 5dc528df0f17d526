"""How agencies belong to the partnership, on one basis at a time, and whose liaison officers they have."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import (
    add,
    admin,
    faults,
    make_responsible,
    officer_body,
    patch,
    post,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def memberships(world: World, slug: str = "council") -> str:
    return f"/agencies/{world.agencies[slug]}/memberships"


def slugs(world: World, query: str) -> list[str]:
    answer = world.as_role(Role.INDICATOR_READER).get(f"/v1/agencies?{query}")
    assert answer.status_code == 200, answer.text
    return [item["slug"] for item in answer.json()["data"]]


def test_an_agency_belongs_on_one_basis_at_a_time(world: World) -> None:
    make_responsible(world, ends_on="2026-04-01")
    for starts_on, ends_on in (("2019-01-01", None), ("2026-03-31", None), ("2021-01-01", "2021-02-01")):
        refused = post(world, memberships(world), basis="partner", starts_on=starts_on, ends_on=ends_on)
        assert (refused.status_code, refused.json()["code"]) == (409, "conflict"), starts_on
        assert faults(refused) == {("#/starts_on", "period_overlaps")}
    add(world, memberships(world), basis="co_operating_body", starts_on="2026-04-01")
    add(world, memberships(world, "police"), basis="responsible_authority", starts_on="2021-01-01")
    listed = admin(world).get(f"/v1{memberships(world)}").json()["data"]
    assert [(item["basis"], item["starts_on"], item["ends_on"]) for item in listed] == [
        ("responsible_authority", "2020-04-01", "2026-04-01"),
        ("co_operating_body", "2026-04-01", None),
    ]


def test_of_overlapping_memberships_sent_at_once_one_is_kept(world: World) -> None:
    with side_by_side() as pool, admin(world) as client:
        answers = pool.map(
            lambda day: client.post(
                f"/v1{memberships(world)}", json={"basis": "partner", "starts_on": f"2026-04-0{day}"}
            ),
            range(1, 7),
        )
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5


@pytest.mark.parametrize("ends_on", ["2026-04-01", "2026-03-31"])
def test_a_period_ends_after_it_starts(world: World, ends_on: str) -> None:
    refused = post(world, memberships(world), basis="partner", starts_on="2026-04-01", ends_on=ends_on)
    assert (refused.status_code, faults(refused)) == (422, {("#/ends_on", "not_after_start")})
    made = add(world, memberships(world), basis="partner", starts_on="2026-04-01")
    patched = patch(admin(world), f"/agency-memberships/{made['id']}", ends_on=ends_on)
    assert (patched.status_code, faults(patched)) == (422, {("#/ends_on", "not_after_start")})


def test_a_membership_ends_and_its_end_can_be_moved_or_cleared(world: World) -> None:
    made = add(world, memberships(world), basis="partner", starts_on="2026-04-01")
    path = f"/agency-memberships/{made['id']}"
    for ends_on in ("2026-10-01", "2027-01-01", None):
        changed = patch(admin(world), path, ends_on=ends_on)
        assert (changed.status_code, changed.json()["ends_on"]) == (200, ends_on)


def test_clearing_an_end_does_not_reach_into_the_next_membership(world: World) -> None:
    first = add(world, memberships(world), basis="partner", starts_on="2025-04-01", ends_on="2026-04-01")
    add(world, memberships(world), basis="co_operating_body", starts_on="2026-04-01")
    refused = patch(admin(world), f"/agency-memberships/{first['id']}", ends_on=None)
    assert (refused.status_code, faults(refused)) == (409, {("#/starts_on", "period_overlaps")})


def test_who_belonged_on_a_day_is_listed_by_basis_and_day(world: World) -> None:
    make_responsible(world, ends_on="2026-04-01")
    make_responsible(world, "police")
    add(world, memberships(world), basis="partner", starts_on="2026-04-01")
    assert slugs(world, "basis=responsible_authority&on=2026-03-31") == ["council", "police"]
    assert slugs(world, "basis=responsible_authority&on=2026-04-01") == ["police"]
    assert slugs(world, "basis=responsible_authority") == ["police"]
    assert slugs(world, "basis=partner") == ["council"]
    assert slugs(world, "on=2020-03-31") == []
    assert slugs(world, "on=2020-04-01&kind=police,school") == ["police"]
    assert slugs(world, "kind=voluntary_sector") == ["charity"]
    on_the_day = admin(world).get(f"/v1{memberships(world)}?on=2026-03-31").json()["data"]
    assert [item["basis"] for item in on_the_day] == ["responsible_authority"]


@pytest.mark.parametrize("basis", [None, "co_operating_body", "partner"])
def test_only_a_responsible_authority_designates_a_liaison_officer(world: World, basis: str | None) -> None:
    if basis:
        add(world, memberships(world), basis=basis, starts_on="2020-04-01")
    refused = post(world, "/liaison-officers", **officer_body(world))
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")
    assert faults(refused) == {("#/starts_on", "not_a_responsible_authority")}


def test_an_officer_is_designated_for_no_day_on_which_the_agency_is_not_responsible(world: World) -> None:
    make_responsible(world, starts_on="2024-04-01", ends_on="2025-04-01")
    make_responsible(world, starts_on="2025-04-01", ends_on="2027-04-01")
    for starts_on, ends_on, status in (
        ("2024-03-31", "2024-05-01", 422),
        ("2026-04-01", None, 422),
        ("2026-04-01", "2027-04-02", 422),
        ("2024-04-01", "2027-04-01", 201),
    ):
        body = officer_body(world) | {"starts_on": starts_on, "ends_on": ends_on}
        assert post(world, "/liaison-officers", **body).status_code == status, (starts_on, ends_on)


def test_a_responsible_authority_has_one_officer_at_a_time(world: World) -> None:
    make_responsible(world)
    first = add(world, "/liaison-officers", **officer_body(world))
    second = officer_body(world) | {"starts_on": "2027-04-01"}
    refused = post(world, "/liaison-officers", **second)
    assert (refused.status_code, faults(refused)) == (409, {("#/starts_on", "period_overlaps")})
    patch(admin(world), f"/liaison-officers/{first['id']}", ends_on="2027-04-01")
    add(world, "/liaison-officers", **second)
    for day, expected in (("2027-03-31", "2026-04-01"), ("2027-04-01", "2027-04-01")):
        listed = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/liaison-officers?on={day}").json()["data"]
        assert [item["starts_on"] for item in listed] == [expected]


def test_officers_are_listed_by_agency(world: World) -> None:
    for slug in ("council", "police"):
        make_responsible(world, slug)
        add(world, "/liaison-officers", **officer_body(world, slug))
    query = f"agency_id={world.agencies['police']}"
    listed = admin(world).get(f"/v1/liaison-officers?{query}").json()["data"]
    assert [item["agency_id"] for item in listed] == [str(world.agencies["police"])]


def test_a_membership_does_not_end_before_its_officers_designation(world: World) -> None:
    membership = make_responsible(world)
    officer = add(world, "/liaison-officers", **officer_body(world))
    path = f"/agency-memberships/{membership['id']}"
    refused = patch(admin(world), path, ends_on="2027-04-01")
    assert (refused.status_code, faults(refused)) == (422, {("#/ends_on", "liaison_officer_remains")})
    patch(admin(world), f"/liaison-officers/{officer['id']}", ends_on="2027-04-01")
    assert patch(admin(world), path, ends_on="2027-03-31").status_code == 422
    assert patch(admin(world), path, ends_on="2027-04-01").status_code == 200
    cleared = patch(admin(world), f"/liaison-officers/{officer['id']}", ends_on=None)
    assert (cleared.status_code, faults(cleared)) == (422, {("#/starts_on", "not_a_responsible_authority")})


def test_an_ending_and_a_designation_at_once_leave_no_officer_without_an_authority(world: World) -> None:
    membership = make_responsible(world)
    path = f"/agency-memberships/{membership['id']}"
    with side_by_side() as pool:
        ended = pool.submit(patch, admin(world), path, ends_on="2027-04-01")
        designated = pool.submit(post, world, "/liaison-officers", **officer_body(world))
    assert {ended.result().status_code, designated.result().status_code} in ({200, 422}, {422, 201})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "Officer Name <liaison@example.org>"),
        ("email", "liaison"),
        ("telephone", "ask for Sam"),
        ("post", " "),
    ],
)
def test_an_officer_is_reached_by_a_mailbox_and_a_number_and_nothing_else(
    world: World, name: str, value: str
) -> None:
    make_responsible(world)
    refused = post(world, "/liaison-officers", **officer_body(world) | {name: value})
    assert refused.status_code == 422
    assert {place for place, _ in faults(refused)} == {f"#/{name}"}
    assert value.strip() not in refused.text or not value.strip()
