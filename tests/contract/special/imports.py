"""What imports need before their operations succeed."""

from sosafe_api.domains.auth.rules import Role
from tests.access.imports import refused_import
from tests.contract.arrangements import Call, Identifiers, Special
from tests.fixtures.world import World


def _refused(world: World) -> Call:
    return Call(world.as_role(Role.ANALYST), path={"import_id": refused_import(world)})


SPECIAL: Special = {"get_import_rejected_rows": _refused}
IDENTIFIERS: Identifiers = {}
