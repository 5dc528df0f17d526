"""The command line as an operator runs it: a process of its own, an installation of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Sosafe = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A data directory that the embedded server's account can reach, also when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="sosafe-cli-") as directory:
        Path(directory).chmod(0o711)
        yield Path(directory) / "data"


@pytest.fixture(scope="session")
def sosafe(home: Path) -> Sosafe:
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("SOSAFE_")}
        own |= {"SOSAFE_DATA_DIRECTORY": str(home), "COLUMNS": "300"} | environment
        command = [sys.executable, "-m", "sosafe_api", *arguments]
        return subprocess.run(command, env=own, capture_output=True, text=True, timeout=200, check=False)

    return run
