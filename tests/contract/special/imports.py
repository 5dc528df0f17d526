"""What imports need before their operations succeed."""

from sosafe_api.domains.auth.rules import Role
from tests.access.imports import mapping, refused_import
from tests.contract.arrangements import Call, Identifiers, Special
from tests.fixtures.world import World

LOADER = "loader"
INCIDENTS = {"resource": "incidents", "format": "police_uk_street_csv"}


def _refused(world: World) -> Call:
    return Call(world.as_role(Role.ANALYST), path={"import_id": refused_import(world)})


def _importer_of_all(world: World) -> Call:
    """Whoever imports records may write them singly."""
    if LOADER not in world.people:
        world.grant(world.add_principal(LOADER, "council", Role.ANALYST), Role.REFERRER)
    return Call(world.as_role(LOADER))


def _own(world: World) -> str:
    """An import of the analyst's own, into which nothing was sent yet."""
    made = world.as_role(Role.ANALYST).post("/v1/imports", json=INCIDENTS)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _new_mapping(world: World) -> Call:
    made = "SELECT count(*) FROM import_mappings WHERE partnership_id = %s"
    (count,) = world.superuser.execute(made, (world.id,)).fetchone() or (0,)
    another = {"mapping_name": f"another-export-{count}"}
    return Call(world.as_role(Role.ANALYST), another, {"If-None-Match": "*"})


SPECIAL: Special = {
    "create_import": _importer_of_all,
    "get_import_rejected_rows": _refused,
    "replace_import_mapping": _new_mapping,
}
IDENTIFIERS: Identifiers = {"import_id": _own, "mapping_name": mapping}
