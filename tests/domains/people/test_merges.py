"""Two records of one person are merged without loss and parted again exactly, in whatever order."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from sosafe_api import tables
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.people.rules.merging import roots
from tests.domains.people.steps import (
    get,
    key,
    merge,
    people_of,
    person_in_case,
    record_address,
    record_household,
    reverse,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
# What grows with each call: the merges themselves, who did what, answers kept for a repeated key, and the count of
# calls, which is written every half minute.
GROWING = {
    "person_merges",
    "audit_entries",
    "changes",
    "idempotency_records",
    "work_items",
    "operation_usage",
}
PATCH = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}


def every_row(world: World) -> dict[str, list[str]]:
    """Each row of the partnership as text, but for what grows."""
    whole = sql.SQL("SELECT t::text FROM {} t WHERE partnership_id = %s ORDER BY 1")
    return {
        table.name: [
            row[0] for row in world.superuser.execute(whole.format(sql.Identifier(table.name)), (world.id,))
        ]
        for table in tables.metadata.sorted_tables
        if "partnership_id" in table.columns and table.name not in GROWING
    }


def kept_under(world: World) -> dict[str, str]:
    return {
        str(person): str(root)
        for person, root in world.superuser.execute(
            "SELECT id, merged_into_id FROM people WHERE partnership_id = %s AND merged_into_id IS NOT NULL",
            (world.id,),
        )
    }


def test_a_merged_record_stays_readable_and_names_the_kept_one(world: World) -> None:
    kept, merged = people_of(world, 2)
    before = get(world, f"/v1/people/{merged}").json()
    made = merge(world, kept, merged)
    assert made.status_code == 201, made.text
    assert (made.json()["person_id"], made.json()["merged_person_id"]) == (kept, merged)
    after = get(world, f"/v1/people/{merged}").json()
    assert after["merged_into_id"] == kept
    same = {"full_name", "date_of_birth", "safe_contact", "created_at", "updated_at"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert get(world, f"/v1/people/{kept}").json()["merged_ids"] == [merged]
    assert get(world, made.headers["Location"]).json() == made.json()


def test_the_cases_and_addresses_of_both_are_found_under_the_kept_one(world: World) -> None:
    kept, merged = people_of(world, 2)
    cases = [get(world, f"/v1/people/{person}").json()["case_ids"] for person in (kept, merged)]
    for person in (kept, merged):
        record_address(world, person)
    household = record_household(world, merged)
    merge(world, kept, merged)
    seen = get(world, f"/v1/people/{kept}").json()
    assert seen["case_ids"] == sorted(cases[0] + cases[1])
    assert seen["household_ids"] == [household["id"]]
    addresses = get(world, f"/v1/people/{kept}/addresses").json()["data"]
    assert {item["person_id"] for item in addresses} == {kept, merged}


def test_who_saw_one_of_them_sees_the_person_from_then_on_and_no_longer_when_parted(world: World) -> None:
    """Each service saw its own record; the merge says that both are one person's."""
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    world.grant(world.people["caseworker"], Role.CASEWORKER, service="outreach")
    kept = person_in_case(world)
    merged = world.open_case(
        worker="outreach_worker", referral={"service_id": str(world.services["outreach"])}
    )
    merged_id = merged["people"][0]["person_id"]
    assert get(world, f"/v1/people/{kept}", worker="outreach_worker").status_code == 404
    assert merge(world, kept, merged_id, worker="outreach_worker").status_code == 422
    made = merge(world, kept, merged_id)
    assert made.status_code == 201, made.text
    seen = get(world, f"/v1/people/{kept}", worker="outreach_worker")
    assert seen.json()["case_ids"] == [merged["id"]]
    assert reverse(world, made.json()["id"], worker="outreach_worker").status_code == 201
    assert get(world, f"/v1/people/{kept}", worker="outreach_worker").status_code == 404
    assert get(world, f"/v1/people/{merged_id}", worker="outreach_worker").status_code == 200


def test_the_stricter_safe_contact_wins_while_they_are_merged(world: World) -> None:
    kept = person_in_case(
        world, safe_contact={"telephone": "020 7946 0000", "may_call": True, "may_text": True}
    )
    merged = person_in_case(world, safe_contact={"may_text": True, "safe_times": "After 6 pm"})
    before = get(world, f"/v1/people/{kept}")
    made = merge(world, kept, merged)
    during = get(world, f"/v1/people/{kept}")
    assert during.headers["ETag"] != before.headers["ETag"]
    contact = during.json()["safe_contact"]
    assert (contact["may_call"], contact["may_text"], contact["safe_times"]) == (False, True, "After 6 pm")
    assert contact["telephone"] == "020 7946 0000"
    client = world.as_role(Role.CASEWORKER)
    loosened = client.patch(f"/v1/people/{kept}", json={"safe_contact": {"may_call": True}}, headers=PATCH)
    assert loosened.status_code == 200
    assert get(world, f"/v1/people/{kept}").json()["safe_contact"]["may_call"] is False
    stricter = client.patch(f"/v1/people/{merged}", json={"safe_contact": {"may_text": False}}, headers=PATCH)
    assert stricter.status_code == 200
    assert get(world, f"/v1/people/{kept}").json()["safe_contact"]["may_text"] is False
    assert reverse(world, made.json()["id"]).status_code == 201
    assert get(world, f"/v1/people/{kept}").json()["safe_contact"] == before.json()["safe_contact"]


def test_what_cannot_be_merged_is_named(world: World) -> None:
    first, second, third = people_of(world, 3)
    made = merge(world, first, second).json()
    into_merged, of_merged = merge(world, second, third), merge(world, third, second)
    for refused, pointer in ((into_merged, "#/person_id"), (of_merged, "#/merged_person_id")):
        assert refused.status_code == 422
        (error,) = refused.json()["errors"]
        assert (error["pointer"], error["code"], error["merged_into_id"]) == (pointer, "merged_record", first)
    unknown = merge(world, str(new_id()), str(new_id()))
    assert [error["code"] for error in unknown.json()["errors"]] == ["unknown_reference"] * 2
    assert merge(world, first, first).status_code == 422
    assert reverse(world, made["id"]).status_code == 201
    again = reverse(world, made["id"])
    assert (again.status_code, again.json()["code"]) == (422, "business_rule")


def test_an_exclusion_of_one_hides_all_that_are_merged_in_a_chain(world: World) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    first, second, third = people_of(world, 3)
    made = [merge(world, second, third).json()["id"], merge(world, first, second).json()["id"]]
    assert kept_under(world) == {third: first, second: first}
    world.exclude("colleague", "person", third)
    for person in (first, second, third):
        hidden, absent = (
            get(world, f"/v1/people/{each}", worker="colleague") for each in (person, str(new_id()))
        )
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert {**hidden.json(), "request_id": ""} == {**absent.json(), "request_id": ""}
    for merge_id in made:
        assert get(world, f"/v1/person-merges/{merge_id}", worker="colleague").status_code == 404
        assert get(world, f"/v1/person-merges/{merge_id}").status_code == 200


def test_both_are_recorded_and_told_to_readers_of_changes(world: World) -> None:
    made = merge(world, *people_of(world, 2)).json()
    assert reverse(world, made["id"]).json()["reversal_reason_code"] == "different_people"
    for column, table, name in (
        ("operation", "audit_entries", "object_id"),
        ("type", "changes", "resource_id"),
    ):
        query = f"SELECT {column} FROM {table} WHERE partnership_id = %s AND {name} = %s ORDER BY id"
        found = [row[0] for row in world.superuser.execute(query, (world.id, UUID(made["id"])))]
        expected = {"operation": ["person_merge:create", "person_merge:reversed"]}
        assert found == expected.get(column, ["person_merge.created", "person_merge.reversed"])


Step = tuple[str, int, int]
steps = st.lists(
    st.tuples(st.sampled_from(["merge", "merge", "reverse"]), st.integers(0, 4), st.integers(0, 4)),
    max_size=12,
)


class Records:
    """Five people of a partnership, and what is to be true of them after each step."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ids = people_of(world, 5)
        record_address(world, self.ids[0])
        record_household(world, *self.ids[:3])
        self.before = every_row(world)
        self.edges: dict[str, tuple[str, str]] = {}

    def take(self, step: Step) -> None:
        kind, first, second = step
        if kind == "merge":
            self._merge(self.ids[first], self.ids[second])
        elif self.edges:
            self.part(sorted(self.edges)[first % len(self.edges)])

    def _merge(self, person: str, merged: str) -> None:
        taken = {each for _, each in self.edges.values()}
        allowed = person != merged and not {person, merged} & taken
        answer = merge(self.world, person, merged)
        assert answer.status_code == (201 if allowed else 422), answer.text
        if allowed:
            self.edges[answer.json()["id"]] = (person, merged)

    def part(self, merge_id: str) -> None:
        assert reverse(self.world, merge_id).status_code == 201
        del self.edges[merge_id]

    @property
    def expected(self) -> dict[str, str]:
        return roots({merged: person for person, merged in self.edges.values()})


def test_any_sequence_of_merges_is_undone_to_the_byte_in_any_order(world: World) -> None:
    records = Records(world)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps, st.randoms(use_true_random=False))
    def run(sequence: list[Step], order: Any) -> None:
        for step in sequence:
            records.take(step)
            assert kept_under(world) == records.expected
        left = sorted(records.edges)
        order.shuffle(left)
        for merge_id in left:
            records.part(merge_id)
            assert kept_under(world) == records.expected
        assert every_row(world) == records.before

    run()


def test_of_many_who_merge_at_once_each_finds_a_record_as_it_is(world: World) -> None:
    """Whatever comes first, nothing is merged twice and no two records are merged into each other."""
    ids = people_of(world, 3)
    pairs = [(one, other) for one in ids for other in ids if one != other]
    with side_by_side() as crew:
        answers = list(crew.map(lambda pair: merge(world, *pair), pairs))
    made = [answer.json() for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 422}
    assert len(made) == 2
    assert kept_under(world) == roots({found["merged_person_id"]: found["person_id"] for found in made})


def test_a_merge_sent_twice_is_made_once(world: World) -> None:
    kept, merged = people_of(world, 2)
    content = {"person_id": kept, "merged_person_id": merged, "reason_code": "recorded_twice"}
    client, headers = world.as_role(Role.CASEWORKER), key()
    first, second = (client.post("/v1/person-merges", json=content, headers=headers) for _ in range(2))
    assert (first.content, second.status_code) == (second.content, 201)
    assert second.headers["Idempotency-Replayed"] == "true"
