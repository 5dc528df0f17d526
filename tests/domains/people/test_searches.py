"""One person is looked for exactly, thirty times an hour at most, and every search is recorded."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.people.steps import get, merge, person_in_case
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
TERMS = {"full_name": "Example O'Neill-Person", "date_of_birth": "1990-01-31"}


def search(world: World, *, worker: str = "caseworker", **terms: Any) -> httpx.Response:
    return world.as_role(worker).post("/v1/person-searches", json=TERMS | terms)


def found(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [item["person_id"] for item in response.json()["data"]]


def searched_before(world: World, count: int, *, minutes_ago: int) -> None:
    for _ in range(count):
        world.insert(
            "person_searches",
            partnership_id=world.id,
            id=new_id(),
            principal_id=world.somebody("caseworker"),
            terms_digest="0" * 64,
            found=0,
            searched_at=datetime.now(UTC) - timedelta(minutes=minutes_ago),
        )


def test_whoever_is_known_is_found_by_the_whole_name_and_birth_and_by_nothing_less(world: World) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    known = person_in_case(
        world, **TERMS, outward_postcode="ZE3", safe_contact={"telephone": "01632 960911", "may_text": True}
    )
    response = search(world, worker="outreach_worker")
    (item,) = response.json()["data"]
    assert item == {
        "person_id": known,
        "full_name": "Example O'Neill-Person",
        "age_band": "35_to_44",
        "may_call": False,
        "may_text": True,
        "may_leave_voicemail": False,
        "may_write": False,
    }
    assert get(world, f"/v1/people/{known}", worker="outreach_worker").status_code == 404
    assert found(search(world, full_name="MS EXAMPLE ONeill Person")) == [known]
    for terms in (
        {"full_name": "Example Person"},
        {"full_name": "O'Neill-Person"},
        {"full_name": "%"},
        {"full_name": "!"},
        {"date_of_birth": "1990-01-30"},
    ):
        assert found(search(world, **terms)) == []
    for missing in TERMS:
        rest = {name: value for name, value in TERMS.items() if name != missing}
        assert world.as_role(Role.CASEWORKER).post("/v1/person-searches", json=rest).status_code == 422


def test_a_changed_name_is_found_from_then_on(world: World) -> None:
    known = person_in_case(world, **TERMS)
    headers = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}
    changed = world.as_role(Role.CASEWORKER).patch(
        f"/v1/people/{known}", json={"full_name": "Example Newname"}, headers=headers
    )
    assert changed.status_code == 200
    assert found(search(world)) == []
    assert found(search(world, full_name="example newname")) == [known]


def test_at_most_five_are_shown_and_a_merged_record_by_its_kept_one(world: World) -> None:
    ids = [person_in_case(world, **TERMS) for _ in range(7)]
    assert found(search(world)) == ids[:5]
    for merged in ids[1:]:
        assert merge(world, ids[0], merged).status_code == 201
    assert found(search(world)) == [ids[0]]


def test_whoever_is_excluded_from_the_caller_is_as_unknown_as_a_stranger(world: World) -> None:
    known = person_in_case(world, **TERMS)
    world.exclude("caseworker", "person", known)
    hidden, stranger = search(world), search(world, full_name="Nobody Known")
    assert hidden.content == stranger.content == b'{"data":[]}'


def test_people_of_another_partnership_are_not_found(world: World, other_world: World) -> None:
    person_in_case(other_world, **TERMS)
    assert found(search(world)) == []


def test_every_search_is_recorded_with_its_terms_hashed_and_empty_ones_too(world: World) -> None:
    person_in_case(world, **TERMS)
    for name in ("Example O'Neill-Person", "example oneill person", "Nobody Known"):
        search(world, full_name=name)
    rows = world.superuser.execute(
        "SELECT s.terms_digest, s.found, e.purpose, e.field_set FROM person_searches s JOIN audit_entries e"
        " ON e.partnership_id = s.partnership_id AND e.object_id = s.id AND e.operation = 'person:search'"
        " WHERE s.partnership_id = %s ORDER BY s.id",
        (world.id,),
    ).fetchall()
    assert [row[1:] for row in rows] == [(1, "safeguarding", "F1")] * 2 + [(0, "safeguarding", "F1")]
    assert rows[0][0] == rows[1][0] != rows[2][0]
    for table in ("person_searches", "audit_entries", "idempotency_records"):
        whole = world.superuser.execute(
            f"SELECT t::text FROM {table} t WHERE partnership_id = %s", (world.id,)
        )
        assert not any("oneill" in row[0].lower() or "Nobody" in row[0] for row in whole)


def test_the_thirty_first_search_within_an_hour_waits(world: World) -> None:
    searched_before(world, 29, minutes_ago=50)
    searched_before(world, 40, minutes_ago=61)
    assert search(world).status_code == 200
    refused = search(world)
    assert (refused.status_code, refused.json()["code"]) == (429, "quota_exceeded")
    assert refused.json()["violated_policies"] == ["person_search"]
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    assert search(world, worker="colleague").status_code == 200


def test_of_many_at_once_no_more_than_the_hour_allows_are_answered(world: World) -> None:
    searched_before(world, 27, minutes_ago=10)
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: search(world).status_code, range(8)))
    assert sorted(answers) == [200] * 3 + [429] * 5


def test_an_answer_is_not_kept_to_be_given_again(world: World) -> None:
    person_in_case(world, **TERMS)
    client = world.as_role(Role.CASEWORKER)
    headers = {"Idempotency-Key": str(new_id())}
    assert (
        len({client.post("/v1/person-searches", json=TERMS, headers=headers).content for _ in range(2)}) == 1
    )
    count = world.superuser.execute(
        "SELECT count(*) FROM person_searches WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    assert count == (2,)


def test_a_search_states_its_purpose(world: World) -> None:
    with world.service.client(world.token(world.people["caseworker"])) as client:
        refused = client.post("/v1/person-searches", json=TERMS)
    assert (refused.status_code, refused.json()["code"]) == (403, "purpose_required")
