"""The how-to pages as a reader uses them: their commands run in one shell, and print what the page says."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "how-to"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "--- next step ---"


@dataclass(frozen=True)
class Step:
    """Commands of a page, and what they print where the page shows it."""

    commands: str
    shown: str | None


def steps(page: Path) -> list[Step]:
    """A block of `sh`, and the block of `text` that follows it at once, if one does."""
    blocks = [(found[1], found[2]) for found in _FENCE.finditer(page.read_text(encoding="utf-8"))]
    found = []
    for number, (kind, content) in enumerate(blocks):
        if kind == "sh":
            following = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
            found.append(Step(content, following[1] if following[0] == "text" else None))
    return found


def programs(page: Path, language: str) -> list[str]:
    """The page's programs in a language, by the name that its fence gives it."""
    return [found[2] for found in _FENCE.finditer(page.read_text(encoding="utf-8")) if found[1] == language]


def pages() -> list[Path]:
    """Every page but the first, whose commands prepare the shell for the others."""
    return sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def run(page: Path, pasted: str, directory: Path, **environment: str) -> list[tuple[str, str]]:
    """What each step printed beside what the page shows; fails where a command fails.

    `pasted` is what stands first in the shell: where the service is, and how its command line is run.
    """
    told = steps(page)
    shell = [pasted]
    for step in told:
        shell += [f"echo '{_MARK}'", step.commands]
    printed = print_of(page, shell, directory, **environment).split(_MARK + "\n")[1:]
    assert len(printed) == len(told)
    return [
        (output.strip(), step.shown.strip())
        for output, step in zip(printed, told, strict=True)
        if step.shown is not None
    ]


def run_program(
    page: Path, pasted: str, command: str, directory: Path, **environment: str
) -> tuple[str, str]:
    """What a program of the page printed after its first step, beside what the page shows last."""
    told = steps(page)
    shell = [pasted, told[0].commands, f"echo '{_MARK}'", command]
    shown = [step.shown for step in told if step.shown is not None][-1]
    return print_of(page, shell, directory, **environment).split(_MARK + "\n")[-1].strip(), shown.strip()


def print_of(page: Path, shell: list[str], directory: Path, **environment: str) -> str:
    """What these commands print in one shell, behind what the first page prepares; fails where a command fails."""
    pasted, *commands = shell
    preparation = [step.commands for step in steps(FOLDER / "README.md")]
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join([pasted, *preparation, *commands])],
        cwd=directory,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=200,  # a release computes every table, and a crowded machine takes many times as long as a quiet one
        check=False,
    )
    assert done.returncode == 0, f"{page.name}\n{done.stdout}\n{done.stderr}"
    return done.stdout
