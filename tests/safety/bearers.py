"""The records of a marked partnership that a path can name: of each end, and one for each mark."""

from collections.abc import Iterator
from itertools import product

from psycopg import sql
from sqlalchemy import Table

from sosafe_api import tables
from tests.access.requests import names_in
from tests.access.rows import Row
from tests.access.table import IRREGULAR
from tests.fixtures.world import World
from tests.safety.marks import personal_columns

OF_EACH_END = 4
CODES = {
    "area_code": "E07000243",
    "kpi_code": "crime_rate",
    "financial_year": "2018-19",
    "quarter": "2025-26-Q4",
}


class Bearers:
    """Chosen once for each place in a path, so that what is written later stands in nobody's way."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._found: dict[str, list[str]] = {}

    def choose(self, row: Row) -> None:
        for name in names_in(row.path):
            self.of(name)

    def paths(self, row: Row) -> Iterator[str]:
        names = names_in(row.path)
        for chosen in product(*map(self.of, names)):
            yield row.path.format(**dict(zip(names, chosen, strict=True)))

    def of(self, name: str) -> list[str]:
        """Objects of the partnership that a place in a path can name."""
        if name in CODES:
            return [CODES[name]]
        if name not in self._found:
            self._found[name] = sorted(self._chosen(name))
        return self._found[name]

    def _chosen(self, name: str) -> set[str]:
        of, _, key = IRREGULAR.get(name, name.removesuffix("_id") + "s").partition(".")
        table = tables.metadata.tables[of]
        found = self._ends(of, key or "id") | self._last(table, key or "id")
        for other in tables.metadata.sorted_tables:
            for reference in other.foreign_keys:
                if reference.column is table.columns["id"]:
                    found |= self._last(other, reference.parent.name)
        return found

    def _ends(self, table: str, key: str) -> set[str]:
        """The first and the last objects; between them lie repetitions."""
        query = sql.SQL("SELECT DISTINCT {0}::text FROM {1} WHERE partnership_id = %s ORDER BY 1")
        rows = self._world.superuser.execute(
            query.format(sql.Identifier(key), sql.Identifier(table)), (self._world.id,)
        ).fetchall()
        return {row[0] for row in rows[:OF_EACH_END] + rows[-OF_EACH_END:]}

    def _last(self, table: Table, key: str) -> set[str]:
        """The last object that a row of the table names, and the last where each of its personal columns is filled."""
        filled = [
            sql.SQL("max({}::text) FILTER (WHERE {} IS NOT NULL)").format(
                sql.Identifier(key), sql.Identifier(column.name)
            )
            for bearing, column in personal_columns()
            if bearing is table
        ]
        last = sql.SQL("max({}::text)").format(sql.Identifier(key))
        query = sql.SQL("SELECT {} FROM {} WHERE partnership_id = %s").format(
            sql.SQL(", ").join([last, *filled]), sql.Identifier(table.name)
        )
        row = self._world.superuser.execute(query, (self._world.id,)).fetchone() or ()
        return {found for found in row if found}
