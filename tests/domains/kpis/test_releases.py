"""A release is computed once, under disclosure control, and never changes; a correction is the next one."""

from typing import Any

import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.kpis.definitions import REGISTRY
from tests.domains.kpis.arranging import received, street_file
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def publish(world: World, notes: str = "Quarterly release.", **rest: Any) -> dict[str, Any]:
    response = world.as_role(Role.PARTNERSHIP_ADMIN).post(
        "/v1/kpi-releases",
        json={"notes": notes, **rest},
        headers={"Idempotency-Key": f"release-{notes}-{world.slug}".replace(" ", "-")},
    )
    assert response.status_code == 201, response.text
    release: dict[str, Any] = response.json()
    return release


def frozen(world: World) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = world.superuser.execute(
        "SELECT path, body, content_digest FROM kpi_release_tables WHERE partnership_id = %s"
        " ORDER BY release_id, path",
        (world.id,),
    ).fetchall()
    return rows


def test_a_release_is_numbered_named_and_dated(world: World) -> None:
    first, second = publish(world, "First."), publish(world, "Second, corrected.")
    assert (first["number"], second["number"]) == (1, 2)
    assert first["released_by"] == str(world.people["partnership_admin"].id)
    assert (first["status"], first["notes"]) == ("published", "First.")
    listed = world.as_role(Role.SCRUTINY).get("/v1/kpi-releases").json()["data"]
    assert listed == [second, first]


def test_a_release_holds_every_published_table_and_its_change_and_audit_line(world: World) -> None:
    release = publish(world)
    paths = {path for path, _, _ in frozen(world)}
    assert {
        "",
        "crime_rate",
        "crime_rate/observations?period=rolling_12_months",
        "referrals_received/observations?period=quarter&by=agency",
        "declines_by_reason/observations?period=quarter&by=reason",
    } <= paths
    tables = sum(len(item.periods) for item in REGISTRY.values())
    # What is public in its detail is split over every period.
    assert len(paths) == 1 + len(REGISTRY) + tables + 5 + 2 * 7
    for table in ("changes", "audit_entries"):
        column = "resource_id" if table == "changes" else "object_id"
        found = world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s AND {column} = %s",
            (world.id, release["id"]),
        ).fetchone()
        assert found == (1,)


def test_repeating_the_request_with_its_key_publishes_once(world: World) -> None:
    assert publish(world) == publish(world)
    assert len(world.as_role(Role.ANALYST).get("/v1/kpi-releases").json()["data"]) == 1


def test_a_release_asks_for_a_key_and_for_notes(world: World) -> None:
    client = world.as_role(Role.PARTNERSHIP_ADMIN)
    missing = client.post("/v1/kpi-releases", json={"notes": "No key."})
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency_key_missing")
    faulty = client.post(
        "/v1/kpi-releases", json={"notes": " "}, headers={"Idempotency-Key": "a-key-of-the-release"}
    )
    assert faulty.status_code == 422
    assert faulty.json()["errors"][0]["pointer"] == "#/notes"


def test_releases_at_the_same_time_take_turns(world: World) -> None:
    with side_by_side() as pool:
        numbers = list(pool.map(lambda turn: publish(world, f"Turn {turn}.")["number"], range(4)))
    assert sorted(numbers) == [1, 2, 3, 4]


def test_later_data_change_nothing_of_a_release(world: World) -> None:
    received(world, "2026-04-10", 8)
    publish(world)
    before = frozen(world)
    received(world, "2026-04-11", 8)
    street_file(world, "2021-04", {"anti_social_behaviour": 10})
    assert frozen(world) == before


def test_a_release_may_stop_before_a_day(world: World) -> None:
    for month in ("2021-04", "2021-05", "2021-06"):
        street_file(world, month, {"anti_social_behaviour": 10})
    publish(world, before="2021-06-01")
    (body,) = [body for path, body, _ in frozen(world) if path == "asb_incidents/observations?period=month"]
    assert (b'"Apr 2021"' in body, b'"May 2021"' in body, b'"Jun 2021"' in body) == (True, True, False)


@pytest.mark.parametrize("table", ["kpi_releases", "kpi_release_tables"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_service_may_not_change_or_delete_a_release(
    world: World, database: Any, table: str, statement: str
) -> None:
    publish(world)
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
    count = f"SELECT count(*) FROM {table}"
    with psycopg.connect(database.urls.reader) as connection:
        assert connection.execute(f"SELECT count(id) FROM {table}").fetchone() == (0,)
        connection.execute(f"SET LOCAL app.partnership_id = '{other_world.id}'")
        assert connection.execute(count).fetchone() == (0,)
        connection.execute(f"SET LOCAL app.partnership_id = '{world.id}'")
        assert connection.execute(count).fetchone() != (0,)


def test_the_reader_may_read_nothing_else(world: World, database: Any) -> None:
    for table in ("referrals", "audit_entries", "principals", "incident_counts"):
        with psycopg.connect(database.urls.reader) as connection:
            connection.execute(f"SET LOCAL app.partnership_id = '{world.id}'")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT count(*) FROM {table}")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CASEWORKER, Role.INDICATOR_READER])
def test_only_the_administrator_publishes(world: World, role: Role) -> None:
    response = world.as_role(role).post(
        "/v1/kpi-releases", json={"notes": "Mine."}, headers={"Idempotency-Key": "a-key-of-the-release"}
    )
    assert (response.status_code, response.json()["code"]) == (403, "role_not_permitted")


def test_the_list_goes_on_page_by_page(world: World) -> None:
    for number in range(3):
        publish(world, f"Release {number}.")
    client = world.as_role(Role.ANALYST)
    page = client.get("/v1/kpi-releases?limit=2").json()
    assert [item["number"] for item in page["data"]] == [3, 2]
    rest = client.get(page["links"]["next"]).json()
    assert ([item["number"] for item in rest["data"]], rest["page"]["has_more"]) == ([1], False)
