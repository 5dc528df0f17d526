"""What is due follows from the day a case closed and the rule of its service on that day; each is concluded once."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.clock import today
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.outcomes.rules.follow_ups import due_day
from tests.domains.cases.steps import add_colleague, moved
from tests.domains.outcomes.steps import add_rule, closed_case, closed_with_follow_up, set_closed
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def due(world: World, query: str = "", by: str = "caseworker") -> list[dict[str, Any]]:
    answer = world.as_role(by).get(f"/v1/follow-ups{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def conclude(world: World, case_id: str, **content: Any) -> httpx.Response:
    wanted = {"months": 6, "outcome": "done", "concluded_on": "2026-08-01", **content}
    return world.as_role(Role.CASEWORKER).post(f"/v1/cases/{case_id}/follow-ups", json=wanted)


@given(DAYS, st.integers(1, 60))
def test_a_follow_up_is_due_on_the_same_day_of_the_month_or_on_its_last(closed_on: date, months: int) -> None:
    day = due_day(closed_on, months)
    assert (day.year * 12 + day.month) - (closed_on.year * 12 + closed_on.month) == months
    assert day.day == closed_on.day or (day.day < closed_on.day and (day + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, st.integers(1, 60))
def test_who_closed_later_is_never_due_earlier(one: date, other: date, months: int) -> None:
    first, last = sorted((one, other))
    assert due_day(first, months) <= due_day(last, months)


@pytest.mark.parametrize(
    ("closed_on", "months", "expected"),
    [
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
    ],
)
@pytest.mark.database
def test_the_database_counts_months_as_the_rule_does(
    world: World, closed_on: date, months: int, expected: date
) -> None:
    assert due_day(closed_on, months) == expected
    add_rule(world, [months])
    closed_case(world, closed_on)
    assert [item["due_on"] for item in due(world)] == [expected.isoformat()]


@pytest.mark.database
def test_a_case_keeps_the_rule_of_the_day_on_which_it_closed(world: World) -> None:
    add_rule(world, [6])
    add_rule(world, [3, 12], date(2026, 1, 1))
    old, new = closed_case(world, date(2025, 12, 31)), closed_case(world, date(2026, 1, 1))
    world.open_case()
    assert [(item["case_id"], item["months"], item["due_on"]) for item in due(world)] == [
        (new["id"], 3, "2026-04-01"),
        (old["id"], 6, "2026-06-30"),
        (new["id"], 12, "2027-01-01"),
    ]


@pytest.mark.database
def test_nobody_is_asked_again_without_a_rule_or_after_death(world: World) -> None:
    closed_case(world, date(2026, 1, 15))
    assert due(world) == []
    add_rule(world, [6])
    closed_case(world, date(2026, 1, 15), ending="died")
    assert len(due(world)) == 1


@pytest.mark.database
def test_the_list_can_be_narrowed_and_read_in_pages(world: World) -> None:
    add_rule(world, [6, 60])
    for day in (date(2026, 1, 15), date(2026, 1, 16), date(2026, 1, 16)):
        closed_case(world, day)
    whole = due(world)
    assert [item["due_on"] for item in whole] == sorted(item["due_on"] for item in whole)
    assert [item["status"] for item in whole] == ["due"] * 3 + ["awaited"] * 3
    assert due(world, "?status=due") == whole[:3]
    assert due(world, "?due_on_before=2026-07-16") == whole[:1]
    assert due(world, f"?service_id={world.services['outreach']}") == []
    read, cursor = [], ""
    worker = world.as_role(Role.CASEWORKER)
    while True:
        page = worker.get("/v1/follow-ups?limit=2" + (f"&cursor={cursor}" if cursor else "")).json()
        read += page["data"]
        if not page["page"]["has_more"]:
            break
        cursor = page["page"]["next_cursor"]
    assert read == whole


@pytest.mark.database
def test_a_follow_up_is_concluded_once_with_a_reason_where_nothing_was_measured(world: World) -> None:
    case_id = closed_with_follow_up(world)
    for content, code in (
        ({"outcome": "unable"}, "required"),
        ({"reason_code": "declined"}, "not_wanted"),
        ({"concluded_on": "2026-01-14"}, "before_closure"),
        ({"concluded_on": "2026-07-14"}, "before_due"),
        ({"months": 7}, "no_such_follow_up"),
    ):
        refused = conclude(world, case_id, **content)
        assert (refused.status_code, [error["code"] for error in refused.json()["errors"]]) == (422, [code])
    known_early = {"reason_code": "unsafe_to_contact", "concluded_on": "2026-03-01"}
    made = conclude(world, case_id, outcome="unable", **known_early)
    assert made.status_code == 201, made.text
    assert due(world) == [made.json()]
    assert (made.json()["status"], made.json()["concluded_on"]) == ("unable", "2026-03-01")
    assert "unsafe_to_contact" not in made.text  # why somebody could not be reached is no matter for a list
    again = conclude(world, case_id)
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "already_concluded")


@pytest.mark.database
def test_of_two_who_conclude_at_once_one_is_heard(world: World) -> None:
    case_id = closed_with_follow_up(world)
    with side_by_side() as crew:
        answers = list(crew.map(lambda _: conclude(world, case_id).status_code, range(6)))
    assert sorted(answers) == [201, *[409] * 5]


@pytest.mark.database
def test_an_open_case_has_nothing_to_conclude(world: World) -> None:
    add_rule(world, [6])
    refused = conclude(world, world.open_case()["id"])
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "no_such_follow_up")


@pytest.mark.database
def test_a_rule_begins_today_at_the_earliest_and_a_day_has_one(world: World) -> None:
    admin = world.as_role(Role.PARTNERSHIP_ADMIN)
    wanted = {"service_id": str(world.services["refuge"]), "months": [6, 12], "starts_on": str(today())}
    late = admin.post("/v1/follow-up-rules", json=wanted | {"starts_on": str(today() - timedelta(days=1))})
    assert (late.status_code, late.json()["errors"][0]["code"]) == (422, "in_the_past")
    made = admin.post("/v1/follow-up-rules", json=wanted)
    assert made.status_code == 201, made.text
    again = admin.post("/v1/follow-up-rules", json=wanted | {"months": []})
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "rule_in_use")
    for months in ([12, 6], [6, 6], [0], [61]):
        assert admin.post("/v1/follow-up-rules", json=wanted | {"months": months}).status_code == 422
    assert admin.get("/v1/follow-up-rules").json()["data"] == [made.json()]
    case_id = world.open_case()["id"]
    moved(world, case_id, "closed", ending="disengaged")
    assert [(item["case_id"], item["months"], item["status"]) for item in due(world)] == [
        (case_id, 6, "awaited"),
        (case_id, 12, "awaited"),
    ]


@pytest.mark.database
def test_other_services_and_the_excluded_see_nothing_of_it(world: World) -> None:
    add_colleague(world)
    add_colleague(world, "outsider", "outreach")
    case_id = closed_with_follow_up(world)
    assert len(due(world, by="colleague")) == 1
    world.exclude("colleague", "case", case_id)
    assert due(world, by="colleague") == due(world, by="outsider") == []


@pytest.mark.database
def test_an_end_late_in_the_evening_counts_for_the_day_in_london(world: World) -> None:
    add_rule(world, [1])
    case_id = closed_case(world)["id"]
    set_closed(world, case_id, date(2026, 6, 30))
    world.superuser.execute("UPDATE cases SET closed_at = '2026-06-30T23:30:00Z' WHERE id = %s", (case_id,))
    assert [item["due_on"] for item in due(world)] == ["2026-08-01"]
