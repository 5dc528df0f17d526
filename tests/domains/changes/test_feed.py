"""Followers of changes miss nothing, see nothing early, and are told only of records that they may read."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest

from sosafe_api.core.db.session import RowScope, blocking_transaction
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.changes import service
from sosafe_api.domains.changes.tasks import forget, number
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def read(client: httpx.Client, **query: Any) -> dict[str, Any]:
    answer = client.get("/v1/changes", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def all_of(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = read(client, **query)
        found += page["data"]
        if not page["page"]["has_more"]:
            return found
        query["after"] = page["page"]["next_cursor"]


def put_change(connection: psycopg.Connection, world: World, resource: str = "agency", **columns: Any) -> Any:
    """A change as the service writes it, in a transaction that the caller ends."""
    values = {
        "partnership_id": world.id,
        "id": new_id(),
        "type": f"{resource}.updated",
        "resource": resource,
        "resource_id": world.agencies["council"],
        "resource_version": 1,
        "occurred_at": datetime.now(UTC),
    } | columns
    names, places = ", ".join(values), ", ".join(f"%({name})s" for name in values)
    connection.execute(f"INSERT INTO changes ({names}) VALUES ({places})", values)
    return str(values["id"])


def test_a_follower_is_told_of_each_change_once_and_comes_back_with_the_cursor(world: World):
    follower = world.as_role(Role.REFERRER_CLIENT)
    start = read(follower)["page"]["next_cursor"]
    made = world.push("ASB/2026/0012")
    page = read(follower, after=start)
    (told,) = page["data"]
    assert told["type"] == "referral.submitted"
    assert (told["resource"], told["resource_id"], told["resource_version"]) == ("referral", made["id"], 1)
    assert set(told) == {"id", "type", "occurred_at", "resource", "resource_id", "resource_version"}
    assert page["page"]["has_more"] is False
    assert read(follower, after=page["page"]["next_cursor"])["data"] == []


def test_changes_of_a_record_come_in_the_order_of_its_versions(world: World):
    referral_id = world.accept()
    told = [item for item in all_of(world.as_role(Role.CASEWORKER)) if item["resource_id"] == referral_id]
    versions = [item["resource_version"] for item in told]
    assert versions == sorted(versions)
    assert [item["type"] for item in told] == ["referral.submitted", "referral.received", "referral.accepted"]


def test_versions_take_their_places_in_order_even_when_a_writers_clock_is_behind(
    world: World, superuser: psycopg.Connection
):
    earlier, later = new_id(), new_id()
    put_change(superuser, world, id=later, resource_version=7)
    put_change(superuser, world, id=earlier, resource_version=8)
    told = all_of(world.as_role(Role.REFERRER_CLIENT), type="agency.updated")
    assert [item["resource_version"] for item in told] == [7, 8]


def test_a_change_that_commits_late_comes_after_what_was_shown_and_is_not_skipped(
    world: World, database: TestDatabase, superuser: psycopg.Connection
):
    follower = world.as_role(Role.REFERRER_CLIENT)
    with psycopg.connect(database.superuser) as slow:
        late = put_change(slow, world)
        early = put_change(superuser, world)
        first = read(follower)
        assert [item["id"] for item in first["data"]] == [early]
        slow.commit()
    second = read(follower, after=first["page"]["next_cursor"])
    assert [item["id"] for item in second["data"]] == [late]


def test_twenty_writers_and_four_followers_agree_and_nothing_is_skipped(world: World, database: TestDatabase):
    written: list[str] = []
    ended = threading.Event()

    def write() -> None:
        with psycopg.connect(database.superuser, autocommit=True) as connection:
            for _ in range(15):
                with connection.transaction():
                    written.append(put_change(connection, world, resource_id=new_id()))

    def follow(seen: list[str], client: httpx.Client) -> None:
        query: dict[str, Any] = {"limit": 7}
        while True:
            last = ended.is_set()
            page = read(client, **query)
            seen += [item["id"] for item in page["data"]]
            query["after"] = page["page"]["next_cursor"]
            if last and not page["page"]["has_more"]:
                return

    writers = [threading.Thread(target=write) for _ in range(20)]
    followed: list[list[str]] = [[] for _ in range(4)]
    clients = [world.as_role(Role.REFERRER_CLIENT) for _ in followed]
    followers = [threading.Thread(target=follow, args=pair) for pair in zip(followed, clients, strict=True)]
    for thread in [*writers, *followers]:
        thread.start()
    for thread in writers:
        thread.join()
    ended.set()
    for thread in followers:
        thread.join()
    assert len(written) == 300
    for seen in followed:
        assert len(seen) == len(set(seen)) == 300
        assert seen == followed[0], "every follower is told in the same order"
    assert set(followed[0]) == set(written)


def test_nobody_is_told_of_a_record_that_is_not_theirs_to_read(world: World, other_world: World):
    world.add_principal("police-client", "police", Role.REFERRER_CLIENT)
    made = world.push()
    assert made["id"] in {item["resource_id"] for item in all_of(world.as_role(Role.REFERRER_CLIENT))}
    for reader in (
        world.as_role("police-client"),
        world.as_role(Role.INDICATOR_READER),
        world.as_role(Role.ANALYST),
        other_world.as_role(Role.REFERRER_CLIENT),
    ):
        assert made["id"] not in {item["resource_id"] for item in all_of(reader)}


def test_a_token_without_the_records_scope_is_told_nothing_of_it(world: World):
    world.push()
    told = all_of(world.as_role(Role.REFERRER_CLIENT, "change:read", "agency:read"))
    assert {item["resource"] for item in told} <= {"agency", "agency_membership"}


def test_a_resource_that_has_no_rule_is_told_to_nobody(world: World, superuser: psycopg.Connection):
    hidden = put_change(superuser, world, "person_address")
    for role in (Role.PARTNERSHIP_ADMIN, Role.CASEWORKER, Role.REFERRER_CLIENT):
        assert hidden not in {item["id"] for item in all_of(world.as_role(role))}


def test_types_are_chosen_singly_or_by_resource(world: World, superuser: psycopg.Connection):
    put_change(superuser, world)
    world.accept()
    client = world.as_role(Role.REFERRER_CLIENT)
    assert {item["type"] for item in all_of(client, type="referral.accepted")} == {"referral.accepted"}
    assert {item["resource"] for item in all_of(client, type="referral.*")} == {"referral"}
    both = all_of(client, type="referral.accepted,agency.*")
    assert {item["type"] for item in both} == {"referral.accepted", "agency.updated"}
    refused = client.get("/v1/changes", params={"type": "nonsense.*"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "unknown_resource")


def test_a_cursor_is_its_readers_own(world: World):
    cursor = read(world.as_role(Role.REFERRER_CLIENT))["page"]["next_cursor"]
    for stranger, sent in ((Role.ANALYST, cursor), (Role.REFERRER_CLIENT, cursor[:-2] + "xx")):
        answer = world.as_role(stranger).get("/v1/changes", params={"after": sent})
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid")
        assert "minutes" not in answer.json()["detail"], "a place in the feed outlives a page's cursor"


def test_a_cursor_of_before_what_is_kept_says_so_too(world: World, monkeypatch: pytest.MonkeyPatch):
    client = world.as_role(Role.REFERRER_CLIENT)
    cursor = read(client)["page"]["next_cursor"]
    monkeypatch.setattr(service, "CURSOR_SECONDS", -1)
    answer = client.get("/v1/changes", params={"after": cursor})
    assert (answer.status_code, answer.json()["code"]) == (410, "change_cursor_expired")


def test_a_cursor_behind_what_is_kept_says_so(world: World, superuser: psycopg.Connection):
    client = world.as_role(Role.REFERRER_CLIENT)
    cursor = read(client)["page"]["next_cursor"]
    put_change(superuser, world)
    assert len(read(client, after=cursor)["data"]) == 1
    superuser.execute("DELETE FROM changes WHERE partnership_id = %s", (world.id,))
    superuser.execute("UPDATE change_feeds SET forgotten = numbered WHERE partnership_id = %s", (world.id,))
    answer = client.get("/v1/changes", params={"after": cursor})
    assert (answer.status_code, answer.json()["code"]) == (410, "change_cursor_expired")
    assert read(client)["data"] == []


def test_what_is_older_than_thirty_days_is_forgotten_and_the_rest_is_kept(
    world: World, superuser: psycopg.Connection, database: TestDatabase
):

    now = datetime.now(UTC)
    old = put_change(superuser, world, occurred_at=now - timedelta(days=31))
    young = put_change(superuser, world, occurred_at=now - timedelta(days=29))
    with blocking_transaction(database.urls.app) as connection:
        connection.execute(RowScope(world.id, reach="partnership").statements.encode())
        number(connection, world.id)
        forget(connection, world.id, now)
    kept = {item["id"] for item in all_of(world.as_role(Role.REFERRER_CLIENT))}
    assert young in kept
    assert old not in kept
