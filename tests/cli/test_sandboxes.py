"""`sosafe sandboxes`: a test partnership is filled, emptied and filled again, and nothing else is touched."""

from typing import Any

import psycopg
import pytest
from psycopg import sql
from typer.testing import CliRunner, Result

from sosafe_api.cli import command_line
from sosafe_api.core.db.columns import metadata
from sosafe_api.domains.auth.rules import Role
from sosafe_api.provisioning.resetting import KEPT, emptied
from tests.contract.arrangements import fill
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def reset(database: TestDatabase, slug: str, *options: str) -> Result:
    return run(database, "reset", slug, *options)


def run(database: TestDatabase, *arguments: str) -> Result:
    environment = {
        "SOSAFE_DATABASE_URL": database.urls.app,
        "SOSAFE_MIGRATION_DATABASE_URL": database.urls.migrator,
    }
    return CliRunner().invoke(command_line(), ["sandboxes", *arguments], env=environment)


def rows(world: World) -> dict[str, int]:
    """How many rows of the partnership each table holds, among those that hold any."""
    found = {}
    for table in metadata.tables.values():
        if "partnership_id" in table.columns:
            query = sql.SQL("SELECT count(*) FROM {} WHERE partnership_id = %s").format(
                sql.Identifier(table.name)
            )
            row: Any = world.superuser.execute(query, (world.id,)).fetchone()
            found[table.name] = row[0]
    return {name: count for name, count in found.items() if count}


def test_what_happened_is_gone_and_who_works_there_can_go_on(world: World, database: TestDatabase) -> None:
    fill(world)
    before = rows(world)
    assert len(set(before) - KEPT) > 50, "the test would prove little of an empty partnership"
    told = reset(database, world.slug)
    assert told.exit_code == 0, told.output
    after = rows(world)
    assert set(after) <= KEPT
    for name in KEPT & set(before):
        assert after[name] == before[name] + (name == "audit_entries"), name
    assert world.push()["status"] == "submitted"


def test_a_sandbox_is_filled_and_filled_again(
    service: RunningService, superuser: psycopg.Connection, database: TestDatabase
) -> None:
    sandbox = World(service, superuser)
    slug = sandbox.slug  # of an identifier that the partnership does not keep
    made = run(database, "create", slug, "--name", "Sandbox of a test")
    assert made.exit_code == 0, made.output
    found = superuser.execute("SELECT id, mode FROM partnerships WHERE slug = %s", (slug,)).fetchone()
    assert found is not None
    assert found[1] == "test"
    sandbox.id = found[0]
    filled = rows(sandbox)
    assert filled["referrals"] > 1000
    secret = made.output.split("client_secret: ")[1].split()[0]
    token = token_of(service, f"{slug}.tenancy-system", secret)
    assert reset(database, slug, "--empty").exit_code == 0
    assert "referrals" not in rows(sandbox)
    assert reset(database, slug).exit_code == 0
    again = rows(sandbox)
    assert again.keys() == filled.keys()
    assert {name: again[name] for name in ("referrals", "funding_bids", "strategies", "survey_waves")} == {
        name: filled[name] for name in ("referrals", "funding_bids", "strategies", "survey_waves")
    }
    with service.client(token) as program:
        assert program.get("/v1/referrals").status_code == 200
    assert run(database, "create", slug).exit_code == 1, "there is one of that name"


def token_of(service: RunningService, client_id: str, secret: str) -> str:
    with service.client() as client:
        answer = client.post(
            "/oauth2/token", data={"grant_type": "client_credentials"}, auth=(client_id, secret)
        )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


def test_a_partnership_of_another_shape_is_left_empty(world: World, database: TestDatabase) -> None:
    world.push()
    told = reset(database, world.slug)
    assert told.exit_code == 0, told.output
    assert "It is empty" in told.output


def test_it_is_on_record(world: World, database: TestDatabase) -> None:
    assert reset(database, world.slug).exit_code == 0
    found = world.superuser.execute(
        "SELECT operation FROM audit_entries WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert ("partnership:reset",) in found


def test_its_clock_is_the_true_one_again(world: World, database: TestDatabase) -> None:
    admin = world.as_role(Role.PARTNERSHIP_ADMIN)
    headers = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}
    moved = admin.patch("/v1/partnership", json={"clock_ahead_seconds": 86_400}, headers=headers)
    assert moved.json()["clock_ahead_seconds"] == 86_400
    assert reset(database, world.slug).exit_code == 0
    assert admin.get("/v1/partnership").json()["clock_ahead_seconds"] == 0


def test_another_partnership_keeps_all_that_it_has(
    world: World, other_world: World, database: TestDatabase
) -> None:
    world.push()
    other_world.open_case()
    before = rows(other_world)
    assert reset(database, world.slug).exit_code == 0
    assert rows(other_world) == before


def test_a_live_partnership_is_not_emptied(
    service: RunningService, superuser: psycopg.Connection, database: TestDatabase
) -> None:
    live = World(service, superuser, mode="live").build()
    live.push()
    before = rows(live)
    refused = reset(database, live.slug)
    live.close()
    assert refused.exit_code == 1
    assert "is a live partnership" in refused.output
    assert rows(live) == before


def test_what_does_not_exist_is_not_emptied(database: TestDatabase) -> None:
    assert reset(database, "nowhere").exit_code == 1


def test_every_table_that_is_kept_is_there_and_no_other_common_one_is_touched() -> None:
    assert set(metadata.tables) >= KEPT
    assert not KEPT & set(emptied())
