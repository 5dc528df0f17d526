"""Every step of an import leaves a change and an audit line, the worker's steps as well as the sender's."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import asb, create, file_of, load, move, row
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def changes(world: World, import_id: str) -> list[tuple[int, str]]:
    return world.superuser.execute(
        "SELECT resource_version, type FROM changes"
        " WHERE partnership_id = %s AND resource_id = %s AND resource = 'import' ORDER BY resource_version",
        (world.id, import_id),
    ).fetchall()


def lines(world: World, import_id: str) -> list[str]:
    """The operations in the order of time, each by the import's sender."""
    found = world.superuser.execute(
        "SELECT operation, (actor_id, agency_id, decision) = (%s, %s, 'allowed') FROM audit_entries"
        " WHERE partnership_id = %s AND object_id = %s AND object_type = 'import' ORDER BY id",
        (world.people[Role.IMPORT_CLIENT.value].id, world.agencies["council"], world.id, import_id),
    ).fetchall()
    assert all(senders_own for _, senders_own in found)
    return [operation for operation, _ in found]


def test_a_committed_import(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    loaded = load(client, world.service, database, file_of(row(), asb()))
    assert changes(world, loaded["id"]) == [
        (1, "import.open"), (2, "import.open"), (3, "import.validating"), (4, "import.committed"),
    ]  # fmt: skip
    assert lines(world, loaded["id"]) == [
        "import:create", "import:upload", "import:transition", "import:committed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"name,age\n", "failed"), (file_of(row("Witchcraft")), "validated")],
)
def test_an_import_that_is_not_committed(
    world: World, database: TestDatabase, content: bytes, status: str
) -> None:
    loaded = load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content)
    assert loaded["status"] == status
    assert changes(world, loaded["id"])[-1] == (4, f"import.{status}")
    assert lines(world, loaded["id"])[-1] == f"import:{status}"


def test_a_cancelled_import_and_a_refused_step(world: World) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    made = create(client)
    assert move(client, made, "committing").status_code == 409
    assert move(client, made, "cancelled").status_code == 202
    assert changes(world, made["id"]) == [(1, "import.open"), (2, "import.cancelled")]
    assert lines(world, made["id"]) == ["import:create", "import:transition"]
