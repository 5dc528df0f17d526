"""An area among those most similar to it: limits, distance, rank and trend, and what a new group breaks."""

from decimal import Decimal
from statistics import mean, stdev
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.recorded_crime.rules import comparison
from sosafe_api.domains.recorded_crime.vocabulary import ComparisonGap, SimilarAreaPosition
from tests.domains.recorded_crime.publishing import STEVENAGE, faults, send_rates
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

A, B, C, D = "E07000103", "E07000099", "E07000098", "E07000096"
PATH = "/v1/similar-area-groups"


def group(world: World, valid_from: str, *codes: str, role: Role = Role.ANALYST) -> Any:
    body = {
        "area_code": STEVENAGE,
        "valid_from": valid_from,
        "source": "Example tables of most similar groups.",
        "members": [{"area_code": code, "name": f"Example {code}"} for code in codes],
    }
    return world.as_role(role).post(PATH, json=body)


def compared(world: World, quarter: str, measure: str = "robbery") -> dict[str, Any]:
    query = f"measure={measure}&quarter={quote(quarter)}"
    response = world.as_role(Role.SCRUTINY).get(f"/v1/similar-area-comparisons?{query}")
    assert response.status_code == 200, response.text
    (found,) = response.json()["data"]
    return dict(found)


def rates(quarter: str, own: str, **others: str) -> list[str]:
    codes = {"a": A, "b": B, "c": C, "d": D}
    found = {STEVENAGE: own, **{codes[name]: rate for name, rate in others.items()}}
    return [f"{code},{quarter},robbery,{rate}" for code, rate in found.items()]


@pytest.mark.database
def test_an_area_is_compared_with_the_group_of_the_quarter(world: World, database: TestDatabase) -> None:
    assert compared(world, "2021/22 Q1")["gap"] == "no_group"
    made = group(world, "2014-10-01", C, A, B)
    assert made.status_code == 201
    assert [member["area_code"] for member in made.json()["members"]] == sorted([A, B, C])
    assert compared(world, "2021/22 Q1")["gap"] == "no_own_rate"
    before = send_rates(world, database, *rates("2020/21 Q1", "0.40", a="0.2", b="0.3", c="0.5"))
    now = send_rates(world, database, *rates("2021/22 Q1", "0.50", a="0.2", b="0.3", c="0.4", d="0.9"))
    assert (before["status"], now["status"], now["rows_created"]) == ("committed", "committed", 5)
    found = compared(world, "2021/22 Q1")
    assert (found["area_code"], found["gap"], found["group"]) == (STEVENAGE, None, made.json()["id"])
    assert (found["rate"], found["mean"], found["lower_limit"], found["upper_limit"]) == (0.5, 0.3, 0.2, 0.4)
    assert (found["position"], found["distance_percent"]) == ("above", 66.7)
    assert (found["rank"], found["of"]) == (1, 4)
    assert (found["rate_year_before"], found["change_percent"], found["trend"]) == (0.4, 25.0, "rising")
    assert (found["rank_comparable"], found["rank_year_before"]) == (True, 2)
    assert compared(world, "2021/22 Q1", "burglary")["gap"] == "no_own_rate"
    latest = world.as_role(Role.SCRUTINY).get("/v1/similar-area-comparisons").json()["data"]
    assert latest == [found]
    other = world.as_role(Role.SCRUTINY).get(f"/v1/similar-area-comparisons?area_code={D}").json()["data"]
    assert [item["gap"] for item in other] == ["no_group"]


@pytest.mark.database
def test_another_group_breaks_the_ranks_and_not_the_rates(world: World, database: TestDatabase) -> None:
    group(world, "2014-10-01", A, B, C)
    assert group(world, "2021-05-01", A, B, D).status_code == 201
    send_rates(world, database, *rates("2020/21 Q1", "0.40", a="0.2", b="0.3", c="0.5"))
    send_rates(world, database, *rates("2021/22 Q1", "0.10", a="0.2", b="0.3", c="0.4", d="0.9"))
    found = compared(world, "2021/22 Q1")
    assert (found["position"], found["rank"], found["of"]) == ("inline", 4, 4)
    assert (found["rank_comparable"], found["rank_year_before"]) == (False, None)
    assert (found["trend"], found["change_percent"]) == ("falling", -75.0)
    assert compared(world, "2020/21 Q1")["rank"] == 2
    replaced = send_rates(world, database, *rates("2021/22 Q1", "0.10", a="0.2", b="0.3"))
    assert replaced["status"] == "committed"
    assert compared(world, "2021/22 Q1")["gap"] == "too_few_rates"


@pytest.mark.database
def test_a_group_is_entered_once_and_corrected_with_its_version(world: World, other_world: World) -> None:
    made = group(world, "2014-10-01", A, B, C)
    again = group(world, "2014-10-01", C, B, A)
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    clash = group(world, "2014-10-01", A, B, D)
    assert (clash.status_code, clash.json()["errors"][0]["code"]) == (409, "group_in_use")
    wrong = group(world, "2015-10-01", STEVENAGE, A, A)
    assert (wrong.status_code, [item["code"] for item in wrong.json()["errors"]]) == (
        422,
        ["own_area", "repeated", "repeated"],
    )
    client, path = world.as_role(Role.ANALYST), f"{PATH}/{made.json()['id']}"
    patch = {"members": [{"area_code": code, "name": "Example"} for code in (A, B, D)]}
    headers = {"Content-Type": "application/merge-patch+json", "If-Match": made.headers["ETag"]}
    changed = client.patch(path, json=patch, headers=headers)
    assert [member["area_code"] for member in changed.json()["members"]] == sorted([A, B, D])
    assert changed.headers["ETag"] != made.headers["ETag"]
    assert client.patch(path, json=patch, headers=headers).status_code == 412
    assert client.get(path).json() == changed.json()
    assert [item["id"] for item in client.get(PATH).json()["data"]] == [made.json()["id"]]
    assert client.get(f"{PATH}?area_code={A}").json()["data"] == []
    assert other_world.as_role(Role.ANALYST).get(path).status_code == 404
    assert group(world, "2016-10-01", A, role=Role.SCRUTINY).status_code == 403


@pytest.mark.database
def test_every_fault_of_a_file_of_rates_is_named(world: World, database: TestDatabase) -> None:
    sound = f"{A},2021/22 Q1,robbery,0.2"
    loaded = send_rates(
        world,
        database,
        sound,
        f"{B},2021/22 Q1,robbery,-1",
        f"{C},2021/22 Q1,Robbery!,0.2",
        f"{D},2021-22 Q1,robbery,0.2",
        "Watford,2021/22 Q1,robbery,0.2",
        sound,
    )
    assert faults(world, loaded) == [
        (2, "rate", "not_a_rate"),
        (3, "measure", "not_a_measure"),
        (4, "quarter", "not_a_quarter"),
        (5, "area_code", "not_an_area_code"),
        (6, "measure", "stated_before"),
    ]
    assert compared(world, "2021/22 Q1")["rate"] is None


RATE = st.decimals("0", "1000", places=4)


@given(own=RATE, others=st.lists(RATE, min_size=3, max_size=20))
def test_position_and_rank_follow_from_the_rates(own: Decimal, others: list[Decimal]) -> None:
    named = {f"area {number}": rate for number, rate in enumerate(others)}
    found = comparison.standing("own", named.keys(), {**named, "own": own, "stranger": Decimal(5)})
    middle, spread = mean(others), stdev(others)
    above, below = own > middle + spread, own < middle - spread
    position = SimilarAreaPosition.ABOVE if above else SimilarAreaPosition.BELOW if below else "inline"
    assert (found.gap, found.position, found.of) == (None, position, len(others) + 1)
    assert found.rank == sorted([*others, own], reverse=True).index(own) + 1


def test_an_area_is_not_compared_with_two_others() -> None:
    rates_of_two = {"own": Decimal(1), "a": Decimal(2), "b": Decimal(3)}
    found = comparison.standing("own", {"a", "b", "c"}, rates_of_two)
    assert (found.gap, found.rate, found.rank) == (ComparisonGap.TOO_FEW_RATES, Decimal(1), None)


def test_change_of_nothing_has_no_percentage() -> None:
    assert comparison.change_percent(Decimal(1), Decimal(0)) is None
    assert comparison.trend(Decimal(1), None) is None


@pytest.mark.parametrize(
    ("rate", "percent"), [("4.01", "0.3"), ("3.99", "-0.3"), ("4.02", "0.5"), ("8", "100.0")]
)
def test_halves_are_rounded_away_from_zero_as_in_every_figure(rate: str, percent: str) -> None:
    assert comparison.change_percent(Decimal(rate), Decimal(4)) == Decimal(percent)
    others = dict.fromkeys(("a", "b", "c"), Decimal(4))
    found = comparison.standing("own", others.keys(), others | {"own": Decimal(rate)})
    assert found.distance_percent == Decimal(percent)
    between = {"a": Decimal("1.0001"), "b": Decimal("1.0001"), "c": Decimal("1.0002"), "d": Decimal("1.0002")}
    assert comparison.standing("own", between.keys(), between | {"own": Decimal(1)}).mean == Decimal("1.0002")
