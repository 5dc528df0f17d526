"""An operator brings a PostgreSQL server: roles, database and tables are made, and the service works with them."""

import shlex
import stat
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from sosafe_api.cli import command_line
from sosafe_api.core.db.embedded import EmbeddedPostgres

pytestmark = pytest.mark.timeout(240)
ADMINISTRATOR = "SOSAFE_ADMINISTRATOR_DATABASE_URL"


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments), env=environment)


def settings_of(file: Path) -> dict[str, str]:
    return dict(item.split("=", 1) for item in shlex.split(file.read_text(encoding="utf-8")))


def test_a_server_of_ones_own_is_made_ready_by_two_commands(home: Path, tmp_path: Path) -> None:
    with EmbeddedPostgres(home.with_name("own-server")) as server:
        own = {"SOSAFE_DATA_DIRECTORY": str(tmp_path / "data")}
        for _ in range(2):
            prepared = run("migrations", "prepare", **own, **{ADMINISTRATOR: server.superuser_dsn})
            assert prepared.exit_code == 0, prepared.stderr
        written = tmp_path / "data" / "database.env"
        assert str(written) in prepared.stdout
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        named = own | settings_of(written)
        upgraded = run("migrations", "upgrade", **named)
        assert upgraded.exit_code == 0, upgraded.stderr
        create = ("partnerships", "create", "ownton", "--name", "Ownton", "--area-code", "E07000243")
        assert run(*create, **named).exit_code == 0
        for url in (named["SOSAFE_DATABASE_URL"], named["SOSAFE_READER_DATABASE_URL"]):
            with psycopg.connect(url) as connection:
                assert connection.execute("SELECT slug FROM partnerships").fetchall() == [("ownton",)]


def test_without_an_administrator_nothing_is_made() -> None:
    assert ADMINISTRATOR in str(run("migrations", "prepare").exception)
