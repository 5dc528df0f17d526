"""Unit costs and price indices: loaded whole or not at all, published and frozen, superseded as data."""

import json
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.savings.reference import reference_set
from sosafe_api.domains.savings.rules import SET_TRANSITIONS
from sosafe_api.domains.savings.vocabulary import ReferenceCostSet, UnitCostSetStatus
from tests.domains.savings.stating import entry, faults, get, made, money, move, own_set, post, published
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
PUBLISHERS = 4


def path(found: dict[str, Any]) -> str:
    return f"/unit-cost-sets/{found['id']}"


def drafted(world: World, *entries: dict[str, Any]) -> dict[str, Any]:
    return made(post(world, "/unit-cost-sets", own_set(*entries)))


def codes(world: World, found: dict[str, Any], query: str = "") -> list[str]:
    return [item["code"] for item in get(world, f"{path(found)}/entries?limit=200{query}")["data"]]


@pytest.mark.parametrize("name", ReferenceCostSet)
def test_a_set_that_comes_with_the_service_is_loaded_by_name(world: World, name: ReferenceCostSet) -> None:
    draft = made(post(world, "/unit-cost-sets", {"reference": name}))
    expected = reference_set(name)
    assert (draft["status"], draft["number"], draft["entry_count"]) == ("draft", 1, len(expected["entries"]))
    assert (draft["source"], draft["licence"]) == (expected["source"], expected["licence"])
    listed = get(world, f"{path(draft)}/entries?limit=200", role=Role.RESPONSIBLE_AUTHORITIES_GROUP)["data"]
    assert listed == sorted(expected["entries"], key=lambda item: item["code"])


def test_the_reference_figures_are_those_of_their_sources() -> None:
    costs = {item["code"]: item for item in reference_set(ReferenceCostSet.NEW_ECONOMY_1_4)["entries"]}
    assert len(costs) == 38
    assert (costs["HO1.0"]["amount"]["amount"], costs["HO1.0"]["price_year"]) == ("6680.00", 2010)
    parts = {item["payer"]: item["part"]["amount"] for item in costs["CR2.0"]["payers"]}
    assert sum(map(Decimal, parts.values())) == Decimal(costs["CR2.0"]["amount"]["amount"]) == 2470
    assert [item["payer"] for item in costs["CR1.0"]["payers"]] == ["police", "council"]
    assert {item["kind"] for item in costs.values()} == {"fiscal"}
    social = reference_set(ReferenceCostSet.HOME_OFFICE_2019_20)["entries"]
    assert {item["kind"] for item in social} == {"social"}
    assert sum(Decimal(item["amount"]["amount"]) for item in social) == Decimal("3491350.00")


def test_every_fault_of_a_load_is_named_at_once_and_nothing_is_kept(world: World) -> None:
    parts = [{"payer": "council", "part": money("60.00")}, {"payer": "police", "part": money("39.99")}]
    faulty = [
        entry("A"),
        entry("A"),
        entry("B", parent_code="Z"),
        entry("C", parent_code="D"),
        entry("D", parent_code="C"),
        entry("E", payers=parts),
        entry("F", payers=[{"payer": "police"}, {"payer": "police"}]),
        entry("G", payers=[{"payer": "council", "part": money("100.00")}, {"payer": "police"}]),
    ]
    assert faults(post(world, "/unit-cost-sets", own_set(*faulty))) == {
        ("#/entries/0/code", "repeated_value"),
        ("#/entries/1/code", "repeated_value"),
        ("#/entries/2/parent_code", "unknown_reference"),
        ("#/entries/3/parent_code", "own_part"),
        ("#/entries/4/parent_code", "own_part"),
        ("#/entries/5/payers", "parts_do_not_add_up"),
        ("#/entries/6/payers", "repeated_value"),
        ("#/entries/7/payers", "part_missing"),
    }
    assert get(world, "/unit-cost-sets")["data"] == []


def test_amounts_are_pounds_and_pence_as_text(world: World) -> None:
    for amount in ("0.00", "1", "1.5", "-1.00", "1,000.00", 100.0, "1000000000.00"):
        answer = post(
            world, "/unit-cost-sets", own_set(entry("A", amount={"amount": amount, "currency": "GBP"}))
        )
        assert {pointer for pointer, _ in faults(answer)} == {"#/entries/0/amount/amount"}, amount
    euro = entry("A", amount={"amount": "1.00", "currency": "EUR"})
    assert faults(post(world, "/unit-cost-sets", own_set(euro))) == {
        ("#/entries/0/amount/currency", "unknown_code")
    }


def test_a_reference_stands_alone_and_an_own_set_is_complete(world: World) -> None:
    both = own_set() | {"reference": "new_economy_1_4"}
    assert faults(post(world, "/unit-cost-sets", both)) == {
        (f"#/{name}", "not_wanted") for name in both if name not in {"reference", "entries"}
    }
    assert faults(post(world, "/unit-cost-sets", {"title": "Example"})) == {
        (f"#/{name}", "required") for name in ("code", "edition", "publisher", "source", "licence")
    }


def test_a_large_set_is_sent_in_parts(world: World) -> None:
    draft = drafted(world, entry("T"))
    thousand = {"entries": [small(f"N{number:04}") for number in range(1000)]}
    assert len(json.dumps(thousand)) < 262_144
    grown = made(post(world, f"{path(draft)}/entries", thousand))
    assert (grown["entry_count"], grown["etag"] != draft["etag"]) == (1001, True)
    more = {"entries": [entry("T.1", parent_code="T"), entry("N0001"), entry("T.2", parent_code="U")]}
    assert faults(post(world, f"{path(draft)}/entries", more)) == {
        ("#/entries/1/code", "repeated_value"),
        ("#/entries/2/parent_code", "unknown_reference"),
    }
    made(post(world, f"{path(draft)}/entries", {"entries": more["entries"][:1]}))
    assert codes(world, draft, "&parent_code=T") == ["T.1"]
    page = get(world, f"{path(draft)}/entries?limit=200")
    following = get(world, f"{path(draft)}/entries?limit=200&cursor={page['page']['next_cursor']}")
    assert page["data"][-1]["code"] < following["data"][0]["code"]


def small(code: str) -> dict[str, Any]:
    return {**entry(code), "category": "E", "description": "E", "payers": []}


def test_a_published_set_is_frozen_and_the_next_version_supersedes_it(world: World) -> None:
    first = drafted(world, entry("A"))
    frozen = made(move(world, path(first), "published"))
    assert (frozen["status"], frozen["allowed_transitions"]) == ("published", ["superseded"])
    assert len(frozen["content_digest"]) == 64
    refused = post(world, f"{path(first)}/entries", {"entries": [entry("B")]})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    second = drafted(world, entry("A"))
    assert (second["number"], second["content_digest"]) == (2, None)
    assert get(world, path(first))["status"] == "published"
    again = made(move(world, path(second), "published"))
    assert again["content_digest"] == frozen["content_digest"]
    assert get(world, path(first))["status"] == "superseded"
    listed = get(world, "/unit-cost-sets?status=published&code=example_costs")["data"]
    assert [item["id"] for item in listed] == [second["id"]]


def test_an_empty_set_is_not_published(world: World) -> None:
    assert faults(move(world, path(drafted(world)), "published")) == {("#/to", "empty_set")}


@pytest.mark.parametrize("status", UnitCostSetStatus)
def test_no_move_leads_where_the_table_does_not(world: World, status: UnitCostSetStatus) -> None:
    found = drafted(world, entry("A"))
    way = {"superseded": ["published", "superseded"], "draft": []}.get(status.value, [status.value])
    for step in way:
        made(move(world, path(found), step))
    for to in set(UnitCostSetStatus) - SET_TRANSITIONS[status]:
        refused = move(world, path(found), to.value)
        assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed")
    assert get(world, path(found))["status"] == status


def test_of_versions_published_at_once_one_is_in_force(world: World) -> None:
    drafts = [drafted(world, entry("A")) for _ in range(PUBLISHERS)]
    with side_by_side() as pool:
        answers = list(pool.map(lambda draft: move(world, path(draft), "published"), drafts))
    assert {answer.status_code for answer in answers} <= {201, 409}
    published_now = get(world, "/unit-cost-sets?status=published")["data"]
    assert len(published_now) == 1
    superseded = get(world, "/unit-cost-sets?status=superseded")["data"]
    assert len(superseded) + 1 == sum(answer.status_code == 201 for answer in answers)


def test_nothing_the_service_can_do_changes_costs_or_indices_or_calculations(
    superuser: psycopg.Connection,
) -> None:
    for table in ("unit_costs", "price_indices", "savings_calculations"):
        granted = superuser.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = 'sosafe_app' AND table_name = %s",
            (table,),
        ).fetchall()
        assert {name for (name,) in granted} == {"SELECT", "INSERT"}, table


def test_an_index_is_named_by_series_and_vintage(world: World) -> None:
    body = {
        "code": "example_deflator",
        "vintage": "2026-09",
        "title": "Example",
        "source": "Fictional.",
        "licence": "None needed.",
        "year_kind": "financial",
        "values": [{"year": 2017, "value": "101.5"}, {"year": 2016, "value": "100"}],
    }
    first = made(post(world, "/price-indices", body))
    assert [item["year"] for item in first["values"]] == [2016, 2017]
    again = post(world, "/price-indices", body | {"values": list(reversed(body["values"]))})
    assert (again.status_code, again.json()) == (200, first)
    revised = body | {"values": [{"year": 2017, "value": "101.6"}]}
    refused = post(world, "/price-indices", revised)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "vintage_in_use")
    newer = made(post(world, "/price-indices", revised | {"vintage": "2026-12"}))
    listed = get(world, "/price-indices?code=example_deflator", role=Role.SCRUTINY)["data"]
    assert [item["id"] for item in listed] == [first["id"], newer["id"]]
    assert get(world, f"/price-indices/{newer['id']}") == newer


def test_an_index_has_each_year_once_and_no_year_of_nothing(world: World) -> None:
    body = {"code": "e", "vintage": "1", "title": "E", "source": "E", "licence": "E", "year_kind": "calendar"}
    assert faults(post(world, "/price-indices", body)) == {("#/values", "required")}
    twice = body | {"values": [{"year": 2016, "value": "1"}, {"year": 2016, "value": "2"}]}
    assert faults(post(world, "/price-indices", twice)) == {
        ("#/values/0/year", "repeated_value"),
        ("#/values/1/year", "repeated_value"),
    }
    nothing = body | {"values": [{"year": 2016, "value": "0.000"}]}
    assert faults(post(world, "/price-indices", nothing)) == {("#/values/0/value", "not_positive")}


def test_another_partnership_sees_none_of_it(world: World, other_world: World) -> None:
    published(world, own_set(entry("A")))
    assert get(other_world, "/unit-cost-sets")["data"] == []
