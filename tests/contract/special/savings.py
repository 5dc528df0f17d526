"""Unit costs and statements of savings in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.savings.stating import (
    COUNCIL,
    entry,
    line,
    loaded_index,
    made,
    own_set,
    post,
    published_costs,
    stated,
    statement,
)
from tests.fixtures.world import World


def _drafted(world: World) -> str:
    return str(made(post(world, "/unit-cost-sets", own_set(entry("X1"))))["id"])


def _with_costs(world: World) -> Call:
    costs = published_costs(world)
    return Call(
        world.as_role(Role.ANALYST),
        replaced={
            "unit_cost_set_ids": costs.set_ids,
            "agencies_in_scope": [{"payer": "council", "agency_id": str(world.agencies["council"])}],
        },
    )


def _statement(world: World) -> str:
    body = statement(world, published_costs(world), line("HO1.0", "10", payers=COUNCIL), price_year=2016)
    return str(stated(world, body)["id"])


def _of_statement(world: World) -> Call:
    return Call(world.as_role(Role.ANALYST), {"savings_statement_id": _statement(world)}, {},
        {"price_index_id": loaded_index(world)})  # fmt: skip


SPECIAL = {"create_savings_statement": _with_costs, "create_savings_version": _of_statement}
IDENTIFIERS = {
    "unit_cost_set_id": _drafted,
    "price_index_id": loaded_index,
    "savings_statement_id": _statement,
}
