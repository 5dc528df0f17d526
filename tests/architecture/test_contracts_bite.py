"""Each import contract is kept, and a planted breach of it fails `lint-imports` by name."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.source_tree import PACKAGE, ROOT


@dataclass(frozen=True)
class Breach:
    contract: str
    module: str
    line: str

    def __str__(self) -> str:
        return f"{self.module}: {self.line}"


RINGS = "Rings: entry points, wiring, domains, core"
TIERS = "Tiers: a domain asks only domains below it"
FILES = "Files: the same order inside every domain"
HTTP = "HTTP stops at the router"
QUERIES = "Queries stop at the repository"
ROUTER = "Router asks service"
PURE = "Rules are pure"
TABLES = "Tables meet by foreign key"
PARTNERS = "What partners run knows the public API and nothing behind it"
JOSE = "One module touches JOSE"

BREACHES = [
    Breach(RINGS, "core.clock", "import sosafe_api.domains.agencies"),
    Breach(RINGS, "domains.agencies.service", "import sosafe_api.tables"),
    Breach(RINGS, "an_undecided_module", ""),
    Breach(TIERS, "domains.agencies.service", "import sosafe_api.domains.referrals.service"),
    Breach(TIERS, "domains.kpis.service", "import sosafe_api.domains.imports.service"),
    Breach(TIERS, "domains.an_undecided_domain", ""),
    Breach(FILES, "domains.agencies.repository", "import sosafe_api.domains.agencies.service"),
    Breach(FILES, "domains.kpis.renditions", "import sosafe_api.domains.kpis.service"),
    Breach(HTTP, "domains.agencies.service", "import fastapi"),
    Breach(HTTP, "domains.agencies.repository", "from starlette.responses import Response"),
    Breach(QUERIES, "domains.agencies.service", "import sqlalchemy"),
    Breach(QUERIES, "domains.agencies.router", "import psycopg"),
    Breach(ROUTER, "domains.referrals.router", "import sosafe_api.domains.referrals.repository"),
    Breach(ROUTER, "domains.referrals.router", "import sosafe_api.domains.agencies.models"),
    Breach(PURE, "domains.referrals.rules", "import sosafe_api.core.db.session"),
    Breach(PURE, "domains.referrals.rules", "import httpx"),
    Breach(PURE, "domains.kpis.renditions.charts", "import httpx"),
    Breach(TABLES, "domains.referrals.models", "import sosafe_api.domains.agencies.models"),
    Breach(PARTNERS, "cli.credentials", "import sosafe_api.core.security.assertions"),
    Breach(PARTNERS, "cli.push", "import sosafe_api.domains.referrals.rules"),
    Breach(PARTNERS, "cli.signed_in", "import sosafe_api.core.settings"),
    Breach(JOSE, "domains.auth.service", "from jose import jwt"),
    Breach(JOSE, "core.security.keys", "import jose.jwk"),
]


def lint_imports(folder: Path) -> tuple[int, str]:
    """Runs the linter as `make check` does, on the copy of the package in this folder."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    # What the linter reads is not run, so nothing of it counts as covered or not.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    finished = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return finished.returncode, finished.stdout + finished.stderr


@pytest.fixture
def copied_package(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "sosafe_api", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def append(folder: Path, module: str, line: str) -> None:
    """Adds a line to a module of the copy, and makes the module where it does not exist."""
    path = folder / "sosafe_api" / Path(*module.split(".")).with_suffix(".py")
    for parent in path.relative_to(folder).parents:
        if parent.name:
            (folder / parent).mkdir(exist_ok=True, parents=True)
            (folder / parent / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def imported_module(line: str) -> str | None:
    """The module of ours that a planted line names, without the package's own name."""
    name = line.split()[1] if line else ""
    return name.removeprefix("sosafe_api.") if name.startswith("sosafe_api.") else None


def test_every_contract_is_kept(copied_package):
    code, output = lint_imports(copied_package)
    assert code == 0, output
    assert "0 broken" in output


def test_every_contract_has_a_planted_breach(copied_package):
    _, output = lint_imports(copied_package)
    contracts = set(re.findall(r"^(.+?) (?:KEPT|BROKEN)", output, flags=re.MULTILINE))
    assert contracts == {breach.contract for breach in BREACHES}


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_a_breach_fails_by_the_name_of_its_contract(breach, copied_package):
    target = imported_module(breach.line)
    if target and not (copied_package / "sosafe_api" / Path(*target.split("."))).is_dir():
        append(copied_package, target, "")
    append(copied_package, breach.module, breach.line)
    code, output = lint_imports(copied_package)
    assert code == 1, output
    assert f"{breach.contract} BROKEN" in output
