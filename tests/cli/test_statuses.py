"""What scripts rest on: the statuses that the documentation lists, and JSON from each of the developer's commands."""

import re
import signal
from pathlib import Path

import pytest
import typer

from sosafe_api.cli import command_line
from sosafe_api.cli.statuses import Status
from tests.cli.developing import client_of, own_directories, running, stopped
from tests.domains.webhooks.receiver import receiving
from tests.fixtures.world import World

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "the-command-line.md"
COMMANDS = (
    "login",
    "logout",
    "push",
    "import",
    "export",
    "kpi",
    "changes tail",
    "webhook listen",
    "kpis draft",
    "kpis approve",
)


def test_each_status_is_documented() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [(int(value), meaning) for value, meaning in rows] == [
        (status.value, status.told) for status in Status
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_speaks_json(name: str) -> None:
    command = typer.main.get_command(command_line(name.split(maxsplit=1)[0]))
    for word in name.split():
        command = command.commands[word]
    assert "--json" in {option for parameter in command.params for option in parameter.opts}


@pytest.mark.database
def test_stopped_by_control_c_before_it_is_done_it_says_so(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody writes the export: there is no worker."""
    own_directories(tmp_path, monkeypatch)
    asked = ("export", "agencies", "--background", "-o", str(tmp_path / "agencies.csv"))
    with running(client_of(world), *asked) as process:
        while not world.superuser.execute(
            "SELECT 1 FROM exports WHERE partnership_id = %s", (world.id,)
        ).fetchone():
            assert process.poll() is None
        status, said = stopped(process, signal.SIGINT)
    assert (status, "Traceback" in said) == (Status.INTERRUPTED, False)


@pytest.mark.database
def test_what_is_not_the_service_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_directories(tmp_path, monkeypatch)
    with receiving() as stranger:
        stranger_url = stranger.url.removesuffix("/hooks")
        environment = {"SOSAFE_URL": stranger_url, "SOSAFE_TOKEN": "none"}
        with running(environment, "export", "agencies") as process:
            _, said = process.communicate(timeout=60)
    assert process.returncode == Status.UNAVAILABLE, said
