"""What the database lets the service and the reader do with releases."""

from typing import Any

import psycopg
import pytest

from tests.domains.kpis.releasing import publish
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("kpi_releases", "DELETE FROM {}"),
        ("kpi_release_tables", "UPDATE {} SET id = id"),
        ("kpi_release_tables", "DELETE FROM {}"),
        ("kpi_release_pages", "UPDATE {} SET id = id"),
        ("kpi_release_pages", "DELETE FROM {}"),
    ],
)
def test_the_service_may_not_change_or_delete_what_a_release_holds(
    world: World, database: Any, table: str, statement: str
) -> None:
    for url in (database.urls.app, database.urls.reader):
        with psycopg.connect(url) as connection:
            connection.execute("SET TRANSACTION READ WRITE")  # the reader's own default is read only
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.format(table))


@pytest.mark.parametrize("table", ["kpi_releases", "kpi_release_tables"])
def test_the_reader_sees_only_the_partnership_it_named(
    world: World, other_world: World, database: Any, table: str
) -> None:
    publish(world)
    with psycopg.connect(database.urls.reader) as connection:
        assert connection.execute(f"SELECT count(id) FROM {table}").fetchone() == (0,)
        connection.execute(f"SET LOCAL app.partnership_id = '{other_world.id}'")
        assert connection.execute(f"SELECT count(id) FROM {table}").fetchone() == (0,)
        connection.execute(f"SET LOCAL app.partnership_id = '{world.id}'")
        assert connection.execute(f"SELECT count(id) FROM {table}").fetchone() != (0,)


def test_the_reader_may_read_nothing_else(world: World, database: Any) -> None:
    for table in ("referrals", "audit_entries", "principals", "incident_counts", "kpi_release_pages"):
        with psycopg.connect(database.urls.reader) as connection:
            connection.execute(f"SET LOCAL app.partnership_id = '{world.id}'")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT count(*) FROM {table}")
