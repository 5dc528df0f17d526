"""A mark in every personal value that the database holds of a partnership, told apart by table and column."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import ARRAY, Column, Date, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from sosafe_api import tables
from tests.access.table import KEPT
from tests.fixtures.world import World

PERSONAL = {"C2", "C3", "C4"}
_FIRST_DAY = date(1901, 1, 1)


def personal_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Columns of the class C2 and above whose values can bear a mark; a number or a cipher cannot."""
    for table in tables.metadata.sorted_tables:
        for column in table.columns:
            kinds = (Text, ARRAY, JSONB, Date)
            bears = isinstance(column.type, kinds) and not column.computed
            if column.info["data_class"] in PERSONAL and bears and f"{table.name}.{column.name}" not in KEPT:
                yield table, column


class Marks:
    """Marks of one partnership. `of` says which columns a text shows."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._found: dict[str, str] = {}

    def set_all(self, only: str = "") -> None:
        """Writes over every personal value, or one table's; a column that takes codes only keeps them."""
        for number, (table, column) in enumerate(personal_columns()):
            if only not in ("", table.name):
                continue
            name = f"{table.name}.{column.name}"
            day = _FIRST_DAY + timedelta(days=number)
            mark = day.isoformat() if isinstance(column.type, Date) else f"mark-of-{name.replace('.', '-')}"
            if self._write(table, column, day if isinstance(column.type, Date) else mark):
                self._found[mark] = name

    def of(self, text: str) -> frozenset[str]:
        return frozenset(name for mark, name in self._found.items() if mark in text)

    def _write(self, table: Table, column: Column[Any], mark: Any) -> bool:
        keys = [key.name for key in table.primary_key.columns]
        names = sql.SQL(", ").join(map(sql.Identifier, [*keys, column.name]))
        read = sql.SQL("SELECT {} FROM {} WHERE partnership_id = %s AND {} IS NOT NULL").format(
            names, sql.Identifier(table.name), sql.Identifier(column.name)
        )
        where = sql.SQL(" AND ").join(sql.SQL("{} = %s").format(sql.Identifier(key)) for key in keys)
        change = sql.SQL("UPDATE {} SET {} = %s WHERE ").format(
            sql.Identifier(table.name), sql.Identifier(column.name)
        )
        rows = self._world.superuser.execute(read, (self._world.id,)).fetchall()
        try:
            with self._world.superuser.transaction():
                for row in rows:
                    value = _marked(row[-1], mark)
                    stored = Jsonb(value) if isinstance(column.type, JSONB) else value
                    self._world.superuser.execute(change + where, (stored, *row[:-1]))
        except psycopg.errors.IntegrityError:
            return False
        return bool(rows)


def _marked(value: Any, mark: Any) -> Any:
    """The same shape, with the mark in place of each text."""
    if isinstance(value, dict):
        return {name: _marked(member, mark) for name, member in value.items()}
    if isinstance(value, list):
        return [_marked(member, mark) for member in value]
    return mark if isinstance(value, str | date) else value


def personal_texts(world: World) -> set[str]:
    """Names and sentences that the database holds of the partnership's people; a code says nothing by itself."""
    found: set[str] = set()
    for table, column in personal_columns():
        query = sql.SQL("SELECT {} FROM {} WHERE partnership_id = %s").format(
            sql.Identifier(column.name), sql.Identifier(table.name)
        )
        for row in world.superuser.execute(query, (world.id,)):
            found |= set(texts(row[0]))
    return {text for text in found if " " in text}


def texts(value: Any) -> Iterator[str]:
    """Every text within a value."""
    if isinstance(value, str):
        yield value
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for member in members:
        yield from texts(member)


def rows_of(world: World, table: str) -> Iterator[str]:
    """Every row, and what it holds in bytes: a kept answer is stored as it was sent."""
    rows = world.superuser.execute(
        sql.SQL("SELECT to_jsonb(t) FROM {} t WHERE partnership_id = %s").format(sql.Identifier(table)),
        (world.id,),
    )
    for (row,) in rows:
        stored = [bytes.fromhex(value[2:]) for value in row.values() if str(value).startswith("\\x")]
        yield " ".join([str(row), *(value.decode(errors="replace") for value in stored)])
