"""The image holds what the service needs at run time: what the Dockerfile copies is laid out and run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT

WORK = "/build/"


def copies() -> list[tuple[str, str]]:
    """What each COPY of the build stage takes from the checkout, and where it puts it below the work folder."""
    stages = re.split(r"^FROM ", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.findall(r"^COPY (?!--from)(.+)$", stages[1], flags=re.MULTILINE)
    return [(source, parts[-1]) for parts in map(str.split, lines) for source in parts[:-1]]


def laid_out(folder: Path) -> Path:
    """The build stage's files, as `COPY` puts them: a folder's contents, or a file."""
    for source, target in copies():
        place = folder / target.removeprefix(WORK)
        if (ROOT / source).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / source, place, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copy(ROOT / source, place)
    return folder


@pytest.fixture
def site_packages(tmp_path: Path) -> Path:
    """The package alone, as an installation that is not editable has it: no checkout around it."""
    (tmp_path / "build").mkdir()
    built = laid_out(tmp_path / "build")
    installed = tmp_path / "lib" / "python" / "site-packages"
    shutil.copytree(built / "src" / "sosafe_api", installed / "sosafe_api")
    return installed


def test_the_installed_package_brings_its_migrations(site_packages: Path, tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("SOSAFE_", "COVERAGE_"))}
    ran = subprocess.run(
        [sys.executable, "-m", "sosafe_api", "migrations", "sql"],
        cwd=tmp_path,
        env=own | {"PYTHONPATH": str(site_packages), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "CREATE TABLE referrals" in ran.stdout
    head = (ROOT / "migrations" / "HEAD").read_text(encoding="utf-8").strip()
    assert f"version_num='{head}'" in ran.stdout


def test_what_the_image_is_built_from_is_not_kept_from_the_build() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    wanted = {source.rstrip("/") for source, _ in copies()}
    assert {name for name in wanted if name not in let_through} <= {".ci"}
    assert {name.partition("/")[0] for name in let_through} == {name.partition("/")[0] for name in wanted}
