"""`sosafe kpis draft` and `approve` publish through the public API and say where the values are."""

import httpx
import pytest
from typer.testing import CliRunner, Result

from sosafe_api.cli import command_line
from sosafe_api.domains.auth.rules import Role
from tests.cli.developing import told
from tests.domains.kpis.arranging import street_file
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.journeys.demonstration import at_work

pytestmark = pytest.mark.database


def run(world: World, role: Role, *arguments: str) -> Result:
    environment = {
        "SOSAFE_URL": world.service.url,
        "SOSAFE_TOKEN": world.token(world.people[role.value]),
        "COLUMNS": "200",
    }
    return CliRunner().invoke(command_line(), ["kpis", *arguments], env=environment)


def test_a_release_is_drafted_approved_by_another_and_its_address_printed(
    world: World, database: TestDatabase
) -> None:
    for month in ("2021-04", "2021-05"):
        street_file(world, month, {"anti_social_behaviour": 10})
    with at_work(world.service, database):
        drafted = run(world, Role.ANALYST, "draft", "--notes", "First.", "--before", "2021-05-01")
    assert drafted.exit_code == 0, drafted.output
    *_, command = drafted.output.splitlines()
    assert command.startswith("sosafe kpis approve ")
    result = run(world, Role.PARTNERSHIP_ADMIN, *command.split()[2:])
    assert result.exit_code == 0, result.output
    *_, said, address = result.output.splitlines()  # the service of the tests logs to the same place
    assert said == "Release 1 is published."
    table = httpx.get(f"{address}/asb_incidents/observations?period=month").json()
    assert [item["period"]["label"] for item in table["data"]] == ["Apr 2021"]


def test_a_program_reads_both_steps_as_json(world: World, database: TestDatabase) -> None:
    street_file(world, "2021-04", {"anti_social_behaviour": 10})
    with at_work(world.service, database):
        drafted = run(world, Role.ANALYST, "draft", "--notes", "First.", "--before", "2021-05-01", "--json")
    (release,) = told(drafted)
    assert (drafted.exit_code, release["status"]) == (0, "checked")
    (published,) = told(run(world, Role.PARTNERSHIP_ADMIN, "approve", release["id"], "--json"))
    assert (published["status"], published["number"]) == ("published", 1)


def test_whoever_may_not_draft_is_told_so(world: World) -> None:
    result = run(world, Role.SCRUTINY, "draft", "--notes", "First.")
    assert result.exit_code == 1
    assert "Your role does not include this operation" in result.stderr
