"""What imports need before their operations succeed."""

from sosafe_api.domains.auth.rules import Role
from tests.access.imports import mapping, refused_import
from tests.contract.arrangements import Call, Identifiers, Special
from tests.fixtures.world import World


def _refused(world: World) -> Call:
    return Call(world.as_role(Role.ANALYST), path={"import_id": refused_import(world)})


def _importer_of_all(world: World) -> Call:
    """Whoever imports records may write them singly."""
    analyst = world.people[Role.ANALYST.value]
    held = "SELECT count(*) FROM role_assignments WHERE principal_id = %s AND role = %s"
    if world.superuser.execute(held, (analyst.id, Role.REFERRER.value)).fetchone() == (0,):
        world.grant(analyst, Role.REFERRER)
    return Call(world.as_role(Role.ANALYST))


def _new_mapping(world: World) -> Call:
    return Call(world.as_role(Role.ANALYST), {"mapping_name": "another-export"}, {"If-None-Match": "*"})


SPECIAL: Special = {
    "create_import": _importer_of_all,
    "get_import_rejected_rows": _refused,
    "replace_import_mapping": _new_mapping,
}
IDENTIFIERS: Identifiers = {"mapping_name": mapping}
