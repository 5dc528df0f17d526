"""Targets over HTTP: proposed, agreed by a second person, rating from then on, kept in every version."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.kpis.arranging import DISTRICT, accepted, declined, received, street_file
from tests.domains.kpis.releasing import publish
from tests.domains.kpis.targeting import agreed, faults, move, put, stated
from tests.fixtures.world import World

pytestmark = pytest.mark.database
CRIME, YEAR = "/v1/kpis/crime_rate/targets", "2021-22"


def observed(world: World, code: str, query: str) -> list[dict[str, Any]]:
    response = world.as_role(Role.ANALYST).get(f"/v1/kpis/{code}/observations?{query}")
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


def year_of_crime(world: World, first: int, crimes: int, months: int = 12) -> None:
    for number in range(months):
        year, month = divmod(number + 3, 12)
        street_file(
            world, f"{first + year}-{month + 1:02d}", {"burglary": crimes, "anti_social_behaviour": 10}
        )


def test_a_target_is_proposed_changed_agreed_by_a_second_person_and_withdrawn(world: World) -> None:
    path = f"{CRIME}/{YEAR}"
    made = put(world, path, stated(world))
    assert (made.status_code, made.headers["Location"]) == (201, path)
    first = made.json()
    assert (first["financial_year"], first["status"], first["wanted"]) == ("2021/22", "proposed", "lower")
    assert (first["tolerance_percent"], first["in_force_number"]) == (5, None)
    assert first["owner"] == {
        "agency_id": str(world.agencies["council"]), "group_id": None, "name": "Example Council",
    }  # fmt: skip
    again = put(world, path, stated(world))
    assert (again.status_code, "has a target already" in again.json()["detail"]) == (412, True)
    assert put(world, path, stated(world), {}).status_code == 428
    assert put(world, path, stated(world), {"If-None-Match": '"x"'}).status_code == 400
    assert put(world, f"{CRIME}/2022-23", stated(world), {"If-Match": "*"}).status_code == 404

    assert faults(move(world, path, first["etag"], Role.PARTNERSHIP_ADMIN, to="withdrawn")) == [
        "#/reason missing"
    ]
    changed = put(world, path, stated(world, value=78.5), {"If-Match": first["etag"]}, Role.PARTNERSHIP_ADMIN)
    assert (changed.status_code, changed.json()["number"]) == (200, 2)
    assert put(world, path, stated(world), {"If-Match": first["etag"]}).status_code == 412
    assert faults(move(world, path, changed.json()["etag"], Role.PARTNERSHIP_ADMIN)) == [
        "#/to second_person_required"
    ]
    world.grant(world.people[Role.ANALYST.value], Role.RESPONSIBLE_AUTHORITIES_GROUP, group="panel")
    assert faults(move(world, path, changed.json()["etag"], Role.ANALYST)) == ["#/to second_person_required"]

    moved = move(world, path, changed.json()["etag"]).json()
    assert (moved["status"], moved["value"], moved["in_force_number"]) == ("agreed", 78.5, 3)
    assert moved["allowed_transitions"] == ["withdrawn"]
    assert move(world, path, moved["etag"]).status_code == 409

    again = put(world, path, stated(world, value=70), {"If-Match": moved["etag"]}).json()
    assert (again["number"], again["status"], again["in_force_number"]) == (4, "proposed", 3)
    gone = move(world, path, again["etag"], to="withdrawn", reason="Set against other figures.").json()
    assert (gone["status"], gone["in_force_number"], gone["reason"]) == (
        "withdrawn", None, "Set against other figures.",
    )  # fmt: skip
    http = world.as_role(Role.SCRUTINY)
    versions = http.get(f"{path}/versions").json()["data"]
    assert [(each["number"], each["status"], each["value"]) for each in versions] == [
        (1, "proposed", 80), (2, "proposed", 78.5), (3, "agreed", 78.5), (4, "proposed", 70), (5, "withdrawn", 70),
    ]  # fmt: skip
    assert versions[2]["changed_by"] == str(world.somebody("responsible_authorities_group"))
    then = http.get(path, params={"rated_at": versions[3]["changed_at"]}).json()
    assert (then["number"], then["value"]) == (3, 78.5)
    assert http.get(path, params={"rated_at": "2020-01-01T00:00:00Z"}).status_code == 404
    (listed,) = http.get(CRIME).json()["data"]
    assert (listed["number"], listed["etag"]) == (5, gone["etag"])
    happened = [
        row[0]
        for row in world.superuser.execute(
            "SELECT operation FROM audit_entries WHERE partnership_id = %s AND object_type = 'kpi_target' ORDER BY id",
            (world.id,),
        )
    ]
    moves = ["proposed", "proposed", "agreed", "proposed", "withdrawn"]
    assert happened == [f"kpi_target:{move}" for move in moves]


def test_a_target_is_checked_against_its_indicator_and_every_fault_told(world: World) -> None:
    asb = f"/v1/kpis/asb_incidents/targets/{YEAR}"
    both = {"owner_group_id": str(world.groups["panel"])}
    assert faults(put(world, asb, stated(world, value=None, **both))) == [
        "#/value missing", "#/wanted missing", "#/owner_agency_id one_of_two",
    ]  # fmt: skip
    assert faults(put(world, f"{CRIME}/{YEAR}", stated(world, wanted="higher"))) == [
        "#/wanted against_polarity"
    ]
    nobody = {"owner_agency_id": "019a0000-0000-7000-8000-000000000001"}
    assert faults(put(world, f"{CRIME}/{YEAR}", stated(world, **nobody))) == [
        "#/owner_agency_id unknown_reference"
    ]
    for path in ("/v1/kpis/nothing/targets/2021-22", f"{CRIME}/2021-23", f"{CRIME}/2021"):
        assert put(world, path, stated(world)).status_code == 404
    assert put(world, asb, stated(world, wanted="lower"), role=Role.JOINT_ACTION_GROUP).status_code == 403


def test_a_target_on_a_baseline_is_worked_out_once_from_what_everybody_may_see(world: World) -> None:
    year_of_crime(world, 2020, 500)
    path, baseline = f"{CRIME}/{YEAR}", {"baseline_start": "2020-04-01", "baseline_end": "2021-04-01"}
    change: dict[str, Any] = {
        "kind": "percent_change_on_baseline",
        "value": None,
        "percent_change": -10,
        **baseline,
    }
    made = put(world, path, stated(world, **change)).json()
    assert made["baseline"] == {
        "start": "2020-04-01",
        "end": "2021-04-01",
        "value": 68.1,
    }  # 6,000 crimes among 88,104 residents
    assert made["value"] == 61.29
    maintain = {"kind": "maintain", "value": None, **baseline}
    kept = put(world, path, stated(world, **maintain), {"If-Match": made["etag"]}).json()
    assert (kept["kind"], kept["value"]) == ("maintain", 68.1)

    def refused(start: str, end: str, code: str = "crime_rate", **more: Any) -> list[str]:
        days = {"baseline_start": start, "baseline_end": end}
        return faults(
            put(world, f"/v1/kpis/{code}/targets/2022-23", stated(world, **(maintain | days | more)))
        )

    assert refused("2020-04-01", "2020-07-01") == ["#/baseline_end not_a_year"]
    assert refused("2021-04-01", "2020-04-01") == ["#/baseline_end too_small"]
    assert refused("2019-04-01", "2020-04-01") == ["#/baseline_start no_value"]
    received(world, "2024-04-10", 3)  # too few to be shown
    assert refused("2024-04-01", "2025-04-01", "referrals_received", wanted="higher") == [
        "#/baseline_start no_value"
    ]


def test_only_an_agreed_target_rates_and_what_adds_up_is_rated_by_the_year(world: World) -> None:
    """12 months of 500 crimes among 88,104 residents are 68.1 per 1,000; to September it is half the year's target."""
    year_of_crime(world, 2019, 520)
    year_of_crime(world, 2020, 500)
    path = f"{CRIME}/2020-21"
    etag = put(world, path, stated(world, value=66)).json()["etag"]
    (proposed,) = observed(world, "crime_rate", "period=financial_year&from=2020-04-01")
    assert (proposed["value"], proposed["target"], proposed["rating"]) == (68.1, None, "grey")
    move(world, path, etag)
    (year,) = observed(world, "crime_rate", "period=financial_year&from=2020-04-01")
    applied = year["target"]
    assert (applied["value"], applied["year_value"], applied["number"], applied["wanted"]) == (
        66,
        66,
        2,
        "lower",
    )
    assert (applied["owner"]["name"], applied["financial_year"]) == ("Example Council", "2020/21")
    assert (year["value"], year["rating"]) == (68.1, "amber")
    assert year["direction"] == {"previous_period": "improving", "previous_year": "improving"}
    to_date = observed(world, "crime_rate", "period=year_to_date&from=2020-04-01")
    (half,) = [each for each in to_date if each["period"]["end"] == "2020-10-01"]
    assert (half["target"]["value"], half["target"]["year_value"]) == (33, 66)
    assert half["rating"] == "amber"
    assert half["direction"] == {"previous_period": None, "previous_year": None}  # no population of 2018
    months = observed(world, "crime_rate", "period=month&from=2020-05-01&before=2020-06-01")
    assert [(each["target"], each["rating"]) for each in months] == [(None, "grey")]
    assert months[0]["direction"] == {"previous_period": "static", "previous_year": None}
    asb = observed(world, "asb_incidents", "period=month&from=2020-05-01&before=2020-06-01")
    assert asb[0]["direction"] == {"previous_period": "same", "previous_year": "same"}
    calendar = observed(world, "crime_rate", "period=calendar_year")
    assert {each["rating"] for each in calendar} == {"grey"}


def test_a_share_is_rated_in_every_period(world: World) -> None:
    received(world, "2025-04-02")  # from then on months are counted
    for month, yes, no in (("05", 16, 6), ("08", 20, 6)):
        accepted(world, f"2025-{month}-10", yes)
        declined(world, f"2025-{month}-10", no)
    code = "referrals_accepted_share"
    agreed(world, f"/v1/kpis/{code}/targets/2025-26", stated(world, value=80))
    quarters = observed(world, code, "period=quarter&from=2025-04-01&before=2025-10-01")
    assert [(each["value"], each["target"]["value"], each["rating"]) for each in quarters] == [
        (72.7, 80, "red"), (76.9, 80, "amber"),
    ]  # fmt: skip
    assert quarters[1]["direction"] == {"previous_period": "improving", "previous_year": None}
    parts = observed(world, code, "period=quarter&by=service&from=2025-04-01&before=2025-10-01")
    assert {(each["target"] is None, each["rating"]) for each in parts if each["breakdown"]} == {
        (True, "grey")
    }


def test_a_release_keeps_the_rating_of_its_day(world: World) -> None:
    year_of_crime(world, 2020, 500)
    agreed(world, f"{CRIME}/2020-21", stated(world, value=90))
    publish(world)
    admin = world.as_role(Role.PARTNERSHIP_ADMIN)
    etag = admin.get(f"{CRIME}/2020-21").json()["etag"]
    assert (
        move(world, f"{CRIME}/2020-21", etag, to="withdrawn", reason="No longer wanted.").status_code == 201
    )
    address = f"/v1/partnerships/{world.slug}/kpis/crime_rate/observations?period=financial_year"
    with world.service.client() as anybody:
        (published,) = anybody.get(address).json()["data"]
    assert (published["rating"], published["target"]["value"]) == ("green", 90)
    (present,) = observed(world, "crime_rate", "period=financial_year")
    assert (present["rating"], present["target"]) == ("grey", None)
    assert published["area"]["code"] == DISTRICT
