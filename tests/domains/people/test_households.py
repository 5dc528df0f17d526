"""Who lives together, for who works with one of them; nothing of it leads from one to where another went."""

import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.access.table import TABLE
from tests.domains.people.steps import (
    get,
    key,
    merge,
    name_in_case,
    people_of,
    person_in_case,
    record_address,
    record_household,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ANY = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}
MARKS = ("ZE3", "01632 960911", "9 Hidden Lane", "ZE3 9ZZ", "100098765432", "Canarytimes")


def test_a_household_has_its_members_with_relation_and_dates(world: World) -> None:
    parent, child = people_of(world, 2)
    household = record_household(world, parent)
    client = world.as_role(Role.CASEWORKER)
    path = f"/v1/households/{household['id']}"
    joined = client.post(
        f"{path}/members",
        json={"person_id": child, "relation": "child", "starts_on": "2026-03-01"},
        headers=key(),
    )
    assert joined.status_code == 201, joined.text
    members = client.get(path).json()["members"]
    assert [(item["person_id"], item["relation"], item["starts_on"]) for item in members] == [
        (parent, "parent", "2026-01-01"),
        (child, "child", "2026-03-01"),
    ]
    assert get(world, f"/v1/people/{child}").json()["household_ids"] == [household["id"]]
    ended = client.patch(
        f"/v1/household-members/{joined.json()['id']}", json={"ends_on": str(today())}, headers=ANY
    )
    assert (ended.status_code, ended.json()["id"]) == (200, joined.json()["id"])
    assert [item["ends_on"] for item in client.get(path).json()["members"]] == [None, str(today())]
    assert get(world, f"/v1/people/{child}").json()["household_ids"] == []


def test_members_who_cannot_be_are_named_all_at_once(world: World) -> None:
    kept, merged = people_of(world, 2)
    merge(world, kept, merged)
    ids = [merged, str(world.id), kept, kept]
    members = [{"person_id": each, "relation": "sibling", "starts_on": "2026-01-01"} for each in ids]
    refused = world.as_role(Role.CASEWORKER).post("/v1/households", json={"members": members}, headers=key())
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [
        ("#/members/0/person_id", "merged_record"),
        ("#/members/1/person_id", "unknown_reference"),
        ("#/members/3/person_id", "already_a_member"),
    ]
    household = record_household(world, kept)
    again = world.as_role(Role.CASEWORKER).post(
        f"/v1/households/{household['id']}/members", json=members[2], headers=key()
    )
    assert again.json()["errors"][0]["code"] == "already_a_member"


def test_that_somebody_is_going_to_leave_is_not_recorded_before_they_left(world: World) -> None:
    household = record_household(world, *people_of(world, 1))
    member = household["members"][0]["id"]
    refused = world.as_role(Role.CASEWORKER).patch(
        f"/v1/household-members/{member}", json={"ends_on": "2099-01-01"}, headers=ANY
    )
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "date_in_future")


class Couple:
    """A survivor of the refuge's and a perpetrator of the programme's, who lived together until she left."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.add_principal("change_worker", "charity", Role.CASEWORKER, service="outreach")
        outreach = {"service_id": str(world.services["outreach"])}
        programme = world.open_case(worker="change_worker", kind="perpetrator_programme", referral=outreach)
        self.case_id = programme["id"]
        self.perpetrator = programme["people"][0]["person_id"]
        self.survivor = person_in_case(
            world,
            full_name="Example Survivor",
            outward_postcode="ZE3",
            safe_contact={"telephone": "01632 960911", "may_call": True, "safe_times": "Canarytimes"},
        )
        self.mother = person_in_case(world, full_name="Brenda Otherwise", date_of_birth="1950-05-05")
        name_in_case(world, self.case_id, self.survivor, "victim")
        self.shared = record_household(world, self.perpetrator, self.survivor, worker="change_worker")
        self.leaves()

    def leaves(self) -> None:
        """She left: her worker ends her time there, records her new home and whom she lives with."""
        world = self.world
        client = world.as_role(Role.CASEWORKER)
        shared = client.get(f"/v1/households/{self.shared['id']}").json()
        (own,) = [item for item in shared["members"] if item["person_id"] == self.survivor]
        ended = client.patch(
            f"/v1/household-members/{own['id']}", json={"ends_on": str(today())}, headers=ANY
        )
        assert ended.status_code == 200, ended.text
        self.member_id = own["id"]
        self.haven = record_household(world, self.survivor, self.mother)
        self.address = record_address(
            world, self.survivor, lines=["9 Hidden Lane"], postcode="ZE3 9ZZ", uprn="100098765432"
        )


def test_the_others_of_a_household_are_not_told_that_or_where_somebody_went(world: World) -> None:
    couple = Couple(world)
    seen = get(world, f"/v1/households/{couple.shared['id']}", worker="change_worker").json()
    assert [item["person_id"] for item in seen["members"]] == [couple.perpetrator]
    assert get(world, f"/v1/households/{couple.haven['id']}", worker="change_worker").status_code == 404
    survivor = get(world, f"/v1/people/{couple.survivor}", worker="change_worker").json()
    assert (survivor["contact_withheld"], survivor["household_ids"]) == (True, [])
    own = get(world, f"/v1/households/{couple.shared['id']}").json()
    assert [(item["person_id"], item["ends_on"]) for item in own["members"]] == [
        (couple.survivor, str(today()))
    ]


def test_only_who_works_for_somebody_says_that_they_left(world: World) -> None:
    world.add_principal("change_worker", "charity", Role.CASEWORKER, service="outreach")
    outreach = {"service_id": str(world.services["outreach"])}
    programme = world.open_case(worker="change_worker", kind="perpetrator_programme", referral=outreach)
    survivor = person_in_case(world)
    name_in_case(world, programme["id"], survivor, "victim")
    household = record_household(world, programme["people"][0]["person_id"], survivor, worker="change_worker")
    path = f"/v1/household-members/{household['members'][1]['id']}"
    refused = world.as_role("change_worker").patch(path, json={"ends_on": str(today())}, headers=ANY)
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")


def test_a_crawl_of_every_read_as_the_perpetrators_worker_finds_nothing_of_where_she_is(world: World) -> None:
    couple = Couple(world)
    objects = {
        "person_id": [couple.survivor, couple.perpetrator, couple.mother],
        "household_id": [couple.shared["id"], couple.haven["id"]],
        "household_member_id": [couple.member_id, couple.haven["members"][0]["id"]],
        "person_address_id": [couple.address["id"]],
        "case_id": [couple.case_id],
        "referral_id": [
            item["id"] for item in world.as_role("change_worker").get("/v1/referrals").json()["data"]
        ],
    }
    haven = {couple.haven["id"], couple.mother, *(item["id"] for item in couple.haven["members"])}
    client = world.as_role("change_worker")
    read = 0
    for row in TABLE.values():
        if row.method != "GET" or Role.CASEWORKER not in row.roles:
            continue
        names = [part.split("}")[0] for part in row.path.split("{")[1:]]
        if len(names) > 1 or (names and names[0] not in objects):
            continue
        for value in objects[names[0]] if names else [""]:
            answer = client.get(row.path.format(**dict.fromkeys(names, value)))
            text = answer.text + str(answer.headers)
            assert not [mark for mark in MARKS if mark in text], row.path
            assert not [found for found in haven - {value} if found in text], row.path
            read += answer.status_code == 200
    assert read >= 10
    terms = {"full_name": "Example Survivor", "date_of_birth": "1990-01-31"}
    searched = client.post("/v1/person-searches", json=terms)
    assert searched.status_code == 200
    assert not [mark for mark in MARKS if mark in searched.text]


def test_who_shares_no_case_with_anybody_in_it_does_not_find_the_household(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    household = record_household(world, *people_of(world, 2))
    path = f"/v1/households/{household['id']}"
    assert get(world, path).status_code == 200
    assert get(world, path, worker="outreach_worker").status_code == 404


def test_whoever_must_not_know_of_one_does_not_find_the_household(world: World) -> None:
    household = record_household(world, *people_of(world, 2))
    path = f"/v1/households/{household['id']}"
    world.exclude("caseworker", "person", household["members"][0]["person_id"])
    stranger = get(world, f"/v1/households/{new_id()}")
    hidden = get(world, path)
    assert hidden.status_code == stranger.status_code == 404
    assert {**hidden.json(), "request_id": ""} == {**stranger.json(), "request_id": ""}
