"""What the database lets the service and the reader do with releases."""

from typing import Any

import psycopg
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.releasing import RELEASES, drafted, publish, step
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


def test_a_draft_is_changed_and_discarded_while_the_background_adds_its_tables(world: World) -> None:
    draft = drafted(world)
    path = f"{RELEASES}/{draft['id']}"
    with world.superuser.transaction():  # the work goes on, and nothing of it is committed
        world.insert(
            "kpi_release_tables", partnership_id=world.id, id=new_id(), release_id=draft["id"], path="",
            media_type="application/json", body=b"{}", content_digest=b"",
        )  # fmt: skip
        changed = world.as_role(Role.ANALYST).patch(
            path,
            content=b'{"notes": "Other words."}',
            headers={"If-Match": draft["etag"], "Content-Type": "application/merge-patch+json"},
        )
        assert (changed.status_code, changed.json()["notes"]) == (200, "Other words.")
        given_up = step(world, changed.json(), "discarded")
        assert (given_up.status_code, given_up.json()["status"]) == (201, "discarded")
