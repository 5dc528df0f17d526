"""A statement's life: drafted, approved by a second person, brought to other prices, withdrawn."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.savings.rules import STATEMENT_TRANSITIONS
from sosafe_api.domains.savings.vocabulary import SavingsStatementStatus
from tests.domains.savings.stating import (
    INTENSIVE_SUPPORT,
    Costs,
    faults,
    get,
    line,
    made,
    move,
    post,
    published,
    published_costs,
    stated,
    statement,
)
from tests.fixtures.crew import side_by_side
from tests.fixtures.world import World

pytestmark = pytest.mark.database
MOVERS = 6


def drafted(world: World, costs: Costs | None = None) -> dict[str, Any]:
    return stated(world, statement(world, costs or published_costs(world), line("CR1.1", "10")))


def path(found: dict[str, Any]) -> str:
    return f"/savings-statements/{found['id']}"


def version(world: World, found: dict[str, Any], price_year: int, **rest: Any) -> httpx.Response:
    return post(world, f"{path(found)}/versions", {"price_year": price_year, **rest})


def changes(world: World, record_id: str) -> list[tuple[str, int]]:
    return world.superuser.execute(
        "SELECT type, resource_version FROM changes WHERE partnership_id = %s AND resource_id = %s ORDER BY 2",
        (world.id, record_id),
    ).fetchall()


def test_a_second_person_approves_what_somebody_else_made(world: World) -> None:
    draft = drafted(world)
    assert (draft["status"], draft["allowed_transitions"]) == ("draft", ["approved", "withdrawn"])
    assert faults(move(world, path(draft), "approved")) == {("#/to", "second_person_required")}
    approved = made(move(world, path(draft), "approved", role=Role.PARTNERSHIP_ADMIN))
    assert (approved["status"], approved["allowed_transitions"]) == ("approved", ["withdrawn"])
    assert approved["approved_by"] == str(world.somebody("partnership_admin"))
    assert approved["created_by"] == str(world.somebody("analyst"))
    assert approved["calculation"] == draft["calculation"]
    assert get(world, path(draft)) == approved
    assert changes(world, draft["id"]) == [
        ("savings_statement.created", 1), ("savings_statement.approved", 2),
    ]  # fmt: skip


def test_a_withdrawal_says_why_and_nothing_else_does(world: World) -> None:
    draft = drafted(world)
    assert faults(move(world, path(draft), "withdrawn")) == {("#/reason_code", "required")}
    reason = {"reason_code": "wrong_inputs"}
    refused = move(world, path(draft), "approved", role=Role.PARTNERSHIP_ADMIN, **reason)
    assert faults(refused) == {("#/reason_code", "not_wanted")}
    withdrawn = made(move(world, path(draft), "withdrawn", **reason))
    assert (withdrawn["status"], withdrawn["reason_code"]) == ("withdrawn", "wrong_inputs")


@pytest.mark.parametrize("status", SavingsStatementStatus)
def test_no_move_leads_where_the_table_does_not(world: World, status: SavingsStatementStatus) -> None:
    draft = drafted(world)
    if status is not SavingsStatementStatus.DRAFT:
        reason = {"reason_code": "duplicate"} if status is SavingsStatementStatus.WITHDRAWN else {}
        made(move(world, path(draft), status.value, role=Role.PARTNERSHIP_ADMIN, **reason))
    for to in set(SavingsStatementStatus) - STATEMENT_TRANSITIONS[status]:
        refused = move(world, path(draft), to.value, role=Role.PARTNERSHIP_ADMIN)
        assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed")
        assert set(refused.json()["allowed_to"]) == set(STATEMENT_TRANSITIONS[status])
    assert get(world, path(draft))["status"] == status


def test_of_many_moves_at_once_one_is_made(world: World) -> None:
    draft = drafted(world)
    with side_by_side() as pool:
        moves = pool.map(
            lambda _: move(world, path(draft), "withdrawn", if_match=draft["etag"], reason_code="duplicate"),
            range(MOVERS),
        )
        assert sorted(answer.status_code for answer in moves) == [201] + [412] * (MOVERS - 1)
    assert [number for _, number in changes(world, draft["id"])] == [1, 2]


def test_a_withdrawn_statement_makes_room_for_the_same_inputs(world: World) -> None:
    costs = published_costs(world)
    first = drafted(world, costs)
    made(move(world, path(first), "withdrawn", reason_code="evidence_withdrawn"))
    again = drafted(world, costs)
    assert again["id"] != first["id"]
    assert again["input_hash"] == first["input_hash"]
    assert again["calculation_digest"] == first["calculation_digest"]  # worked out anew, the same bytes


def test_a_new_price_year_makes_a_new_version_and_both_say_so(world: World) -> None:
    first = stated(world, statement(world, published_costs(world), *INTENSIVE_SUPPORT, price_year=2016))
    second = made(version(world, first, 2018))
    assert (second["number"], second["series_id"], second["status"]) == (2, first["id"], "draft")
    assert second["previous_version_id"] == first["id"]
    assert get(world, path(first))["next_version_id"] == second["id"]
    assert second["calculation"]["price_year"] == 2018
    directly = stated(
        world, statement(world, published_costs_again(world, first), *INTENSIVE_SUPPORT, price_year=2018)
    )
    assert second["calculation"]["totals"] == directly["calculation"]["totals"]
    assert get(world, path(first))["calculation"] == first["calculation"]
    third = made(version(world, second, 2020))
    listed = get(world, f"/savings-statements?series_id={first['id']}")["data"]
    assert [item["id"] for item in listed] == [first["id"], second["id"], third["id"]]


def published_costs_again(world: World, found: dict[str, Any]) -> Costs:
    """The very sets and index of a statement."""
    used = found["calculation"]
    return Costs([item["id"] for item in used["unit_cost_sets"]], used["price_index"]["id"])


def test_the_same_version_is_made_once_and_another_only_from_the_latest(world: World) -> None:
    first = drafted(world)
    second = made(version(world, first, 2018))
    again = version(world, first, 2018)
    assert (again.status_code, again.json()) == (200, second)
    other = version(world, first, 2019)
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert faults(version(world, second, 2018)) == {("#/price_year", "nothing_changed")}
    assert faults(version(world, second, 1999)) == {("#/price_year", "index_year_missing")}


def test_a_withdrawn_version_leaves_the_one_before_as_the_latest(world: World) -> None:
    first = drafted(world)
    second = made(version(world, first, 2018))
    made(move(world, path(second), "withdrawn", reason_code="wrong_inputs"))
    assert get(world, path(first))["next_version_id"] is None
    third = made(version(world, first, 2019))
    assert (third["number"], third["previous_version_id"]) == (3, first["id"])
    refused = version(world, second, 2020)
    assert (refused.status_code, refused.json()["code"]) == (422, "business_rule")


def test_of_many_versions_at_once_one_follows(world: World) -> None:
    first = drafted(world)
    years = [2018, 2019, 2020, 2021, 2022, 2023]
    with side_by_side() as pool:
        answers = list(pool.map(lambda year: version(world, first, year), years))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (len(years) - 1)
    (followed,) = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert get(world, path(first))["next_version_id"] == followed


def test_a_statement_is_brought_to_other_prices_by_its_own_costs_though_newer_ones_are_out(
    world: World,
) -> None:
    costs = published_costs(world)
    first = drafted(world, costs)
    published(world, {"reference": "new_economy_1_4"})
    new = post(world, "/savings-statements", statement(world, costs, line("CR1.1", "11")))
    assert faults(new) == {("#/unit_cost_set_ids/0", "set_not_published")}
    second = made(version(world, first, 2018))
    assert second["calculation"]["unit_cost_sets"] == first["calculation"]["unit_cost_sets"]


def test_a_list_leaves_what_is_asked_for(world: World) -> None:
    costs = published_costs(world)
    first = drafted(world, costs)
    second = stated(world, statement(world, costs, line("CR1.1", "1"), price_year=2016))
    made(move(world, path(second), "withdrawn", reason_code="duplicate"))
    for query, expected in (
        ("", [first, second]),
        ("?status=draft", [first]),
        ("?price_year=2016", [second]),
        ("?status=approved", []),
    ):
        listed = get(world, f"/savings-statements{query}", role=Role.JOINT_ACTION_GROUP)["data"]
        assert [item["id"] for item in listed] == [item["id"] for item in expected], query
    page = get(world, "/savings-statements?limit=1")
    follow = get(world, f"/savings-statements?limit=1&cursor={page['page']['next_cursor']}")
    assert [page["data"][0]["id"], follow["data"][0]["id"]] == [first["id"], second["id"]]
