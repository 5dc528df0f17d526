"""Death reviews in the states that their operations need."""

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.reviews.reviewing import agreed, notified, recommended
from tests.fixtures.world import World


def _of_group(world: World) -> Call:
    return Call(
        world.as_role(Role.REVIEW_COORDINATOR),
        replaced={"group_id": str(world.groups["panel"]), "reference": f"EXAMPLE/{new_id()}"},
    )


def _recommended(world: World) -> Call:
    found = notified(world)
    return Call(
        world.as_role(Role.REVIEW_COORDINATOR),
        path={"death_review_id": found["id"]},
        replaced={"recommendation_id": recommended(world, found)["id"]},
    )


def _action(world: World) -> str:
    found = notified(world)
    return str(agreed(world, found, recommended(world, found))["id"])


SPECIAL = {"create_death_review": _of_group, "create_death_review_action": _recommended}
IDENTIFIERS = {"death_review_id": lambda world: notified(world)["id"], "death_review_action_id": _action}
