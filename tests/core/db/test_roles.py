"""The database roles: the service can do its work and nothing else, whoever provisions and however often."""

import json
import secrets
import stat

import psycopg
import pytest
import sqlalchemy
from psycopg.errors import InsufficientPrivilege, InvalidSchemaName, ReadOnlySqlTransaction

from sosafe_api.core.db.embedded import EmbeddedPostgres
from sosafe_api.core.db.private_files import UnsafePrivateFile
from sosafe_api.core.db.roles import RoleSecrets, database_urls, dsn, prepare_embedded, provision
from tests.fixtures.crew import side_by_side

CREATE_NOTES = "SET ROLE sosafe_owner; CREATE TABLE notes (text text)"


@pytest.fixture
def server(embedded):
    return embedded


@pytest.fixture
def database(server):
    """A new database for each test; the roles are shared, as they are by all databases of a server."""
    name = f"test_{secrets.token_hex(8)}"
    yield name
    run(server.superuser_dsn, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def urls(server, database):
    return prepare_embedded(server, database)


@pytest.fixture
def standing_urls(server):
    """A database that the tests only look at."""
    return prepare_embedded(server, "test_standing")


def run(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def value(url, query):
    return run(url, query)[0][0]


class TestRights:
    @pytest.mark.parametrize("role", ["sosafe_owner", "sosafe_migrator", "sosafe_app", "sosafe_reader"])
    @pytest.mark.usefixtures("standing_urls")
    def test_no_role_has_any_power_over_the_server(self, server, role):
        assert run(
            server.superuser_dsn,
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin"
            f" FROM pg_roles WHERE rolname = '{role}'",
        ) == [(False, False, False, False, False, role != "sosafe_owner")]

    @pytest.mark.parametrize("role", ["sosafe_app", "sosafe_reader"])
    @pytest.mark.usefixtures("standing_urls")
    def test_only_the_migrator_may_become_the_owner(self, server, role):
        assert value(server.superuser_dsn, "SELECT pg_has_role('sosafe_migrator', 'sosafe_owner', 'MEMBER')")
        assert not value(server.superuser_dsn, f"SELECT pg_has_role('{role}', 'sosafe_owner', 'MEMBER')")

    @pytest.mark.usefixtures("urls")
    def test_the_database_belongs_to_the_owner(self, server, database):
        owner = f"SELECT datdba::regrole::text FROM pg_database WHERE datname = '{database}'"
        assert value(server.superuser_dsn, owner) == "sosafe_owner"

    def test_what_the_migrator_makes_belongs_to_the_owner(self, urls):
        with pytest.raises(InvalidSchemaName):
            run(urls.migrator, "CREATE TABLE notes (text text)")
        run(urls.migrator, CREATE_NOTES)
        assert (
            value(urls.migrator, "SELECT tableowner FROM pg_tables WHERE tablename = 'notes'")
            == "sosafe_owner"
        )

    def test_the_owner_may_install_the_extensions_the_schema_needs(self, urls):
        run(urls.migrator, "SET ROLE sosafe_owner; CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm")

    @pytest.mark.parametrize("part", ["app", "reader"])
    def test_working_roles_have_no_right_that_no_migration_gave(self, urls, part):
        run(urls.migrator, CREATE_NOTES)
        url = getattr(urls, part)
        for statement in (
            "SELECT * FROM notes",
            "INSERT INTO notes VALUES ('x')",
            "DROP TABLE notes",
            "SET ROLE sosafe_owner",
        ):
            with pytest.raises(psycopg.Error) as refusal:
                run(url, statement)
            assert refusal.value.sqlstate in {"42501", "25006"}, statement
        with pytest.raises((InsufficientPrivilege, InvalidSchemaName, ReadOnlySqlTransaction)):
            run(url, "CREATE TABLE mine (text text)")

    def test_what_a_migration_grants_can_be_used(self, urls):
        run(urls.migrator, CREATE_NOTES + "; GRANT INSERT, SELECT ON notes TO sosafe_app")
        run(urls.app, "INSERT INTO notes VALUES ('x')")
        assert run(urls.app, "SELECT text FROM notes") == [("x",)]

    @pytest.mark.usefixtures("urls")
    def test_other_roles_of_the_server_cannot_even_connect(self, server, database):
        run(server.superuser_dsn, "DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN PASSWORD 'known'")
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            run(dsn(server.superuser_dsn, "stranger", "known", database), "SELECT 1")
        run(server.superuser_dsn, "DROP ROLE stranger")


class TestSessionSettings:
    @pytest.mark.parametrize(
        ("part", "setting", "expected"),
        [
            ("app", "statement_timeout", "5s"),
            ("app", "lock_timeout", "2s"),
            ("app", "idle_in_transaction_session_timeout", "10s"),
            ("app", "citus.propagate_set_commands", "local"),
            ("app", "default_transaction_read_only", "off"),
            ("reader", "statement_timeout", "5s"),
            ("reader", "lock_timeout", "2s"),
            ("reader", "default_transaction_read_only", "on"),
            ("migrator", "statement_timeout", "0"),
            ("migrator", "lock_timeout", "2s"),
        ],
    )
    def test_each_role_starts_with_its_limits(self, standing_urls, part, setting, expected):
        assert value(getattr(standing_urls, part), f"SHOW {setting}") == expected

    def test_the_reader_cannot_write_even_what_it_was_granted(self, urls):
        run(urls.migrator, CREATE_NOTES + "; GRANT INSERT ON notes TO sosafe_reader")
        with pytest.raises(ReadOnlySqlTransaction):
            run(urls.reader, "INSERT INTO notes VALUES ('x')")


class TestProvisioning:
    def test_twice_is_harmless_and_keeps_the_passwords_and_the_data(self, server, urls, database):
        run(
            urls.migrator,
            CREATE_NOTES + "; GRANT SELECT ON notes TO sosafe_app; INSERT INTO notes VALUES ('x')",
        )
        assert prepare_embedded(server, database) == urls
        assert run(urls.app, "SELECT text FROM notes") == [("x",)]

    def test_at_once_for_several_databases_is_harmless(self, server, database):
        names = [f"{database}_{number}" for number in range(4)]
        try:
            with side_by_side() as pool:
                prepared = list(pool.map(lambda name: prepare_embedded(server, name), names * 2))
            assert [value(urls.app, "SELECT current_database()") for urls in prepared] == names * 2
        finally:
            for name in names:
                run(server.superuser_dsn, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    @pytest.mark.usefixtures("urls")
    def test_rights_that_a_role_gained_since_are_taken_back(self, server, database):
        run(server.superuser_dsn, "ALTER ROLE sosafe_app BYPASSRLS CREATEDB")
        prepare_embedded(server, database)
        powers = "SELECT rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = 'sosafe_app'"
        assert not value(server.superuser_dsn, powers)

    @pytest.mark.usefixtures("urls")
    def test_a_database_made_from_a_template_is_closed_as_well(self, server, database):
        copy = f"{database}_copy"
        run(server.superuser_dsn, f"CREATE DATABASE {copy} TEMPLATE {database}")
        try:
            prepare_embedded(server, copy)
            access = f"SELECT has_database_privilege('public', '{copy}', 'CONNECT')"
            assert not value(server.superuser_dsn, access)
        finally:
            run(server.superuser_dsn, f"DROP DATABASE {copy} WITH (FORCE)")

    def test_passwords_are_neither_stored_nor_sent_in_clear(self, server, database):
        run(server.superuser_dsn, "ALTER ROLE sosafe_superuser SET log_statement = 'all'")
        try:
            prepare_embedded(server, database)
        finally:
            run(server.superuser_dsn, "ALTER ROLE sosafe_superuser RESET log_statement")
        log = server.log_file.read_text()
        assert 'ALTER ROLE "sosafe_app" PASSWORD' in log
        for role, secret in json.loads((server.data_directory / "role-secrets.json").read_text()).items():
            assert secret not in log
            stored = f"SELECT rolpassword FROM pg_authid WHERE rolname = 'sosafe_{role}'"
            assert value(server.superuser_dsn, stored).startswith("SCRAM-SHA-256$4096:")

    def test_an_administrator_who_is_no_superuser_can_provision_a_server_of_its_own(self, server, database):
        """Roles belong to the whole server, so this one is a server apart."""
        home = server.data_directory.with_name("managed")
        with EmbeddedPostgres(home, binaries=server.binaries) as managed:
            run(managed.superuser_dsn, "CREATE ROLE administrator LOGIN CREATEROLE CREATEDB PASSWORD 'known'")
            administrator = dsn(managed.superuser_dsn, "administrator", "known", "postgres")
            role_secrets = RoleSecrets.random()
            for _ in range(2):
                provision(administrator, database, role_secrets)
            urls = database_urls(administrator, role_secrets, database)
            run(urls.migrator, CREATE_NOTES + "; GRANT SELECT ON notes TO sosafe_app")
            assert run(urls.app, "SELECT * FROM notes") == []
            assert value(urls.app, "SHOW statement_timeout") == "5s"


class TestSecrets:
    @pytest.mark.usefixtures("standing_urls")
    def test_lie_in_one_file_for_nobody_else(self, server):
        path = server.data_directory / "role-secrets.json"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert set(json.loads(path.read_text())) == {"migrator", "app", "reader"}

    def test_are_refused_when_others_can_read_them(self, tmp_path):
        RoleSecrets.ensure(tmp_path / "role-secrets.json")
        (tmp_path / "role-secrets.json").chmod(0o640)
        with pytest.raises(UnsafePrivateFile, match="0600"):
            RoleSecrets.ensure(tmp_path / "role-secrets.json")

    def test_are_the_same_for_all_who_start_at_once(self, tmp_path):
        with side_by_side() as pool:
            drawn = set(pool.map(lambda _: RoleSecrets.ensure(tmp_path / "role-secrets.json"), range(8)))
        assert len(drawn) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["role-secrets.json"]

    def test_are_not_shown_when_printed(self, standing_urls):
        assert "postgresql://" not in repr(standing_urls)
        role_secrets = RoleSecrets.random()
        assert role_secrets.app not in repr(role_secrets)


class TestAddresses:
    def test_sqlalchemy_reads_them_too(self, standing_urls):
        engine = sqlalchemy.create_engine(standing_urls.app.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            assert connection.execute(sqlalchemy.text("SELECT current_user")).scalar() == "sosafe_app"
        engine.dispose()

    @pytest.mark.parametrize(
        ("base", "expected"),
        [
            (
                "postgresql://admin:x@db.example.org:6432/postgres",
                "postgresql://r:s%2F%40@db.example.org:6432/d",
            ),
            (
                "host=db.example.org user=admin sslmode=require",
                "postgresql://r:s%2F%40@db.example.org/d?sslmode=require",
            ),
            (
                "postgresql://admin@/postgres?host=/run/pg&port=5433",
                "postgresql://r:s%2F%40@/d?host=/run/pg&port=5433",
            ),
            ("postgresql://admin@one,two/postgres", "postgresql://r:s%2F%40@/d?host=one,two&port=,"),
        ],
    )
    def test_keep_everything_of_the_base_but_role_secret_and_database(self, base, expected):
        assert psycopg.conninfo.conninfo_to_dict(
            dsn(base, "r", "s/@", "d")
        ) == psycopg.conninfo.conninfo_to_dict(expected)
