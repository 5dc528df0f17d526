"""Family work: the sides belong together and are kept apart, whoever asks and however."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.cases.rules import names_somebody
from tests.access.table import TABLE
from tests.domains.cases.steps import ANY, add_colleague, begin_family, family_case, key, move
from tests.fixtures.world import World

MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}
NAME, ADDRESS, PHONE = "Canaryname Survivor", "ZE3", "01632 960911"
WORDS = "Canarywords of a safe place"
MARKS = {NAME, "Canaryname", '"ZE3"', PHONE, WORDS}
database = pytest.mark.database


@dataclass
class Sides:
    """A family of one service: the victim's case with its worker, the perpetrator's with another."""

    family_id: str
    victim: dict[str, Any]
    perpetrator: dict[str, Any]
    hidden: dict[str, str]  # every identifier of the victim's side, by its name in a path

    @property
    def secrets(self) -> set[str]:
        return MARKS | set(self.hidden.values()) | set(self.victim["referral_ids"])


def made(world: World, path: str, by: str = "caseworker", **body: Any) -> str:
    answer = world.as_role(by).post(f"/v1{path}", json=body, headers={**ANY, **key()})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.fixture
def sides(world: World) -> Sides:
    add_colleague(world)
    person = {
        "full_name": NAME,
        "date_of_birth": "1990-01-31",
        "outward_postcode": ADDRESS,
        "safe_contact": {"telephone": PHONE, "may_call": True},
    }
    victim = world.open_case(access="workers", kind="family", referral={"person": person, "narrative": WORDS})
    perpetrator = world.open_case(worker="colleague", access="workers", kind="family")
    family_id = begin_family(world, (victim, "victim"), message="Speak with the coordinator first.")
    made(world, f"/families/{family_id}/cases", "colleague", case_id=perpetrator["id"], part="perpetrator")
    case = f"/cases/{victim['id']}"
    mine = world.as_role(Role.CASEWORKER).get(f"/v1/families/{family_id}").json()
    hidden = {
        "case_id": victim["id"],
        "person_id": victim["people"][0]["person_id"],
        "case_person_id": victim["people"][0]["id"],
        "case_worker_id": victim["workers"][0]["id"],
        "family_case_id": mine["cases"][0]["id"],
        "case_need_id": made(world, f"{case}/needs", kind="housing", identified_on="2026-11-03", note=WORDS),
        "case_goal_id": made(world, f"{case}/goals", goal=WORDS, measure=WORDS, target_on="2027-03-31"),
        "case_plan_step_id": made(world, f"{case}/plan-steps", step=WORDS, owner="client"),
        "case_contact_id": made(
            world, f"{case}/contacts", kind="home_visit", starts_at="2026-11-04T14:00:00Z", note=WORDS
        ),
    }
    return Sides(family_id, victim, perpetrator, hidden)


@database
def test_each_side_knows_of_the_family_and_sees_its_own_case_in_it_alone(world: World, sides: Sides) -> None:
    for name, case, part in (
        ("caseworker", sides.victim, "victim"),
        ("colleague", sides.perpetrator, "perpetrator"),
    ):
        worker = world.as_role(name)
        assert worker.get(f"/v1/cases/{case['id']}").json()["family_ids"] == [sides.family_id]
        family = worker.get(f"/v1/families/{sides.family_id}").json()
        assert set(family) == {"id", "message", "cases", "etag"}
        assert family["message"] == "Speak with the coordinator first."
        assert [(each["case_id"], each["part"]) for each in family["cases"]] == [(case["id"], part)]


def paths(sides: Sides, world: World) -> Iterator[str]:
    """Every address that reads, with each identifier that the victim's side has."""
    own = {
        "referral_id": sides.victim["referral_ids"][0],
        "family_id": sides.family_id,
        "service_id": str(world.services["refuge"]),
        "agency_id": str(world.agencies["charity"]),
        **sides.hidden,
    }
    for row in TABLE.values():
        names = re.findall(r"\{(\w+)\}", row.path)
        if row.method == "GET" and row.path.startswith("/v1/") and not row.open and set(names) <= set(own):
            yield row.path.format(**{name: own[name] for name in names})


@database
def test_the_perpetrators_worker_tries_every_address_and_meets_nothing_of_the_victim(
    world: World, sides: Sides
) -> None:
    """The two work for one service, so nothing but the case itself stands between them."""
    colleague, own = world.as_role("colleague"), world.as_role(Role.CASEWORKER)
    tried = list(paths(sides, world))
    assert len(tried) > len(sides.hidden)
    shown_to_own = ""
    for path in tried:
        answer = colleague.get(path)
        body = {**answer.json(), "links": None} if answer.status_code == 200 else answer.json()
        found = {secret for secret in sides.secrets if secret in str(body) + str(answer.headers)}
        assert found == set(), path
        shown_to_own += own.get(path).text
    assert {secret for secret in sides.secrets if secret in shown_to_own} == sides.secrets, (
        "it is there to be met"
    )


@database
@pytest.mark.parametrize("name", ["caseworker", "colleague"])
def test_what_the_one_side_does_leaves_no_trace_on_the_other(world: World, sides: Sides, name: str) -> None:
    other = "colleague" if name == "caseworker" else "caseworker"
    case = sides.perpetrator if name == "caseworker" else sides.victim
    before = [world.as_role(other).get(path) for path in (f"/v1/families/{sides.family_id}", "/v1/cases")]
    third = world.open_case(worker=name, access="workers")
    place = made(world, f"/families/{sides.family_id}/cases", name, case_id=third["id"], part="child")
    left = world.as_role(name).delete(f"/v1/family-cases/{place}", headers=ANY)
    assert left.status_code == 204
    after = [world.as_role(other).get(path) for path in (f"/v1/families/{sides.family_id}", "/v1/cases")]
    assert [answer.content for answer in after] == [answer.content for answer in before]
    assert [answer.headers.get("ETag") for answer in after] == [
        answer.headers.get("ETag") for answer in before
    ]
    assert world.as_role(other).get(f"/v1/cases/{case['id']}").json()["family_ids"] == [sides.family_id]


@database
def test_the_other_side_can_change_nothing_either(world: World, sides: Sides) -> None:
    colleague = world.as_role("colleague")
    hidden = sides.hidden
    assert move(world, hidden["case_id"], "closed", by="colleague", ending="died").status_code == 404
    assert colleague.delete(f"/v1/family-cases/{hidden['family_case_id']}", headers=ANY).status_code == 404
    assert colleague.delete(f"/v1/case-people/{hidden['case_person_id']}", headers=ANY).status_code == 404
    for path, body in (
        (f"/cases/{hidden['case_id']}", {"access": "service"}),
        (f"/case-workers/{hidden['case_worker_id']}", {"lead": True}),
        (f"/case-contacts/{hidden['case_contact_id']}", {"note": "Canary"}),
    ):
        answer = colleague.patch(f"/v1{path}", json=body, headers={**ANY, **MERGE_PATCH})
        assert answer.status_code == 404, path
    joined = colleague.post(
        f"/v1/families/{sides.family_id}/cases", json={"case_id": hidden["case_id"], "part": "child"}
    )
    assert [error["code"] for error in joined.json()["errors"]] == ["unknown_reference"]


@database
def test_a_sender_still_follows_the_referral_that_a_shut_case_has_taken_up(
    world: World, sides: Sides
) -> None:
    referral_id = sides.victim["referral_ids"][0]
    seen = world.as_role(Role.REFERRER_CLIENT).get(f"/v1/referrals/{referral_id}")
    assert (seen.status_code, seen.json()["status"]) == (200, "in_progress")
    assert world.as_role("colleague").get(f"/v1/referrals/{referral_id}").status_code == 404
    listed = world.as_role("colleague").get("/v1/referrals").json()["data"]
    assert referral_id not in {item["id"] for item in listed}


@database
def test_a_family_is_joined_by_who_holds_its_identifier_and_absent_to_the_rest(
    world: World, sides: Sides
) -> None:
    add_colleague(world, "third")
    third = world.open_case(worker="third", access="workers")
    client = world.as_role("third")
    assert client.get(f"/v1/families/{sides.family_id}").status_code == 404
    join = {"case_id": third["id"], "part": "wider_family"}
    assert client.post(f"/v1/families/{new_id()}/cases", json=join).status_code == 404
    assert client.post(f"/v1/families/{sides.family_id}/cases", json=join).status_code == 201
    again = client.post(f"/v1/families/{sides.family_id}/cases", json=join)
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "already_in_family")
    assert client.get(f"/v1/families/{sides.family_id}").status_code == 200


@database
def test_a_case_of_a_family_is_seen_by_its_workers_only_and_stays_so(world: World) -> None:
    add_colleague(world)
    case, worker = world.open_case(), world.as_role(Role.CASEWORKER)
    body = {"cases": [{"case_id": case["id"], "part": "victim"}]}
    refused = worker.post("/v1/families", json=body, headers=key())
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [
        ("#/cases/0/case_id", "family_kept_apart")
    ]
    path = f"/v1/cases/{case['id']}"
    outsider = world.as_role("colleague").patch(
        path, json={"access": "workers"}, headers={**ANY, **MERGE_PATCH}
    )
    assert [error["code"] for error in outsider.json()["errors"]] == ["not_on_the_case"]
    shut = worker.patch(path, json={"access": "workers"}, headers={"If-Match": case["etag"], **MERGE_PATCH})
    assert (shut.status_code, shut.json()["access"]) == (200, "workers")
    assert world.as_role("colleague").get(path).status_code == 404
    assert worker.post("/v1/families", json=body, headers=key()).status_code == 201
    reopened = worker.patch(path, json={"access": "service"}, headers={**ANY, **MERGE_PATCH})
    assert [error["code"] for error in reopened.json()["errors"]] == ["family_kept_apart"]


def patch_message(
    world: World, family_id: str, message: str | None, by: str = "caseworker"
) -> httpx.Response:
    headers = {**ANY, **MERGE_PATCH}
    return world.as_role(by).patch(f"/v1/families/{family_id}", json={"message": message}, headers=headers)


@database
@pytest.mark.parametrize(
    "message",
    [
        "Call survivor before six.",
        "Ring 01632 960911.",
        "She is in ZE3 now.",
        "Write to canary@example.org.",
    ],
)
def test_a_message_names_nobody_and_says_where_nobody_is(world: World, sides: Sides, message: str) -> None:
    refused = patch_message(world, sides.family_id, message)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "names_somebody")
    assert patch_message(world, sides.family_id, "Speak with the coordinator.").status_code == 200


@database
def test_a_refused_message_does_not_confirm_a_name_that_somebody_guesses(world: World, sides: Sides) -> None:
    guessed = patch_message(world, sides.family_id, "Is it Canaryname?", by="colleague")
    assert guessed.status_code == 200
    assert patch_message(world, sides.family_id, None).status_code == 200


@database
def test_who_must_not_see_the_person_finds_no_family(world: World) -> None:
    family_id = begin_family(world, (case := world.open_case(access="workers"), "victim"))
    world.exclude("caseworker", "person", case["people"][0]["person_id"])
    assert world.as_role(Role.CASEWORKER).get(f"/v1/families/{family_id}").status_code == 404


@database
def test_reads_of_a_family_are_recorded_and_its_changes_told(world: World) -> None:
    place = family_case(world)
    world.as_role(Role.CASEWORKER).delete(f"/v1/family-cases/{place}", headers=ANY)
    told = world.superuser.execute(
        "SELECT type FROM changes WHERE partnership_id = %s AND type NOT LIKE 'referral%%' ORDER BY id",
        (world.id,),
    ).fetchall()
    assert [line[0] for line in told] == [
        "person.created", "case.opened", "case.family_joined", "family.created", "case.family_left",
    ]  # fmt: skip
    recorded = world.superuser.execute(
        "SELECT purpose FROM audit_entries WHERE partnership_id = %s AND operation = 'family:read'",
        (world.id,),
    ).fetchall()
    assert recorded == [("safeguarding",)]


NAMES = st.from_regex(r"[A-Z][a-z]{2,10} [A-Z][a-z]{2,10}", fullmatch=True)


@given(st.lists(NAMES, min_size=1, max_size=4), st.data())
def test_any_part_of_any_name_is_found_in_any_writing(names: list[str], data: st.DataObject) -> None:
    part = data.draw(st.sampled_from([word for name in names for word in name.split()]))
    written = data.draw(st.sampled_from([part, part.upper(), part.lower()]))
    assert names_somebody(f"Please, {written}, wait.", names)


@given(st.lists(NAMES, max_size=4))
def test_a_message_without_a_name_passes(names: list[str]) -> None:
    message = "Please wait in 5 days at 7 pm for visit 12."
    words = {word.casefold() for word in re.findall(r"\w+", message)}
    if not words & {part.casefold() for name in names for part in name.split()}:
        assert not names_somebody(message, names)
