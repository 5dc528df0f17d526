"""The developer's command line in a test: directories of its own, a client of the test's partnership, a process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sosafe_api.cli import command_line
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import SECRET, World


def own_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's own files are read or written; where it is kept how things stand."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "sosafe"


def client_of(world: World, name: str = Role.REFERRER_CLIENT.value, url: str = "") -> dict[str, str]:
    """The environment of somebody who calls as this client."""
    return {
        "SOSAFE_URL": url or world.service.url,
        "SOSAFE_CLIENT_ID": world.people[name].client_id,
        "SOSAFE_CLIENT_SECRET": SECRET,
        "COLUMNS": "240",
    }


def person_of(world: World, role: Role) -> dict[str, str]:
    return {
        "SOSAFE_URL": world.service.url,
        "SOSAFE_TOKEN": world.token(world.people[role.value]),
        "COLUMNS": "240",
    }


def run(environment: dict[str, str], *arguments: str | Path) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(command_line(words[0]), words, env={"COLUMNS": "240"} | environment)


def told(result: Result) -> list[dict[str, Any]]:
    """The lines of JSON; the service of the tests logs to the same place."""
    found = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    return [line for line in found if "level" not in line]


@contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, which can be killed; it does not outlive the block.

    Its coverage is not measured: about one KeyboardInterrupt in twenty is lost in the tracer of coverage 7.
    """
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SOSAFE_", "COVERAGE_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "sosafe_api", *arguments],
        env=kept | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)


def stopped(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str]:
    """How it ended, and what it said last."""
    process.send_signal(by)
    _, said = process.communicate(timeout=60)
    return process.returncode, said
