"""What is not a statement of savings: every fault is named at once, where it stands."""

from typing import Any

import pytest

from sosafe_api.core.ids import new_id
from tests.domains.savings.stating import (
    COUNCIL,
    Costs,
    entry,
    faults,
    line,
    loaded_index,
    made,
    own_set,
    post,
    published,
    published_costs,
    statement,
)
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def refused(world: World, costs: Costs, *lines: dict[str, Any], **changes: Any) -> set[tuple[str, str]]:
    return faults(post(world, "/savings-statements", statement(world, costs, *lines, **changes)))


def test_a_total_is_not_counted_beside_its_own_parts(world: World) -> None:
    deep = [
        entry("1.0"),
        entry("1.0.1", parent_code="1.0"),
        entry("1.0.1.a", parent_code="1.0.1"),
        entry("2.0"),
    ]
    costs = published_costs(world, own_set(*deep))
    beside = refused(world, costs, line("1.0", "1"), line("2.0", "1"), line("1.0.1.a", "1"))
    assert beside == {("#/lines/2/unit_cost_code", "part_beside_total")}
    parts = statement(world, costs, line("1.0.1", "1"), line("2.0", "1"))
    made(post(world, "/savings-statements", parts))


def test_the_reference_costs_know_their_own_parts(world: World) -> None:
    costs = published_costs(world)
    assert refused(world, costs, line("SS5.0", "1"), line("SS5.0.7", "1")) == {
        ("#/lines/1/unit_cost_code", "part_beside_total")
    }


def test_a_cost_by_time_needs_a_duration_and_no_other_takes_one(world: World) -> None:
    costs = published_costs(world)
    assert refused(world, costs, line("HO4.1", "1"), line("CR1.1", "1", duration="2")) == {
        ("#/lines/0/duration", "duration_required"),
        ("#/lines/1/duration", "duration_not_wanted"),
    }


def test_kinds_are_not_mixed_and_only_a_fiscal_saving_is_cashable(world: World) -> None:
    costs = published_costs(
        world, own_set(entry("F1"), entry("S1", kind="social"), entry("E1", kind="economic"))
    )
    mixed = [
        line("F1", "1", kind="social"),
        line("S1", "1"),
        line("E1", "1", kind="economic", cashable=True),
    ]
    assert refused(world, costs, *mixed) == {
        ("#/lines/0/kind", "kind_mismatch"),
        ("#/lines/1/kind", "kind_mismatch"),
        ("#/lines/2/cashable", "cashable_not_fiscal"),
    }


def test_codes_sets_agencies_and_indices_must_be_known(world: World, other_world: World) -> None:
    costs = published_costs(world)
    assert refused(world, costs, line("XX9.9", "1")) == {("#/lines/0/unit_cost_code", "unknown_code")}
    foreign = Costs([published(other_world, {"reference": "new_economy_1_4"})], loaded_index(other_world))
    scope = [{"payer": "council", "agency_id": str(new_id())}, {"payer": "council"}]
    assert refused(world, foreign, line("CR1.1", "1"), agencies_in_scope=scope) == {
        ("#/unit_cost_set_ids/0", "unknown_reference"),
        ("#/price_index_id", "unknown_reference"),
        ("#/agencies_in_scope/0/agency_id", "unknown_reference"),
        ("#/agencies_in_scope/1/payer", "repeated_value"),
    }


def test_costs_come_from_published_sets_each_named_once(world: World) -> None:
    draft = made(post(world, "/unit-cost-sets", own_set(entry("X1"))))["id"]
    mine = published(world, own_set(entry("X1"), code="other_costs"))
    costs = Costs([draft, mine, mine], loaded_index(world))
    assert refused(world, costs, line("X1", "1")) == {
        ("#/unit_cost_set_ids/0", "set_not_published"),
        ("#/unit_cost_set_ids/2", "repeated_value"),
    }


def test_a_code_that_two_sets_have_names_no_cost(world: World) -> None:
    costs = published_costs(world, own_set(entry("X1")), own_set(entry("X1"), code="other_costs"))
    assert refused(world, costs, line("X1", "1")) == {("#/lines/0/unit_cost_code", "ambiguous_code")}


def test_the_index_must_have_both_years(world: World) -> None:
    costs = published_costs(world)
    assert refused(world, costs, line("CR1.4", "1"), price_year=2012) == {
        ("#/price_year", "index_year_missing"),
        ("#/lines/0/unit_cost_code", "index_year_missing"),
    }


def test_who_bears_which_part_must_be_known_and_add_up(world: World) -> None:
    costs = published_costs(world)
    halves = [{"payer": "police", "share": "0.5"}, {"payer": "council", "share": "0.4999"}]
    twice = [{"payer": "council", "share": "0.5"}, {"payer": "council", "share": "0.5"}]
    found = refused(
        world, costs, line("CR8.0", "1"), line("CR1.1", "1", payers=halves), line("CR1.1", "1", payers=twice)
    )
    assert {
        ("#/lines/0/payers", "payer_shares_required"),
        ("#/lines/1/payers", "shares_do_not_add_up"),
    } < found
    assert ("#/lines/2/payers", "repeated_value") in found


def test_a_period_ends_after_it_starts(world: World) -> None:
    costs = published_costs(world)
    period = {"start": "2017-04-01", "end": "2017-04-01"}
    assert refused(world, costs, line("CR1.1", "1"), period=period) == {("#/period/end", "not_after_start")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("deadweight", "1.01"),
        ("deadweight", "-0.1"),
        ("deadweight", "0.12345"),
        ("attribution", "2"),
        ("units_expected", "1e3"),
        ("units_observed", "NaN"),
        ("duration", "0"),
        ("duration", "0.0000"),
    ],
)
def test_values_out_of_bounds_are_refused_unseen(world: World, name: str, value: str) -> None:
    costs = Costs([str(new_id())], str(new_id()))
    answer = post(world, "/savings-statements", statement(world, costs, line("X1", "1", **{name: value})))
    assert {pointer for pointer, _ in faults(answer)} == {f"#/lines/0/{name}"}
    assert all(value not in error["detail"].split() for error in answer.json()["errors"])


def test_a_number_is_not_taken_for_decimal_text(world: World) -> None:
    costs = Costs([str(new_id())], str(new_id()))
    body = statement(world, costs, line("X1", "1", deadweight=0.2))
    assert faults(post(world, "/savings-statements", body)) == {("#/lines/0/deadweight", "not_a_string")}


def test_a_saving_of_more_digits_than_an_amount_is_refused(world: World) -> None:
    dear = entry("X1", amount={"amount": "999999999.99", "currency": "GBP"}, payers=[{"payer": "council"}])
    costs = published_costs(world, own_set(dear))
    assert refused(world, costs, line("X1", "9999999", payers=COUNCIL), price_year=2016) == {
        ("#/lines/0", "too_large")
    }
    many = [line("X1", "60")] * 2
    assert refused(world, costs, *many, price_year=2016) == {("#/lines", "too_large")}
