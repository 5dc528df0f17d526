"""The shell learns the commands' names and options, without waiting for what it does not ask for."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sosafe_api.cli import MODULES
from sosafe_api.cli.completion import Asked, asked

SOSAFE = Path(sys.executable).with_name("sosafe")


def shell(command: str, **environment: str) -> str:
    own = {name: value for name, value in os.environ.items() if not name.startswith("SOSAFE_")}
    path = f"{SOSAFE.parent}{os.pathsep}{own['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", command],
        env=own | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def completed(line: str) -> list[str]:
    """What bash offers at the end of the line, by the script that it is given."""
    words = line.split(" ")
    quoted = " ".join(shlex.quote(word) for word in words)
    return shell(
        'eval "$(_SOSAFE_COMPLETE=source_bash sosafe)"\n'
        f"COMP_WORDS=({quoted}) COMP_CWORD={len(words) - 1}\n"
        '_sosafe_completion sosafe\nprintf "%s\\n" "${COMPREPLY[@]}"'
    ).split()


def test_bash_offers_commands_and_their_options() -> None:
    assert completed("sosafe im") == ["import"]
    assert {"push", "export", "changes", "webhook"} <= set(completed("sosafe "))
    assert completed("sosafe changes ta") == ["tail"]
    assert completed("sosafe export --fo") == ["--format"]


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(kind: str) -> None:
    script = shell(f"_SOSAFE_COMPLETE=source_{kind} sosafe")
    assert f"_SOSAFE_COMPLETE=complete_{kind}" in script


def test_it_is_installed_for_the_shell_that_asks(tmp_path: Path) -> None:
    shell("sosafe --install-completion; true", HOME=str(tmp_path))
    (script,) = (tmp_path / ".bash_completions").iterdir()
    assert "_SOSAFE_COMPLETE=complete_bash" in script.read_text()
    assert str(script) in (tmp_path / ".bashrc").read_text()


def test_nothing_is_imported_that_is_not_asked_for() -> None:
    told = shell(
        f"{sys.executable} -c 'import sys, sosafe_api.cli as cli\n"
        'sys.argv = ["sosafe"]\ntry:\n    cli.main()\nexcept SystemExit:\n    pass\n'
        'print(*(name for name in sys.modules if name.startswith("sosafe_api.")))\'',
        _SOSAFE_COMPLETE="complete_bash",
        COMP_WORDS="sosafe export --fo",
        COMP_CWORD="2",
    )
    imported = set(told.split())
    assert "sosafe_api.cli.export" in imported
    assert not {"sosafe_api.contract", "sosafe_api.cli.imports", "sosafe_api.domains"} & imported


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Asked("kpi")),
        ({"_SOSAFE_COMPLETE": "source_zsh"}, Asked("", names_only=True)),
        (
            {"_SOSAFE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "sosafe ex"},
            Asked("", names_only=True),
        ),
        ({"_SOSAFE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "sosafe export "}, Asked("export")),
        (
            {"_SOSAFE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "sosafe no "},
            Asked("", names_only=True),
        ),
    ],
)
def test_the_command_is_found_in_what_a_shell_tells(environment: Mapping[str, str], expected: Asked) -> None:
    assert asked(["kpi"], environment, MODULES) == expected
