"""Several referrals in one request: each judged alone, or all refused together."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.referrals.test_push import WRITTEN, counts
from tests.fixtures.world import World

pytestmark = pytest.mark.database
KEY = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}


def batch(world: World, items: list[dict[str, Any]], *, atomic: bool = False, **headers: str) -> Any:
    client = world.as_role(Role.REFERRER_CLIENT)
    return client.post("/v1/referrals/batch", json={"atomic": atomic, "items": items}, headers=headers)


def test_each_item_has_its_own_result_in_the_order_sent(world: World) -> None:
    known = world.push("KNOWN")
    items = [
        world.referral("NEW"),
        world.referral("KNOWN"),
        world.referral("BAD", urgency="whenever", owner="us"),
        world.referral("KNOWN", narrative="Another content."),
        world.referral("ABROAD", service_id="019a0000-0000-7000-8000-000000000001"),
    ]
    response = batch(world, items)
    assert response.status_code == 207
    assert response.json()["summary"] == {"total": 5, "succeeded": 2, "failed": 3}
    results = response.json()["results"]
    assert [item["index"] for item in results] == [0, 1, 2, 3, 4]
    assert [item["status"] for item in results] == [201, 200, 422, 409, 422]
    assert results[0]["receipt"]["agency_reference"] == "NEW"
    assert results[1]["receipt"] == known
    assert {item["pointer"] for item in results[2]["problem"]["errors"]} == {
        "#/items/2/urgency",
        "#/items/2/owner",
    }
    assert results[3]["problem"]["code"] == "agency_reference_in_use"
    assert results[4]["problem"]["errors"][0]["pointer"] == "#/items/4/service_id"
    assert counts(world)["referrals"] == 2


def test_a_batch_of_nothing_but_faults_is_still_answered_item_by_item(world: World) -> None:
    response = batch(world, [{}, {"agency_reference": 1}])
    assert response.status_code == 207
    assert [item["status"] for item in response.json()["results"]] == [422, 422]


def test_an_atomic_batch_is_kept_whole(world: World) -> None:
    response = batch(world, [world.referral(f"ATOM-{number}") for number in range(3)], atomic=True)
    assert response.status_code == 201
    assert [item["status"] for item in response.json()["results"]] == [201, 201, 201]
    assert counts(world)["referrals"] == 3


def test_an_atomic_batch_with_faults_names_all_of_them_and_keeps_nothing(world: World) -> None:
    items = [world.referral("A"), world.referral("B", urgency="whenever"), world.referral("C", consent={})]
    response = batch(world, items, atomic=True)
    assert (response.status_code, response.json()["code"]) == (422, "batch_rejected")
    assert {item["pointer"] for item in response.json()["errors"]} == {
        "#/items/1/urgency",
        "#/items/2/consent/status",
    }
    assert counts(world) == dict.fromkeys(WRITTEN, 0)


def test_an_atomic_batch_is_refused_for_a_reference_in_use_as_well(world: World) -> None:
    world.push("KNOWN")
    items = [world.referral("NEW"), world.referral("KNOWN", narrative="Another content.")]
    response = batch(world, items, atomic=True)
    assert (response.status_code, response.json()["code"]) == (422, "batch_rejected")
    assert [item["pointer"] for item in response.json()["errors"]] == ["#/items/1"]
    assert counts(world)["referrals"] == 1


def test_the_same_reference_twice_in_one_batch_is_one_referral(world: World) -> None:
    results = batch(world, [world.referral("TWICE"), world.referral("TWICE")]).json()["results"]
    assert [item["status"] for item in results] == [201, 200]
    assert results[0]["receipt"] == results[1]["receipt"]


def test_a_batch_sent_again_with_its_key_is_answered_byte_for_byte(world: World) -> None:
    items = [world.referral("A"), world.referral("B", urgency="whenever")]
    first, again = (batch(world, items, **KEY) for _ in range(2))
    assert (again.status_code, again.content) == (207, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    other = batch(world, items[:1], **KEY)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_batch_sent_again_without_a_key_writes_nothing_twice(world: World) -> None:
    items = [world.referral(f"REF-{number}") for number in range(3)]
    first, again = (batch(world, items).json()["results"] for _ in range(2))
    assert [item["status"] for item in again] == [200, 200, 200]
    assert [item["receipt"] for item in again] == [item["receipt"] for item in first]
    assert counts(world) == dict.fromkeys(WRITTEN, 3)


@pytest.mark.parametrize(("number", "status"), [(0, 422), (1, 207), (100, 207), (101, 422)])
def test_a_batch_holds_one_to_a_hundred_items(world: World, number: int, status: int) -> None:
    assert batch(world, [{}] * number).status_code == status


def test_one_refused_item_does_not_undo_its_neighbours(world: World) -> None:
    items = [
        world.referral("BEFORE"),
        world.referral("REFUSED", service_id=str(world.agencies["council"])),
        world.referral("AFTER"),
    ]
    assert [item["status"] for item in batch(world, items).json()["results"]] == [201, 422, 201]
    kept = world.superuser.execute(
        "SELECT agency_reference FROM referrals WHERE partnership_id = %s ORDER BY id", (world.id,)
    ).fetchall()
    assert kept == [("BEFORE",), ("AFTER",)]
