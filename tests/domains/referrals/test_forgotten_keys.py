"""Keys and stored answers are kept for thirty days by the true clock; a referral is held by its reference for ever."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from sosafe_api import worker
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.agencies.directory import group_body
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
OLD_KEY = {"Idempotency-Key": "a-key-of-more-than-thirty-days"}
YOUNG_KEY = {"Idempotency-Key": "a-key-of-nearly-thirty-days"}
A_MINUTE = timedelta(minutes=1)
THIRTY_DAYS = timedelta(days=30)
YEAR_SECONDS = 365 * 86_400


def push(world: World, content: dict[str, Any], key: dict[str, str]) -> httpx.Response:
    return world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=content, headers=key)


def add_group(world: World, slug: str, key: dict[str, str]) -> httpx.Response:
    content = group_body() | {"slug": slug}
    answer = world.as_role(Role.PARTNERSHIP_ADMIN).post("/v1/groups", json=content, headers=key)
    assert answer.status_code == 201, answer.text
    return answer


def grow_older(world: World, age: timedelta) -> None:
    """So much time passes for every key that the partnership holds."""
    world.superuser.execute(
        "UPDATE idempotency_records SET created_at = created_at - %s WHERE partnership_id = %s",
        (age, world.id),
    )


def keys(world: World) -> int:
    ((number,),) = world.superuser.execute(
        "SELECT count(*) FROM idempotency_records WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    return int(number)


def move_clock(world: World, seconds: int) -> None:
    world.superuser.execute(
        "UPDATE partnerships SET clock_ahead_seconds = %s WHERE id = %s", (seconds, world.id)
    )


def do_daily_work(world: World, database: TestDatabase) -> None:
    world.superuser.execute("DELETE FROM work_items")
    world.superuser.execute(
        "INSERT INTO work_items (id, partnership_id, kind, item_id, available_at)"
        " VALUES (%(id)s, %(id)s, 'kpi_recording', %(id)s, now())",
        {"id": world.id},
    )
    assert worker.do_next(world.service.settings, database.urls) is True
    world.superuser.execute("DELETE FROM work_items")


def test_what_is_older_than_thirty_days_goes_and_the_rest_stays(
    world: World, other_world: World, database: TestDatabase
) -> None:
    push(world, world.referral("REF-1"), OLD_KEY)
    add_group(world, "old", OLD_KEY)
    push(other_world, other_world.referral(), OLD_KEY)
    grow_older(world, 2 * A_MINUTE)
    young = push(world, world.referral("REF-2"), YOUNG_KEY)
    made = add_group(world, "young", YOUNG_KEY)
    for one in (world, other_world):
        grow_older(one, THIRTY_DAYS - A_MINUTE)
    grow_older(other_world, THIRTY_DAYS)

    do_daily_work(world, database)
    assert (keys(world), keys(other_world)) == (2, 1)
    for first, again in (
        (young, push(world, world.referral("REF-2"), YOUNG_KEY)),
        (made, add_group(world, "young", YOUNG_KEY)),
    ):
        assert (again.status_code, again.content) == (201, first.content)
        assert again.headers["Idempotency-Replayed"] == "true"


def test_a_referral_whose_key_is_forgotten_is_not_taken_twice(world: World, database: TestDatabase) -> None:
    first = push(world, world.referral(), OLD_KEY)
    grow_older(world, THIRTY_DAYS + A_MINUTE)
    do_daily_work(world, database)
    assert keys(world) == 0

    by_reference, by_key = (push(world, world.referral(), OLD_KEY) for _ in range(2))
    assert (by_reference.status_code, by_reference.content) == (200, first.content)
    assert (by_key.status_code, by_key.content) == (200, first.content)
    assert "Idempotency-Replayed" not in by_reference.headers
    assert by_key.headers["Idempotency-Replayed"] == "true", "the key is held anew"
    other = push(world, world.referral(narrative="Something else."), {"Idempotency-Key": str(new_id())})
    assert (other.status_code, other.json()["code"]) == (409, "agency_reference_in_use")
    grow_older(world, THIRTY_DAYS + A_MINUTE)
    do_daily_work(world, database)
    reused = push(world, world.referral(narrative="Something else."), OLD_KEY)
    assert (reused.status_code, reused.json()["code"]) == (409, "agency_reference_in_use")


def test_a_batch_whose_key_is_forgotten_takes_no_referral_twice(world: World, database: TestDatabase) -> None:
    client, batch = world.as_role(Role.REFERRER_CLIENT), {"items": [world.referral()]}
    first = client.post("/v1/referrals/batch", json=batch, headers=OLD_KEY).json()["results"]
    grow_older(world, THIRTY_DAYS + A_MINUTE)
    do_daily_work(world, database)
    assert keys(world) == 0
    again = client.post("/v1/referrals/batch", json=batch, headers=OLD_KEY).json()["results"]
    assert [item["status"] for item in (*first, *again)] == [201, 200]
    assert [item["receipt"] for item in again] == [item["receipt"] for item in first]


def test_a_clock_that_is_moved_ahead_forgets_no_key_earlier(world: World, database: TestDatabase) -> None:
    push(world, world.referral(), YOUNG_KEY)
    add_group(world, "young", YOUNG_KEY)
    grow_older(world, THIRTY_DAYS - A_MINUTE)
    move_clock(world, YEAR_SECONDS)
    do_daily_work(world, database)
    assert keys(world) == 2


@pytest.mark.parametrize("later", [YEAR_SECONDS, 0], ids=["still-ahead", "set-back"])
def test_a_key_of_a_clock_that_is_moved_ahead_is_kept_no_longer(
    world: World, database: TestDatabase, later: int
) -> None:
    move_clock(world, YEAR_SECONDS)
    assert push(world, world.referral(), OLD_KEY).status_code == 201
    add_group(world, "old", OLD_KEY)
    grow_older(world, THIRTY_DAYS + A_MINUTE)
    move_clock(world, later)
    do_daily_work(world, database)
    assert keys(world) == 0
