"""Rows of a table out of PostgreSQL and in again by COPY: what loading can cost at least."""

from pathlib import Path

import psycopg
from psycopg import sql

MEGABYTE = 1_000_000


def copy_out(connection: psycopg.Connection, table: str, file: Path) -> None:
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _columns(connection, table))
    with file.open("wb") as written, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for part in copy:
            written.write(part)


def copy_in(connection: psycopg.Connection, table: str, file: Path) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _columns(connection, table))
    with file.open("rb") as held, connection.cursor() as cursor, cursor.copy(statement) as copy:
        while part := held.read(MEGABYTE):
            copy.write(part)


def _columns(connection: psycopg.Connection, table: str) -> sql.Composed:
    """Those that are written; what the database works out itself is no part of a COPY."""
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' ORDER BY attnum",
        (table,),
    )
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in found)
