"""Unit costs from files: into a draft, by the rules of costs that are sent singly, once by their code."""

from typing import Any

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.record_files import WRITERS, committed, imported, told
from tests.domains.imports.referral_files import counts, csv_of, ndjson, rejected
from tests.domains.savings.stating import entry, get, made, money, move, own_set, post
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
COSTS = {"resource": "unit_costs"}


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def draft(world: World, *entries: dict[str, Any], code: str = "example_costs") -> str:
    return str(made(post(world, "/unit-cost-sets", own_set(*entries, code=code)))["id"])


def row(set_id: str, code: str, **changes: Any) -> dict[str, Any]:
    return {"unit_cost_set_id": set_id, **entry(code, **changes)}


def in_table(cost: dict[str, Any]) -> dict[str, Any]:
    """Payers as a cell has them."""
    payers = [
        item["payer"] + (f"={item['part']['amount']}" if item.get("part") else "") for item in cost["payers"]
    ]
    return {**cost, "payers": payers}


def costs(world: World, set_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(world, f"/unit-cost-sets/{set_id}/entries")["data"]
    return found


@pytest.mark.parametrize("form", WRITERS)
def test_rows_become_the_costs_that_would_be_sent_singly(
    world: World, database: TestDatabase, form: str
) -> None:
    by_file, by_hand = draft(world), draft(world)
    shared = [{"payer": "council", "part": money("60.00")}, {"payer": "police", "part": money("40.00")}]
    whole, part = entry("EX1.0", payers=shared), entry("EX1.1", parent_code="EX1.0", amount=money("40.00"))
    made(post(world, f"/unit-cost-sets/{by_hand}/entries", {"entries": [whole, part]}))
    rows = [{"unit_cost_set_id": by_file, **cost} for cost in (whole, part)]
    content = WRITERS[form](*(rows if form == "ndjson" else map(in_table, rows)))
    client = world.as_role(Role.ANALYST)
    found = imported(world, database, client, content, **COSTS, format=form, commit="automatic")
    assert told(client, found) == []
    assert counts(found) == ("committed", 2, 2, 0, 0, 0, 0)
    assert costs(world, by_file) == costs(world, by_hand)
    assert get(world, f"/unit-cost-sets/{by_file}")["entry_count"] == 2


def test_a_rehearsal_names_every_fault_and_keeps_nothing(world: World, database: TestDatabase) -> None:
    set_id, done = draft(world, entry("EX1.0")), draft(world, entry("EX1.0"), code="example_done")
    made(move(world, f"/unit-cost-sets/{done}", "published"))
    uneven = [{"payer": "council", "part": money("60.00")}, {"payer": "police", "part": None}]
    rows = [
        row(set_id, "EX1.0"),
        row(set_id, "EX2.0", parent_code="EX9.9", kind="imagined"),
        row(set_id, "EX3.0", parent_code="EX9.9"),
        row(set_id, "EX4.0", payers=uneven),
        row(set_id, "EX5.0"),
        row(set_id, "EX5.1", parent_code="EX5.0"),
        row(set_id, "EX5.0", amount=money("1.00")),
        row(done, "EX2.0"),
        row(str(new_id()), "EX2.0"),
    ]
    client = world.as_role(Role.ANALYST)
    found = imported(world, database, client, ndjson(*rows), **COSTS, mode="resumable", dry_run=True)
    assert told(client, found) == [
        (1, 1, "#/code", "repeated_value"),
        (2, 2, "#/kind", "unknown_code"),
        (3, 3, "#/parent_code", "unknown_reference"),
        (4, 4, "#/payers", "part_missing"),
        (7, 7, "#/code", "reference_in_use"),
        (8, 8, "#/unit_cost_set_id", "conflict"),
        (9, 9, "#/unit_cost_set_id", "not_found"),
    ]
    assert counts(found) == ("validated", 9, 2, 0, 0, 7, 7)
    assert len(costs(world, set_id)) == 1


def test_good_costs_are_kept_and_the_mended_ones_follow(world: World, database: TestDatabase) -> None:
    set_id = draft(world)
    client = world.as_role(Role.ANALYST)
    content = csv_of(in_table(row(set_id, "EX1.0")), in_table(row(set_id, "EX2.0", unit="per_dozen")))
    options = {**COSTS, "format": "csv", "mode": "resumable"}
    checked = imported(world, database, client, content, **options)
    assert told(client, checked) == [(2, 3, "unit", "unknown_code")]
    found = committed(world, database, client, checked)
    assert counts(found) == ("committed", 2, 1, 0, 0, 1, 1)
    mended = rejected(client, found).replace(b"per_dozen", b"per_incident")
    found = imported(world, database, client, mended, **options, commit="automatic")
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    whole = content.replace(b"per_dozen", b"per_incident")
    again = imported(world, database, client, whole, **options, commit="automatic")
    assert counts(again) == ("committed", 2, 0, 0, 2, 0, 0)
    assert [cost["code"] for cost in costs(world, set_id)] == ["EX1.0", "EX2.0"]
