"""Webhooks are one program's own."""

from collections.abc import Callable

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.access.webhooks import ROWS, sample
from tests.contract.arrangements import Call
from tests.fixtures.world import World

URL = "https://partner.example.org/hooks"


def _by_the_program(world: World) -> Call:
    return Call(world.as_role(Role.REFERRER_CLIENT))


def _not_disabled_yet(world: World) -> Call:
    """However many the program has: ten are called at most, and a crawl disables more."""
    query = "SELECT id FROM webhooks WHERE partnership_id = %s AND principal_id = %s AND status <> 'disabled' LIMIT 1"
    found = world.superuser.execute(query, (world.id, world.somebody(Role.REFERRER_CLIENT.value))).fetchone()
    if found is not None:
        return Call(world.as_role(Role.REFERRER_CLIENT), {"webhook_id": str(found[0])})
    made = world.as_role(Role.REFERRER_CLIENT).post("/v1/webhooks", json={"url": f"{URL}/{new_id()}"})
    assert made.status_code == 201, made.text
    return Call(world.as_role(Role.REFERRER_CLIENT), {"webhook_id": made.json()["id"]})


SPECIAL: dict[str, Callable[[World], Call]] = {
    **dict.fromkeys(ROWS, _by_the_program),
    "create_webhook_transition": _not_disabled_yet,
}
IDENTIFIERS: dict[str, Callable[[World], str]] = {"delivery_id": sample}
