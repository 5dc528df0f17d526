"""Who calls which operation: told to those who answer for the partnership, of their own partnership only."""

from datetime import date
from uuid import UUID

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.contract import conform
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def count(world: World, caller: UUID, operation: str, requests: int, month: date = date(2026, 11, 1)) -> None:
    world.insert(
        "operation_usage",
        partnership_id=world.id,
        month=month,
        caller_id=caller,
        operation=operation,
        caller_kind="client",
        requests=requests,
        last_used_on=month.replace(day=20),
    )


def asked(world: World, path: str = "/v1/operation-usage", **filters: str | int) -> httpx.Response:
    answer = world.as_role(Role.PARTNERSHIP_ADMIN).get(path, params=filters or None)
    assert answer.status_code == 200, answer.text
    conform(answer)
    return answer


def told(answer: httpx.Response) -> list[tuple[str, int]]:
    return [(item["operation"], item["requests"]) for item in answer.json()["data"]]


def test_the_counts_of_the_own_partnership_are_told(world: World, other_world: World) -> None:
    program = world.somebody(Role.REFERRER_CLIENT.value)
    count(world, program, "create_referral", 12)
    count(other_world, program, "create_referral", 99)
    answer = asked(world, caller_id=str(program))
    assert answer.json()["data"] == [
        {
            "month": "2026-11-01",
            "caller_kind": "client",
            "caller_id": str(program),
            "operation": "create_referral",
            "requests": 12,
            "last_used_on": "2026-11-20",
        }
    ]


def test_they_are_found_by_month_caller_and_operation(world: World) -> None:
    one, other = (world.somebody(name) for name in (Role.REFERRER_CLIENT.value, Role.CASEWORKER.value))
    count(world, one, "list_referrals", 1, date(2025, 1, 1))
    count(world, one, "list_referrals", 2, date(2025, 2, 1))
    count(world, other, "get_referral", 3, date(2025, 2, 1))
    assert told(asked(world, operation="list_referrals", since="2025-02-28")) == [("list_referrals", 2)]
    assert told(asked(world, caller_id=str(other))) == [("get_referral", 3)]


def test_pages_hold_each_count_once(world: World) -> None:
    program = world.somebody(Role.REFERRER_CLIENT.value)
    expected = [(f"operation_{number}", number) for number in range(1, 8)]
    for operation, requests in expected:
        count(world, program, operation, requests)
    answer = asked(world, caller_id=str(program), limit=3)
    found = told(answer)
    while (following := answer.json()["links"]["next"]) is not None:
        answer = asked(world, following)
        found += told(answer)
    assert found == expected
