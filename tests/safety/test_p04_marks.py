"""P4, P5: a mark in every personal value, then every route as every role: each shows what its domain says.

An operation that asks for no purpose shows no mark at all. One that does shows the marks of the tables that
its domain names in `SHOWS` (tests/access), to the roles of the access table, and to nobody of another service
or partnership.
"""

from collections.abc import Iterator
from itertools import islice, product

import httpx
import pytest
from psycopg import sql

from sosafe_api import tables
from sosafe_api.domains.auth.rules import Role
from tests.access.requests import headers_of, names_in
from tests.access.rows import Row
from tests.access.table import IRREGULAR, SHOWS, TABLE
from tests.contract.arrangements import by_name, fill
from tests.fixtures.server import RunningService
from tests.fixtures.world import World
from tests.safety.marks import Marks, personal_columns

pytestmark = [pytest.mark.p04, pytest.mark.database, pytest.mark.timeout(300)]
MOST_OF_A_KIND = 80
READS = {name: row for name, row in TABLE.items() if row.method == "GET" and not row.open}


def identifiers(world: World, name: str) -> list[str]:
    """Every object of the partnership that a place in a path can name."""
    table = IRREGULAR.get(name, name.removesuffix("_id") + "s")
    if table not in tables.metadata.tables:
        return [name]
    query = sql.SQL("SELECT id FROM {} WHERE partnership_id = %s ORDER BY id DESC LIMIT %s")
    rows = world.superuser.execute(query.format(sql.Identifier(table)), (world.id, MOST_OF_A_KIND))
    return [str(row[0]) for row in rows]


def paths(world: World, row: Row) -> Iterator[str]:
    names = names_in(row.path)
    found = product(*(identifiers(world, name) for name in names))
    for chosen in islice(found, MOST_OF_A_KIND):
        yield row.path.format(**dict(zip(names, chosen, strict=True)))


def seen(http: httpx.Client, marks: Marks, path: str, caller: dict[str, str]) -> set[str]:
    response = http.get(path, headers=caller)
    assert response.status_code < 500, (path, response.text)
    return marks.of(response.text + str(response.headers))


def test_no_route_shows_more_than_its_domain_says(
    world: World, other_world: World, service: RunningService
) -> None:
    fill(world)
    world.add_service("elsewhere", "police")
    world.add_principal("stranger", "police", Role.CASEWORKER, service="elsewhere")
    marks = Marks(world)
    marks.set_all()
    shown: dict[str, set[str]] = {}
    with service.client() as http:
        for name, row in READS.items():
            tried = list(paths(world, row))
            for role in Role:
                caller = headers_of(world, role)
                for path in tried if role in row.roles | row.absent_to else tried[:1]:
                    found = seen(http, marks, path, caller)
                    assert not found or role in row.roles, (name, role, found)
                    shown.setdefault(name, set()).update(found)
            for path in tried:
                stranger = headers_of(world, Role.CASEWORKER)
                stranger["Authorization"] = f"Bearer {world.token(world.people['stranger'])}"
                assert seen(http, marks, path, stranger) == set(), (name, path)
                for role in row.roles:
                    assert seen(http, marks, path, headers_of(other_world, role)) == set(), (name, path)
    tables_shown = {
        name: {column.partition(".")[0] for column in columns} for name, columns in shown.items() if columns
    }
    assert tables_shown == {name: of for name, of in SHOWS.items() if of}
    assert {name for name in tables_shown if not READS[name].sensitive} == set()


def test_what_every_reader_of_the_database_may_keep_holds_no_mark(world: World) -> None:
    """Changes, the audit trail and the answers kept for repetition are written by every operation."""
    fill(world)
    marks = Marks(world)
    marks.set_all()
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


def test_every_personal_column_is_tried(world: World) -> None:
    fill(world)
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
