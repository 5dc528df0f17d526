"""Figures entered by hand in the states that their operations need."""

from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call, Special
from tests.domains.measurements.entering import SECOND, entered, of_an_import
from tests.fixtures.world import World


def _release(world: World) -> Call:
    return Call(world.as_role(SECOND), replaced={"import_id": of_an_import(world)})


SPECIAL: Special = {"create_measurement_release": _release}
IDENTIFIERS = {"measurement_id": lambda world: entered(world, by=Role.ANALYST)["id"]}
