"""Control charts over HTTP: limits, signals, baselines, gaps, assurance, changes."""

from typing import Any

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.arranging import received, street_file
from tests.domains.kpis.targeting import agreed, faults, stated
from tests.fixtures.world import World

pytestmark = pytest.mark.database
ASB = "/v1/kpis/asb_incidents"
WORKED = [130, 160, 211, 257, 268, 325, 317, 226]


def asb_months(world: World, counts: list[int | None], first: str = "2021-01") -> None:
    year, month = (int(part) for part in first.split("-"))
    for number, count in enumerate(counts):
        years, index = divmod(month - 1 + number, 12)
        if count is not None:
            street_file(world, f"{year + years}-{index + 1:02d}", {"anti_social_behaviour": count})


def patch(world: World, path: str, body: dict[str, Any], etag: str) -> httpx.Response:
    headers = {"If-Match": etag, "Content-Type": "application/merge-patch+json"}
    return world.as_role(Role.ANALYST).patch(path, json=body, headers=headers)


def chart(world: World, code: str, query: str = "period=month", role: Role = Role.ANALYST) -> dict[str, Any]:
    response = world.as_role(role).get(f"/v1/kpis/{code}/analysis?{query}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_eight_months_of_anti_social_behaviour_as_a_chart(world: World) -> None:
    asb_months(world, [*WORKED])
    found = chart(world, "asb_incidents")
    (part,) = found["parts"]
    assert part == {
        "number": 1,
        "start": "2021-01-01",
        "end": "2021-09-01",
        "reason": None,
        "mean": 236.75,
        "upper_limit": 348.47,
        "lower_limit": 125.03,
        "near_upper_limit": 311.23,
        "near_lower_limit": 162.27,
        "computed_lower_limit": 125.03,
        "mean_moving_range": 42.0,
        "points": 8,
        "screened_out": 0,
        "trial": True,
    }
    assert [point["value"] for point in found["points"]] == WORKED
    assert [point["moving_range"] for point in found["points"]] == [None, 30, 51, 46, 11, 57, 8, 91]
    near, high, low = ["two_of_three_near_limit"], "special_cause_neutral_high", "special_cause_neutral_low"
    assert [(point["signals"], point["variation"]) for point in found["points"]] == [
        (near, low), (near, low), ([], "common_cause"), ([], "common_cause"), ([], "common_cause"),
        (near, high), (near, high), ([], "common_cause"),
    ]  # fmt: skip
    assert (found["missing"], found["wanted"], found["assurance"], found["split"]) == (0, None, None, [])


def test_a_gap_ends_runs_and_is_told_and_an_outlier_is_screened_unless_asked_not_to(world: World) -> None:
    asb_months(world, [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
    found = chart(world, "asb_incidents")["parts"][0]
    assert (found["mean"], found["upper_limit"], found["lower_limit"]) == (1.94, 4.6, 0)
    assert (found["computed_lower_limit"], found["screened_out"], found["trial"]) == (-0.72, 2, False)
    whole = chart(world, "asb_incidents", "period=month&screening=false")["parts"][0]
    assert (whole["upper_limit"], whole["computed_lower_limit"]) == (6.95, -3.06)
    asb_months(world, [None, 3], "2022-07")
    gapped = chart(world, "asb_incidents")
    assert gapped["missing"] == 1
    gap = gapped["points"][18]
    assert (gap["period"]["label"], gap["value"], gap["status"]) == ("Jul 2022", None, "not_available")
    assert (gap["moving_range"], gap["signals"], gap["variation"]) == (None, [], None)
    assert gap["mean"] == gapped["points"][0]["mean"] == 2.0
    assert gapped["points"][19]["moving_range"] is None


def test_a_baseline_begins_a_part_with_limits_of_its_own_until_it_is_withdrawn(world: World) -> None:
    asb_months(world, [100, 110] * 6 + [200, 210] * 6 + [260, 270])
    http = world.as_role(Role.ANALYST)
    body = {"period_kind": "month", "starts_on": "2022-01-01", "reason": "Reports are taken online as well."}
    made = http.post(f"{ASB}/baselines", json=body)
    assert made.status_code == 201, made.text
    again = http.post(f"{ASB}/baselines", json=body)
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "baseline_exists")
    parts = chart(world, "asb_incidents")["parts"]
    assert [(part["number"], part["start"], part["points"], part["reason"]) for part in parts] == [
        (1, "2021-01-01", 12, None), (2, "2022-01-01", 14, "Reports are taken online as well."),
    ]  # fmt: skip
    assert parts[0]["mean"] == 105
    path = made.headers["Location"]
    read = http.get(path)
    assert (read.status_code, read.json(), read.headers["ETag"]) == (200, made.json(), made.json()["etag"])
    ended = patch(world, path, {"ends_on": "2022-12-31"}, made.json()["etag"])
    assert ended.status_code == 200, ended.text
    found = chart(world, "asb_incidents")
    assert (found["parts"][1]["mean"], found["parts"][1]["points"]) == (205, 12)
    assert [point["signals"][0] for point in found["points"][-2:]] == ["outside_limits", "outside_limits"]
    assert len(chart(world, "asb_incidents", "period=quarter")["parts"]) == 1
    before = {"ends_on": "2021-12-31"}
    assert faults(patch(world, path, before, ended.json()["etag"])) == ["#/ends_on before_start"]
    gone = patch(world, path, {"status": "withdrawn"}, ended.json()["etag"])
    assert gone.json()["status"] == "withdrawn"
    assert len(chart(world, "asb_incidents")["parts"]) == 1
    assert patch(world, path, {"ends_on": None}, gone.json()["etag"]).status_code == 422
    rolling = {**body, "period_kind": "rolling_12_months"}
    assert faults(http.post(f"{ASB}/baselines", json=rolling)) == ["#/period_kind not_offered"]
    (kept,) = http.get(f"{ASB}/baselines").json()["data"]
    assert (kept["status"], kept["reason"]) == ("withdrawn", body["reason"])
    assert http.get(f"{ASB}/analysis?period=rolling_12_months").status_code == 400


def test_assurance_holds_a_months_limits_against_its_part_of_the_years_target(world: World) -> None:
    asb_months(world, [100, 110] * 6, "2021-04")
    agreed(world, f"{ASB}/targets/2021-22", stated(world, value=1620, wanted="lower"))
    found = chart(world, "asb_incidents")
    assert found["points"][0]["target"] == 135
    assert (found["wanted"], found["assurance"]) == ("lower", "consistent_pass")
    etag = world.as_role(Role.ANALYST).get(f"{ASB}/targets/2021-22").json()["etag"]
    higher = stated(world, value=1620, wanted="higher")
    http = world.as_role(Role.ANALYST)
    assert http.put(f"{ASB}/targets/2021-22", json=higher, headers={"If-Match": etag}).status_code == 200
    assert chart(world, "asb_incidents")["assurance"] == "consistent_pass"  # the change is not agreed


def test_the_parts_of_a_split_have_series_of_their_own(world: World) -> None:
    received(world, "2025-04-10", 160)
    split = chart(world, "referrals_received", "period=quarter&by=service")["split"]
    assert {each["breakdown"]["code"]: sum(point["value"] or 0 for point in each["points"]) for each in split} == {
        "outreach": 0, "refuge": 160,
    }  # fmt: skip


def test_who_sees_no_small_count_gets_a_chart_of_shown_values_alone(world: World) -> None:
    for month in range(1, 13):
        received(world, f"2025-{month:02d}-10", 3 if month == 6 else 20)
    whole = chart(world, "referrals_received")
    hidden = chart(world, "referrals_received", role=Role.CASEWORKER)
    missing = [point for point in hidden["points"] if point["value"] is None]
    assert any(point["status"] == "suppressed" for point in missing)
    assert hidden["missing"] == len(missing) > whole["missing"]
    assert all(point["moving_range"] is None and not point["signals"] for point in missing)
    shown = [point["value"] for point in hidden["points"] if point["value"] is not None]
    assert hidden["parts"][0]["mean"] == round(sum(shown) / len(shown), 2)
    assert 3 in [point["value"] for point in whole["points"]]
