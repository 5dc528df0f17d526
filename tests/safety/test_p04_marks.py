"""P4, P5: a mark in every personal value, then every route as every role: each shows what its domain says.

An operation that asks for no purpose shows no mark at all. One that does shows the marks of the tables that
its domain names in `SHOWS` (tests/access), to the roles of the access table, and to nobody of another service
or partnership.
"""

from collections.abc import Iterator
from itertools import chain, islice, product

import httpx
import pytest
from psycopg import sql
from sqlalchemy import Table

from sosafe_api import tables
from sosafe_api.domains.auth.rules import Role
from tests.access.requests import headers_of, names_in
from tests.access.rows import Row
from tests.access.table import IRREGULAR, SHOWS, TABLE
from tests.contract.arrangements import by_name, fill
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.fixtures.world import World
from tests.safety.marks import Marks, personal_columns

pytestmark = [pytest.mark.p04, pytest.mark.database, pytest.mark.timeout(300)]
OF_EACH_END = 4
CODES = {"area_code": "E07000243", "kpi_code": "crime_rate"}
READS = {name: row for name, row in TABLE.items() if row.method == "GET" and not row.open}


@pytest.fixture(scope="module")
def marked(database: TestDatabase, service: RunningService) -> Iterator[tuple[World, Marks]]:
    """A partnership of which every personal column is filled and marked, with somebody of a strange service."""
    with database.connect() as superuser:
        world = World(service, superuser).build()
        fill(world)
        world.add_service("elsewhere", "police")
        world.add_principal("stranger", "police", Role.CASEWORKER, service="elsewhere")
        marks = Marks(world)
        marks.set_all()
        yield world, marks
        world.close()


def identifiers(world: World, name: str) -> list[str]:
    """Objects of the partnership that a place in a path can name: of each end, and one for each mark."""
    if name in CODES:
        return [CODES[name]]
    of, _, key = IRREGULAR.get(name, name.removesuffix("_id") + "s").partition(".")
    table = tables.metadata.tables[of]
    found = ends(world, of, key or "id") | bearers(world, table, key or "id")
    for other in tables.metadata.sorted_tables:
        for reference in other.foreign_keys:
            if reference.column is table.columns["id"]:
                found |= bearers(world, other, reference.parent.name)
    return sorted(found)


def ends(world: World, table: str, key: str) -> set[str]:
    """The first and the last objects; between them lie repetitions."""
    query = sql.SQL("SELECT DISTINCT {0}::text FROM {1} WHERE partnership_id = %s ORDER BY 1")
    rows = world.superuser.execute(
        query.format(sql.Identifier(key), sql.Identifier(table)), (world.id,)
    ).fetchall()
    return {row[0] for row in rows[:OF_EACH_END] + rows[-OF_EACH_END:]}


def bearers(world: World, table: Table, key: str) -> set[str]:
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
    return {found for found in world.superuser.execute(query, (world.id,)).fetchone() or () if found}


def paths(world: World, row: Row) -> Iterator[str]:
    names = names_in(row.path)
    for chosen in product(*(identifiers(world, name) for name in names)):
        yield row.path.format(**dict(zip(names, chosen, strict=True)))


def seen(http: httpx.Client, marks: Marks, path: str, caller: dict[str, str]) -> frozenset[str]:
    response = http.get(path, headers=caller)
    assert response.status_code < 500, (path, response.text)
    return marks.of(response.text + str(response.headers))


def telling(http: httpx.Client, world: World, marks: Marks, row: Row) -> dict[frozenset[str], str]:
    """What the operation shows to those whom it is open to, and one object that shows it."""
    callers = [headers_of(world, role) for role in row.roles]
    return {seen(http, marks, path, caller): path for path in paths(world, row) for caller in callers}


def everybody_else(world: World, other_world: World, row: Row) -> Iterator[dict[str, str]]:
    for role in set(Role) - row.roles:
        yield headers_of(world, role)
    stranger = headers_of(world, Role.CASEWORKER)
    yield stranger | {"Authorization": f"Bearer {world.token(world.people['stranger'])}"}
    for role in row.roles:
        yield headers_of(other_world, role)


def test_no_route_shows_more_than_its_domain_says(
    marked: tuple[World, Marks], other_world: World, service: RunningService
) -> None:
    world, marks = marked
    shown: dict[str, set[str]] = {}
    with service.client() as http:
        for name, row in READS.items():
            found = telling(http, world, marks, row)
            shown[name] = {column.partition(".")[0] for column in chain.from_iterable(found)}
            for path, caller in product(found.values(), everybody_else(world, other_world, row)):
                assert seen(http, marks, path, caller) == set(), (name, path)
    assert {name: of for name, of in shown.items() if of} == {name: of for name, of in SHOWS.items() if of}
    assert {name for name, of in shown.items() if of and not READS[name].sensitive} == set()


def test_what_every_reader_of_the_database_may_keep_holds_no_mark(marked: tuple[World, Marks]) -> None:
    """Changes, the audit trail and the answers kept for repetition are written by every operation."""
    world, marks = marked
    with world.service.client() as http:
        for row in READS.values():
            for path in islice(paths(world, row), 2):
                http.get(path, headers=headers_of(world, min(row.roles)))
    for table in ("changes", "audit_entries", "idempotency_records", "work_items"):
        rows = world.superuser.execute(
            sql.SQL("SELECT t::text FROM {} t WHERE partnership_id = %s").format(sql.Identifier(table)),
            (world.id,),
        )
        assert marks.of(" ".join(row[0] for row in rows)) == set(), table


def test_every_personal_column_is_tried(marked: tuple[World, Marks]) -> None:
    world, _ = marked
    filled = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE partnership_id = %s AND {} IS NOT NULL)")
    empty = {
        f"{table.name}.{column.name}"
        for table, column in personal_columns()
        if world.superuser.execute(
            filled.format(sql.Identifier(table.name), sql.Identifier(column.name)), (world.id,)
        ).fetchone()
        != (True,)
    }
    assert empty == set()


def test_whatever_is_said_to_show_something_is_an_operation() -> None:
    assert set(SHOWS) <= set(READS)
    assert all(by_name(name) for name in SHOWS)
