"""`sosafe notices` tells of every reveal, to whatever pages the duty leads, in identifiers alone."""

import json

import pytest
from typer.testing import CliRunner, Result

from sosafe_api.cli import command_line
from tests.domains.placements.steps import LOCATION, REVEAL, add_place, ask, put_on_duty
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def run(database: TestDatabase, *arguments: str) -> Result:
    environment = {
        "SOSAFE_DATABASE_URL": database.urls.app,
        "SOSAFE_MIGRATION_DATABASE_URL": database.urls.migrator,
    }
    return CliRunner().invoke(command_line(), ["notices", *arguments], env=environment)


def test_each_reveal_is_told_once_in_the_order_of_asking(
    world: World, other_world: World, database: TestDatabase
) -> None:
    for each in (world, other_world):
        put_on_duty(each, lead=True)
    place, abroad = add_place(world), add_place(other_world)
    ids = [ask(world, place["id"]).json()["id"] for _ in range(2)]
    ask(other_world, abroad["id"])
    told = run(database, "--partnership", world.slug)
    assert told.exit_code == 0, told.output
    lines = [json.loads(line) for line in told.stdout.splitlines() if line.startswith('{"id"')]
    assert [line["reveal_id"] for line in lines] == ids
    assert {line["recipient_id"] for line in lines} == {str(world.somebody("caseworker"))}
    assert LOCATION["postcode"] not in told.stdout
    assert REVEAL["reason"] not in told.stdout
    rest = run(database, "--partnership", world.slug, "--after", lines[0]["id"])
    assert [
        json.loads(line)["reveal_id"] for line in rest.stdout.splitlines() if line.startswith('{"id"')
    ] == ids[1:]


def test_of_no_partnership_there_is_nothing_to_tell(database: TestDatabase) -> None:
    refused = run(database, "--partnership", "nowhere")
    assert refused.exit_code == 1
    assert "There is no partnership nowhere" in refused.stderr
