"""An operator's transaction as the owner of the tables, and what every command does in it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from psycopg import sql
from psycopg.errors import UniqueViolation

from sosafe_api.core.audit_trail import Entry
from sosafe_api.core.db.roles import OWNER, DatabaseUrls
from sosafe_api.core.db.session import BlockingConnection, RowScope, blocking_transaction
from sosafe_api.core.settings import UnsafeConfiguration
from sosafe_api.domains.audit.service import record_by_operator

Connection = BlockingConnection


class Unknown(LookupError):
    """Something that was named does not exist, or a name that is needed is missing."""


class NameTaken(Exception):
    """There is one of that name already."""


@contextmanager
def as_owner(urls: DatabaseUrls) -> Iterator[Connection]:
    """One transaction as the owner of the tables, which row security binds like everybody else.

    Raises `NameTaken` when what was written is there already.
    """
    if not urls.migrator:
        raise UnsafeConfiguration(
            "SOSAFE_MIGRATION_DATABASE_URL is needed to set up partnerships and principals"
        )
    try:
        with blocking_transaction(urls.migrator) as connection:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
            yield connection
    except UniqueViolation:
        # Not chained: the database's own text repeats the row.
        raise NameTaken("that name is taken already") from None


def insert(connection: Connection, table: str, **values: Any) -> None:
    insert_many(connection, table, [values])


def insert_many(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of the same columns, sent together."""
    names = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
    places = sql.SQL(", ").join(map(sql.Placeholder, rows[0]))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, places)
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def enter(connection: Connection, slug: str) -> UUID:
    """Sets the row security context to a partnership; raises `Unknown` when there is none."""
    row = connection.execute("SELECT id FROM partnerships WHERE slug = %s", (slug,)).fetchone()
    if row is None:
        raise Unknown(f"there is no partnership {slug}")
    connection.execute(RowScope(row[0], reach="partnership").statements.encode())
    found: UUID = row[0]
    return found


def on_record(connection: Connection, partnership_id: UUID, operation: str, object_id: UUID) -> None:
    """A line of the audit trail for what an operator does, in the transaction that does it."""
    entry = Entry(operation=operation, object_type=operation.partition(":")[0], object_id=object_id)
    record_by_operator(connection, partnership_id, entry)
