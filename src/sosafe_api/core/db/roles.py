"""The database roles and their passwords: who owns the tables, changes them, works with them, only reads."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from sosafe_api.core.db.embedded import EmbeddedPostgres
from sosafe_api.core.db.private_files import ensure_private_file, write_private_file

OWNER = "sosafe_owner"
MIGRATOR = "sosafe_migrator"
APP = "sosafe_app"
READER = "sosafe_reader"
DATABASE = "sosafe"

# One number for all who provision through the same database; chosen once, means nothing else.
PROVISIONING_LOCK = 5_067_326_330_051

# A request gives up before its caller does, and nothing waits long enough for a lock to hold up others.
ROLE_SETTINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        MIGRATOR: {"statement_timeout": "0", "lock_timeout": "2s"},
        APP: {
            "statement_timeout": "5s",
            "lock_timeout": "2s",
            "idle_in_transaction_session_timeout": "10s",
        },
        READER: {
            "default_transaction_read_only": "on",
            "statement_timeout": "5s",
            "lock_timeout": "2s",
            "idle_in_transaction_session_timeout": "10s",
        },
    }
)

# Lets Citus hand the row security context, set by SET LOCAL, on to its workers; plain PostgreSQL ignores it.
CITUS_CONTEXT_SETTING = "citus.propagate_set_commands"

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class RoleSecrets:
    """The passwords of the roles that log in."""

    migrator: str = field(repr=False)
    app: str = field(repr=False)
    reader: str = field(repr=False)

    @classmethod
    def random(cls) -> Self:
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @classmethod
    def ensure(cls, path: Path) -> Self:
        """Those of the file, which is written at the first call and never replaced."""
        return cls(**json.loads(ensure_private_file(path, json.dumps(asdict(cls.random())))))


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """Where each part of the service connects; they hold passwords, so they are not printed."""

    app: str = field(repr=False)
    migrator: str = field(repr=False)
    reader: str = field(repr=False)


def dsn(base: str, role: str, secret: str, database: str) -> str:
    """The address of `base` for another role and database, as a URL that libpq and SQLAlchemy both read."""
    parameters = {name: str(value) for name, value in conninfo_to_dict(base).items() if value is not None}
    for replaced in ("user", "password", "dbname", "passfile"):
        parameters.pop(replaced, None)
    host, port = parameters.get("host", ""), parameters.get("port", "")
    authority = ""
    if host and "/" not in host and "," not in host and ":" not in host:
        authority = f"{host}:{port}" if port else host
        parameters = {name: value for name, value in parameters.items() if name not in {"host", "port"}}
    query = f"?{urlencode(parameters, quote_via=quote, safe='/')}" if parameters else ""
    return (
        f"postgresql://{quote(role, safe='')}:{quote(secret, safe='')}@{authority}/{quote(database)}{query}"
    )


def database_urls(base: str, role_secrets: RoleSecrets, database: str) -> DatabaseUrls:
    return DatabaseUrls(
        app=dsn(base, APP, role_secrets.app, database),
        migrator=dsn(base, MIGRATOR, role_secrets.migrator, database),
        reader=dsn(base, READER, role_secrets.reader, database),
    )


def prepare_embedded(server: EmbeddedPostgres, database: str = DATABASE) -> DatabaseUrls:
    """Roles and database on the embedded server; the passwords stay the same from start to start."""
    role_secrets = RoleSecrets.ensure(server.data_directory / "role-secrets.json")
    provision(server.superuser_dsn, database, role_secrets)
    return database_urls(server.superuser_dsn, role_secrets, database)


def prepare_named(administrator_url: str, data_directory: Path, database: str = DATABASE) -> Path:
    """Roles and database on a server that is not ours; the file, for its owner only, that holds their addresses.

    It is a file of settings as shells and process managers read them. A second time changes nothing.
    """
    data_directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    role_secrets = RoleSecrets.ensure(data_directory / "role-secrets.json")
    provision(administrator_url, database, role_secrets)
    urls = database_urls(administrator_url, role_secrets, database)
    settings = {
        "SOSAFE_DATABASE_URL": urls.app,
        "SOSAFE_READER_DATABASE_URL": urls.reader,
        "SOSAFE_MIGRATION_DATABASE_URL": urls.migrator,
    }
    written = data_directory / "database.env"
    write_private_file(written, "".join(f"{name}='{url}'\n" for name, url in settings.items()))
    return written


def provision(admin_dsn: str, database: str, role_secrets: RoleSecrets) -> None:
    """Creates or corrects the roles and the database; safe to repeat, and to run several times at once.

    The administrator is a superuser, or may create roles and databases. No table is granted here: each
    migration names what it grants. Calls at the same time must go through the same database of
    `admin_dsn`, since an advisory lock belongs to one.
    """
    with psycopg.connect(admin_dsn, autocommit=True, connect_timeout=10) as admin:
        admin.execute("SET lock_timeout = '60s'")
        admin.execute("SELECT pg_advisory_lock(%s)", (PROVISIONING_LOCK,))
        with admin.transaction():
            for role in (OWNER, MIGRATOR, APP, READER):
                _ensure_role(admin, role)
            _set_passwords(admin, role_secrets)
            _set_role_settings(admin)
            _grant_ownership(admin)
        _ensure_database(admin, database)
        with psycopg.connect(admin_dsn, dbname=database, autocommit=True, connect_timeout=10) as inside:
            _open_schema(inside)


def _ensure_role(admin: Connection, role: str) -> None:
    name = sql.Identifier(role)
    found = admin.execute(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
        " FROM pg_roles WHERE rolname = %s",
        (role,),
    ).fetchone()
    if found is None:
        admin.execute(sql.SQL("CREATE ROLE {}").format(name))
    elif found[0]:
        plain = sql.SQL("ALTER ROLE {} NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS")
        admin.execute(plain.format(name))
    # The migrator has the owner's rights only after SET ROLE, so that all it makes belongs to the owner.
    admin.execute(
        sql.SQL("ALTER ROLE {} {} {}").format(
            name,
            sql.SQL("NOLOGIN" if role == OWNER else "LOGIN"),
            sql.SQL("NOINHERIT" if role == MIGRATOR else "INHERIT"),
        )
    )


def _set_passwords(admin: Connection, role_secrets: RoleSecrets) -> None:
    """Sends what PostgreSQL stores and never the password, so that no log of statements can hold it."""
    for role, secret in (
        (MIGRATOR, role_secrets.migrator),
        (APP, role_secrets.app),
        (READER, role_secrets.reader),
    ):
        verifier = admin.pgconn.encrypt_password(secret.encode(), role.encode(), b"scram-sha-256").decode()
        admin.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier))
        )


def _set_role_settings(admin: Connection) -> None:
    statement = sql.SQL("ALTER ROLE {} SET {} = {}")
    for role, settings in ROLE_SETTINGS.items():
        for name, value in settings.items():
            admin.execute(statement.format(sql.Identifier(role), sql.SQL(name), sql.Literal(value)))
    if _is_superuser(admin) or _knows(admin, CITUS_CONTEXT_SETTING):
        admin.execute(
            statement.format(sql.Identifier(APP), sql.SQL(CITUS_CONTEXT_SETTING), sql.Literal("local"))
        )


def _grant_ownership(admin: Connection) -> None:
    grant = sql.SQL("GRANT {} TO {}")
    admin.execute(grant.format(sql.Identifier(OWNER), sql.Identifier(MIGRATOR)))
    if not _is_superuser(admin):
        # Only a member may make the owner own a database; a superuser needs no membership.
        admin.execute(grant.format(sql.Identifier(OWNER), sql.SQL("CURRENT_USER")))


def _ensure_database(admin: Connection, database: str) -> None:
    name, owner = sql.Identifier(database), sql.Identifier(OWNER)
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
        create = sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0")
        admin.execute(create.format(name, owner))
    admin.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner))
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    admin.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
            name, sql.SQL(", ").join(map(sql.Identifier, (MIGRATOR, APP, READER)))
        )
    )
    # Imports are staged in temporary tables, which end with their transaction whatever happens to the worker.
    admin.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(name, sql.Identifier(APP)))


def _open_schema(inside: Connection) -> None:
    inside.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    inside.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(OWNER)))
    inside.execute(
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}").format(sql.Identifier(APP), sql.Identifier(READER))
    )


def _is_superuser(admin: Connection) -> bool:
    row = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return row is not None and bool(row[0])


def _knows(admin: Connection, setting: str) -> bool:
    row = admin.execute("SELECT current_setting(%s, true) IS NOT NULL", (setting,)).fetchone()
    return row is not None and bool(row[0])
