"""Funding bids in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.funding_bids.funding import bid, made, money, organisation, post
from tests.fixtures.world import World


def _award(world: World) -> str:
    return str(bid(world, status="awarded", amount_awarded=money(10))["id"])


def _submitted(world: World) -> Call:
    path = {"funding_bid_id": str(bid(world, status="submitted")["id"])}
    return Call(world.as_role(Role.ANALYST), path)


def _undecided(world: World) -> Call:
    """The example is of a bid that waits: nothing is awarded or received yet."""
    undecided = dict.fromkeys(("amount_awarded", "decided_on", "awarded_on", "received_on"))
    return Call(world.as_role(Role.ANALYST), replaced=undecided)


def _organisation(world: World) -> str:
    return organisation(world, "Example Fund")


def _part(world: World, name: str, body: dict[str, object]) -> str:
    return str(made(post(world, f"/funding-bids/{_award(world)}/{name}", body))["id"])


def _accepted(world: World) -> Call:
    """What was asked for may turn out to have been more than was given."""
    award = bid(world, status="accepted", amount_awarded=money(10))
    return Call(world.as_role(Role.ANALYST), {"funding_bid_id": str(award["id"])})


SPECIAL = {
    "update_funding_bid": _accepted,
    "create_funding_bid_transition": _submitted,
    "create_funding_bid": _undecided,
}
IDENTIFIERS = {
    "funding_bid_id": _award,
    "follows_bid_id": _award,
    "bid_id": _award,
    "funder_id": _organisation,
    "intermediary_id": _organisation,
    "deliverer_id": _organisation,
    "noted_by_group_id": lambda world: str(world.groups["panel"]),
    "funding_instalment_id": lambda world: _part(world, "instalments", {"amount": money(1)}),
    "funding_report_id": lambda world: _part(world, "reports", {"title": "First", "due_on": "2017-07-14"}),
    "funding_spend_entry_id": lambda world: _part(
        world, "spend-entries", {"budget_line": "Rent", "amount": money(1), "spent_on": "2017"}
    ),
}
