"""P4: of a shut case every word stays with its worker; nobody else meets one, on any route, in any list or line."""

import re

import httpx
import psycopg
import pytest
from psycopg import sql

from sosafe_api import tables
from sosafe_api.domains.auth.rules import Role
from tests.access.table import TABLE
from tests.fixtures.world import World
from tests.safety.casework import MARKS, NOTES, OF_THE_PERSON, OF_WHO_IS_NAMED, marked_case, seen_in

pytestmark = [pytest.mark.p04, pytest.mark.database]
# What its worker meets on each route; on all others, and for everybody else, nothing.
SHOWN = {
    "get_person": OF_WHO_IS_NAMED,
    "list_case_transitions": {NOTES["move"]},
    "list_case_needs": {NOTES["need"]},
    "get_case_need": {NOTES["need"]},
    "list_case_goals": {NOTES["goal"], NOTES["measure"]},
    "get_case_goal": {NOTES["goal"], NOTES["measure"]},
    "list_case_plan_steps": {NOTES["step"]},
    "get_case_plan_step": {NOTES["step"]},
    "list_case_contacts": {NOTES["contact"]},
    "get_case_contact": {NOTES["contact"]},
    "get_family": {NOTES["message"]},
}


def reads(found: dict[str, str]) -> dict[str, str]:
    """Every address that reads and that these identifiers fill, by its operation."""
    return {
        name: row.path.format(**found)
        for name, row in TABLE.items()
        if row.method == "GET"
        and row.path.startswith("/v1/")
        and not row.open
        and set(re.findall(r"\{(\w+)\}", row.path)) <= set(found)
    }


def shown(client: httpx.Client, path: str) -> set[str]:
    answer = client.get(path)
    return seen_in(answer.text + str(answer.headers))


def test_its_worker_meets_each_word_where_it_belongs_and_nobody_else_meets_any(
    world: World, other_world: World
) -> None:
    world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    paths = reads(marked_case(world))
    assert set(SHOWN) <= set(paths)
    for name, path in paths.items():
        assert shown(world.as_role(Role.CASEWORKER), path) == SHOWN.get(name, set()), name
        for who in [*(role.value for role in Role if role is not Role.CASEWORKER), "colleague"]:
            assert shown(world.as_role(who), path) == set(), (name, who)
        assert shown(other_world.as_role(Role.CASEWORKER), path) == set(), name


def test_no_table_but_its_own_holds_a_word(world: World, superuser: psycopg.Connection) -> None:
    marked_case(world)
    found: dict[str, set[str]] = {}
    whole = sql.SQL("SELECT t::text FROM {} t WHERE partnership_id = %s")
    for table in tables.metadata.sorted_tables:
        if "partnership_id" in table.columns:
            rows = superuser.execute(whole.format(sql.Identifier(table.name)), (world.id,))
            marks: set[str] = set().union(*(seen_in(row[0]) for row in rows))
            found |= {table.name: marks} if marks else {}
    assert found == {
        "people": OF_THE_PERSON,
        "case_transitions": {NOTES["move"]},
        "case_needs": {NOTES["need"]},
        "case_goals": {NOTES["goal"], NOTES["measure"]},
        "case_plan_steps": {NOTES["step"]},
        "case_contacts": {NOTES["contact"]},
        "families": {NOTES["message"]},
    }
    assert set().union(*found.values()) == MARKS
