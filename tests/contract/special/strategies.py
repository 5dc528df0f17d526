"""Strategies in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.strategies.adopting import adopted, drafted, get, objective
from tests.fixtures.world import World


def _draft(world: World) -> str:
    """The draft of the example's name, since there is one at a time."""
    drafts = get(world, "/strategies", status="draft")["data"]
    return str(drafts[0]["id"] if drafts else drafted(world)["id"])


def _to_adopt(world: World) -> Call:
    return Call(world.as_role(Role.RESPONSIBLE_AUTHORITIES_GROUP), {"strategy_id": _draft(world)})


def _adopted(world: World) -> Call:
    return Call(world.as_role(Role.PARTNERSHIP_ADMIN), {"strategy_id": str(adopted(world)["id"])})


SPECIAL = {
    "create_strategy_transition": _to_adopt,
    "create_strategy_version": _adopted,
    "create_strategy_correction": _adopted,
}
IDENTIFIERS = {"strategy_id": _draft, "objective_id": objective}
