"""A command, and the worker, loads what it needs and no more: to load all takes seconds and 200 MB."""

import subprocess
import sys

import pytest

LISTED = "import importlib, sys; importlib.import_module(sys.argv[1]); print(*sys.modules)"
WEB = {"fastapi", "uvicorn", "sosafe_api.api", "sosafe_api.main"}
MIGRATIONS = {"alembic", "sosafe_api.core.db.migrations"}
TABLES = {"sosafe_api.tables"}
FILES = {"numpy", "pandas", "pyarrow"}


def loaded(module: str) -> set[str]:
    command = [sys.executable, "-c", LISTED, f"sosafe_api.cli.{module}"]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("working", WEB | MIGRATIONS | FILES),
        ("serving", MIGRATIONS | FILES),
        ("people", WEB | MIGRATIONS | TABLES | FILES),
        ("notices", WEB | MIGRATIONS | TABLES | FILES),
        ("database", WEB | FILES),
        ("push", WEB | MIGRATIONS | TABLES | FILES | {"sqlalchemy", "psycopg"}),
        ("imports", WEB | MIGRATIONS | TABLES | FILES | {"sqlalchemy", "psycopg"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(module: str, unwanted: set[str]) -> None:
    assert loaded(module) & unwanted == set()


def test_the_worker_knows_every_table() -> None:
    """A row that refers to a table which nobody declared cannot be written."""
    assert "sosafe_api.tables" in loaded("working")
