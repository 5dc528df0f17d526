"""P2: below every query, row security shows casework to the case's own workers, and to nobody abroad."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from sosafe_api import tables
from sosafe_api.core.db.session import RowScope
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.safety.casework import TABLES, marked_case

pytestmark = [pytest.mark.p02, pytest.mark.database]
# Who works on what is read by the policies themselves, so it is the partnership's; no route shows it.
OPEN_WITHIN = {"case_workers"}
OF_THE_SERVICE = {"programmes", "programme_sessions"}


@pytest.fixture
def app(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.urls.app) as connection:
        yield connection
        connection.rollback()


def seen(app: psycopg.Connection, world: World | None, **scope: Any) -> set[str]:
    """The tables of casework in which a caller with this scope finds any row at all."""
    app.rollback()
    if world is not None:
        app.execute(RowScope(world.id, **scope).statements.encode())
    query = "SELECT EXISTS (SELECT FROM {})"
    return {
        table
        for table in TABLES
        if app.execute(sql.SQL(query).format(sql.Identifier(table))).fetchone() == (True,)
    }


def test_rows_show_to_the_worker_of_the_case_and_to_no_other(
    world: World, other_world: World, app: psycopg.Connection
) -> None:
    case_id = marked_case(world)["case_id"]
    me, refuge, outreach = world.somebody("caseworker"), world.services["refuge"], world.services["outreach"]
    assert seen(app, world, principal_id=me, service_ids=(refuge,)) == TABLES
    assert seen(app, world, reach="partnership") == TABLES
    colleague = {"principal_id": world.somebody("referrer"), "service_ids": (refuge,)}
    assert seen(app, world, **colleague) == OPEN_WITHIN | OF_THE_SERVICE
    assert seen(app, world, principal_id=me, service_ids=(outreach,)) == OPEN_WITHIN
    assert seen(app, world, agency_id=world.agencies["charity"]) == OPEN_WITHIN
    excluded = {"principal_id": me, "service_ids": (refuge,), "excluded_ids": (UUID(case_id),)}
    assert seen(app, world, **excluded) == OPEN_WITHIN | OF_THE_SERVICE
    assert seen(app, other_world, reach="partnership", service_ids=(refuge,), principal_id=me) == set()
    assert seen(app, None) == set()


def test_no_row_can_be_written_into_a_case_that_the_writer_does_not_see(
    world: World, other_world: World, app: psycopg.Connection
) -> None:
    marked_case(world)
    outsider = RowScope(
        world.id, principal_id=world.somebody("referrer"), service_ids=(world.services["refuge"],)
    )
    abroad = RowScope(other_world.id, reach="partnership")
    shut = (
        TABLES - OPEN_WITHIN - OF_THE_SERVICE - {"cases", "families"}
    )  # a new case or family is the writer's own
    for table, scopes in {name: [outsider, abroad] if name in shut else [abroad] for name in TABLES}.items():
        columns = [column.name for column in tables.metadata.tables[table].columns]
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        insert = sql.SQL(
            "INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{table}, %s)"
        ).format(table=sql.Identifier(table), names=names)
        whole = sql.SQL("SELECT to_jsonb(t) FROM {} t WHERE partnership_id = %s LIMIT 1")
        row = world.superuser.execute(whole.format(sql.Identifier(table)), (world.id,)).fetchone()
        assert row is not None, table
        for scope in scopes:
            app.rollback()
            app.execute(scope.statements.encode())
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                app.execute(insert, (Jsonb(row[0]),))


def test_the_history_of_a_case_can_be_added_to_and_never_changed(app: psycopg.Connection) -> None:
    for table in TABLES:
        rights = {
            right
            for right in ("UPDATE", "DELETE", "TRUNCATE")
            if app.execute("SELECT has_table_privilege(%s, %s)", (table, right)).fetchone() == (True,)
        }
        expected = {
            "case_transitions": set(), "case_people": {"DELETE"}, "family_cases": {"DELETE"},
        }.get(table, {"UPDATE"})  # fmt: skip
        assert rights == expected, table
