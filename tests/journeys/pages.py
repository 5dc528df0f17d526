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


def pages() -> list[Path]:
    """Every page but the first, whose commands prepare the shell for the others."""
    return sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def run(page: Path, pasted: str, directory: Path, **environment: str) -> list[tuple[str, str]]:
    """What each step printed beside what the page shows; fails where a command fails.

    `pasted` is what stands first in the shell: where the service is, and how its command line is run.
    """
    preparation, told = steps(FOLDER / "README.md"), steps(page)
    shell = [pasted, *(step.commands for step in preparation)]
    for step in told:
        shell += [f"echo '{_MARK}'", step.commands]
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(shell)],
        cwd=directory,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, f"{page.name}\n{done.stdout}\n{done.stderr}"
    printed = done.stdout.split(_MARK + "\n")[1:]
    assert len(printed) == len(told)
    return [
        (output.strip(), step.shown.strip())
        for output, step in zip(printed, told, strict=True)
        if step.shown is not None
    ]
