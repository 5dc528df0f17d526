"""The use of DASH by each agency: right counts, whole quarters, and no small count to be worked out."""

from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.clock import today
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.reviews.rules import DashCount, quarters, shown
from tests.domains.reviews.reviewing import get
from tests.fixtures.world import World

pytestmark = pytest.mark.database
DASH = {"tool": "dash_24", "score": 11, "grade": "medium", "assessed_on": "2026-10-30"}
QUARTER = "from=2026-07-01&before=2026-10-01"
COUNTS = st.builds(
    lambda stated, more: DashCount(stated, stated + more), st.integers(0, 12), st.integers(0, 12)
)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
MOST = 9


def refer(world: World, number: int, *, received: str = "2026-08-10T12:00:00Z", **changes: Any) -> None:
    """Referrals for domestic abuse by the council, received at a time that has passed."""
    for _ in range(number):
        (sent,) = world.superuser.execute(
            "SELECT count(*) FROM referrals WHERE partnership_id = %s", (world.id,)
        ).fetchone()
        made = world.push(f"DASH/{sent}", **({"reason_codes": ["domestic_abuse_victim"]} | changes))
        world.superuser.execute("UPDATE referrals SET received_at = %s WHERE id = %s", (received, made["id"]))


def rows(
    world: World, query: str = QUARTER, role: Role = Role.ANALYST
) -> dict[str | None, tuple[Any, Any, str]]:
    found = get(world, f"/dash-use?{query}", role=role)["data"]
    return {item["agency_id"]: (item["numerator"], item["denominator"], item["status"]) for item in found}


def test_each_agency_and_the_whole_partnership_are_counted(world: World) -> None:
    refer(world, 6, risk=DASH)
    refer(world, 5)
    refer(world, 3, reason_codes=["asb_victim"], risk=DASH)
    refer(world, 2, received="2026-10-02T12:00:00Z")
    for role in (Role.ANALYST, Role.JOINT_ACTION_GROUP, Role.RESPONSIBLE_AUTHORITIES_GROUP):
        assert rows(world, role=role) == {
            None: (6, 11, "shown"),
            str(world.agencies["council"]): (6, 11, "shown"),
            str(world.agencies["police"]): (0, 0, "shown"),
            str(world.agencies["charity"]): (0, 0, "shown"),
        }


def test_another_tool_is_no_dash_and_errors_and_redirections_are_not_counted(world: World) -> None:
    refer(world, 6, risk={**DASH, "tool": "dash_27"})
    refer(world, 6, risk={**DASH, "tool": "other"})
    refer(world, 1, reason_codes=["domestic_abuse_perpetrator", "asb_victim"])
    refer(world, 1)
    world.superuser.execute(
        "UPDATE referrals SET status = 'entered_in_error' WHERE partnership_id = %s AND agency_reference = 'DASH/13'",
        (world.id,),
    )
    assert rows(world)[None] == (6, 13, "shown")


def test_a_small_count_is_hidden_and_the_total_with_it(world: World) -> None:
    refer(world, 6, risk=DASH)
    refer(world, 4)
    assert rows(world) == {
        None: (None, None, "suppressed"),
        str(world.agencies["council"]): (None, None, "suppressed"),
        str(world.agencies["police"]): (0, 0, "shown"),
        str(world.agencies["charity"]): (0, 0, "shown"),
    }


def test_a_quarter_begins_and_ends_at_midnight_in_london(world: World) -> None:
    refer(world, 5, received="2026-06-30T23:00:00Z", risk=DASH)
    refer(world, 6, received="2026-06-30T22:59:59Z", risk=DASH)
    refer(world, 7, received="2026-09-30T22:59:59Z", risk=DASH)
    refer(world, 8, received="2026-09-30T23:00:00Z", risk=DASH)
    assert rows(world)[None] == (12, 12, "shown")
    found = get(world, "/dash-use?from=2026-04-01&before=2026-10-01", role=Role.ANALYST)["data"]
    assert [(item["period"]["label"], item["denominator"]) for item in found if item["agency_id"] is None] == [
        ("2026/27 Q1", 6), ("2026/27 Q2", 12),
    ]  # fmt: skip


def test_parts_of_quarters_and_quarters_to_come_are_not_counted(world: World) -> None:
    assert rows(world, "from=2026-07-02&before=2026-10-01") == {}
    assert rows(world, "from=2026-07-01&before=2026-09-30") == {}
    assert rows(world, "from=2099-01-01&before=2099-12-31") == {}


def test_without_a_question_the_quarters_of_three_years_are_told(world: World) -> None:
    found = get(world, "/dash-use", role=Role.ANALYST)["data"]
    labels = [item["period"]["label"] for item in found if item["agency_id"] is None]
    assert len(labels) in {11, 12}
    assert labels == sorted(labels)
    assert found[-1]["period"]["end"] <= today().isoformat()


def test_a_question_spans_at_most_three_years(world: World) -> None:
    client = world.as_role(Role.ANALYST)
    for query, fault in (
        ("?from=2020-01-01&before=2026-01-01", {("before", "period_too_long")}),
        ("?from=0&before=2026-01-01", {("from", "not_a_date")}),
    ):
        refused = client.get(f"/v1/dash-use{query}")
        assert refused.status_code == 400, refused.text
        assert {(item["parameter"], item["code"]) for item in refused.json()["errors"]} == fault


def test_another_partnerships_referrals_are_not_counted(world: World, other_world: World) -> None:
    refer(other_world, 6, risk=DASH)
    assert rows(world)[None] == (0, 0, "shown")


@given(st.dictionaries(st.sampled_from("abcdef"), COUNTS, min_size=1))
def test_nothing_small_is_shown_nor_left_by_subtraction(counts: dict[str, DashCount]) -> None:
    parts, total = shown(counts)
    for count in [*parts.values(), total]:
        if count is not None:
            cells = (count.numerator, count.denominator, count.denominator - count.numerator)
            assert all(cell == 0 or cell >= 5 for cell in cells)
    assert (total is None) is (None in parts.values())
    assert set(parts) == set(counts)


@pytest.mark.parametrize("stated", range(MOST))
@pytest.mark.parametrize("more", range(MOST))
def test_whoever_knows_the_rule_cannot_tell_a_hidden_count(stated: int, more: int) -> None:
    """Every table of two agencies that would look the same: a small count is never the same in all of them."""
    other = DashCount(5, 12)
    answer = shown({"a": DashCount(stated, stated + more), "b": other})
    alike = [
        (with_dash, without)
        for with_dash, without in product(range(MOST), repeat=2)
        if shown({"a": DashCount(with_dash, with_dash + without), "b": other}) == answer
    ]
    for number, count in enumerate((stated, more)):
        assert not 0 < count < 5 or len({pair[number] for pair in alike}) > 1


@given(DAYS, st.integers(0, 1500))
def test_quarters_lie_within_follow_on_one_another_and_begin_with_a_financial_quarter(
    start: date, days: int
) -> None:
    end = start + timedelta(days=days)
    found = list(quarters(start, end))
    assert all(start <= item.start < item.end <= end and item.start.month % 3 == 1 for item in found)
    assert all(one.end == other.start for one, other in pairwise(found))
    if days >= 184:
        assert found
