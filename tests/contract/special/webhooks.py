"""Webhooks are one program's own."""

from collections.abc import Callable

from sosafe_api.domains.auth.rules import Role
from tests.access.webhooks import ROWS, sample
from tests.contract.arrangements import Call
from tests.fixtures.world import World


def by_the_program(world: World) -> Call:
    return Call(world.as_role(Role.REFERRER_CLIENT))


SPECIAL: dict[str, Callable[[World], Call]] = dict.fromkeys(ROWS, by_the_program)
IDENTIFIERS: dict[str, Callable[[World], str]] = {"delivery_id": sample}
