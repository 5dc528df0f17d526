"""What must hold of a database before the service uses it, and which revision its tables have."""

from functools import cache
from importlib import resources
from pathlib import Path

from sosafe_api.core.db.roles import OWNER
from sosafe_api.core.db.session import Database, blocking_transaction
from sosafe_api.core.settings import Settings, UnsafeConfiguration

SUPPORTED = range(15, 19)
_CHECK = b"""
SELECT current_setting('fsync') = 'on', current_setting('synchronous_commit') <> 'off',
 r.rolsuper OR r.rolbypassrls,
 EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid OR pg_has_role(r.oid, c.relowner, 'MEMBER')
  AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace),
 current_setting('server_version_num')::int / 10000
FROM pg_roles r WHERE r.rolname = current_user"""


async def check_connection(database: Database, _: Settings, *, named: str = "SOSAFE_DATABASE_URL") -> None:
    """Raises `UnsafeConfiguration` naming the setting that would make the service unsafe."""
    async with database.transaction(read_only=True) as transaction:
        ((durable, synchronous, above_row_security, owner, major),) = await transaction.execute(_CHECK)
    if not durable:
        raise UnsafeConfiguration("the database runs with fsync=off: an acknowledged referral could be lost")
    if not synchronous:
        raise UnsafeConfiguration("synchronous_commit is off: an acknowledged referral could be lost")
    if above_row_security:
        raise UnsafeConfiguration(f"{named} names a role that row security does not bind")
    if owner:
        raise UnsafeConfiguration(f"{named} names the owner of the tables: use the application role")
    if major not in SUPPORTED:
        raise UnsafeConfiguration(
            f"PostgreSQL {major} is not supported: use {SUPPORTED[0]} to {SUPPORTED[-1]}"
        )


def migrations_directory() -> Path:
    """Beside the package in an installation, at the top of a checkout otherwise."""
    packaged = Path(str(resources.files("sosafe_api"))) / "migrations"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[4] / "migrations"


@cache
def head_revision() -> str:
    """Of the tables that this process was written for; read once, since the files may be replaced while it runs."""
    return (migrations_directory() / "HEAD").read_text(encoding="utf-8").strip()


def is_at_head(url: str) -> bool:
    """Whether nothing is left to migrate; False for a database without tables."""
    with blocking_transaction(url) as connection:
        connection.execute(f"SET ROLE {OWNER}".encode())
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return False
        return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (head_revision(),)
        ]


async def migrated_to_head(database: Database) -> bool:
    async with database.transaction(read_only=True) as transaction:
        rows = await transaction.execute(b"SELECT version_num FROM alembic_version")
    return rows == [(head_revision(),)]
