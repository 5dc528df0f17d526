"""A quarter's minimum data set: what is held is there, what is not held is said to be so and never counted as none."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.minimum_data_sets.rules import CRIME_TYPES, SCHEDULE, information_period
from sosafe_api.domains.minimum_data_sets.vocabulary import MinimumDataCategory
from tests.domains.imports.loading import asb, file_of, load, row
from tests.domains.incident_returns.sending import ASB, BIN_FIRE, FIRES, NOISE, returned, sent
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

QUARTER = "/v1/minimum-data-sets/2020-21-Q4"
ELSEWHERE = "E01023316"  # Broxbourne
FORCE = "Hertfordshire Constabulary"  # the district's own


def fill(world: World, database: TestDatabase) -> None:
    world.add_agency("fire", "fire_and_rescue")
    police = [
        NOISE | {"occurred_on": "2021-01-09", "closing_heading": "fireworks"},
        NOISE | {"agency_reference": "EX-2", "occurred_on": "2021-02", "occurred_time": None},
        NOISE | {"agency_reference": "EX-3", "occurred_on": "2021-04-01"},
        NOISE | {"agency_reference": "EX-4", "occurred_on": "2021-01-10", "lsoa_code": ELSEWHERE},
    ]
    assert returned(world, database, *police)["status"] == "committed"
    house = {
        "kind": "primary_fire",
        "property": "dwelling",
        "smoke_alarm": "not_fitted",
        "occurred_on": "2021-03-31",
    }
    fires = [
        BIN_FIRE | house | {"violence_against_crew": True},
        BIN_FIRE | {"agency_reference": "FI-2", "occurred_on": "2021-01-02", "cause": "not_known"},
        BIN_FIRE | {"agency_reference": "FI-3", "occurred_on": "2021-01-03", "property": "derelict_vehicle"},
        BIN_FIRE
        | {
            "agency_reference": "FI-4",
            "occurred_on": "2021-01-04",
            "kind": "primary_fire",
            "property": "vehicle",
        },
    ]
    assert (
        returned(world, database, *fires, agency="fire", resource="fire_incidents")["status"] == "committed"
    )
    crimes = file_of(
        *(row(crime_type, force=FORCE) for crime_type in ("Burglary", "Shoplifting", "Public order")),
        row("Drugs", force=FORCE, lsoa=ELSEWHERE),
        asb(force=FORCE),
    )
    assert load(world.as_role(Role.IMPORT_CLIENT), world.service, database, crimes)["status"] == "committed"


@pytest.mark.database
def test_a_quarter_as_json_and_as_csv(world: World, database: TestDatabase, other_world: World) -> None:
    fill(world, database)
    wrong = sent(world, ASB, NOISE | {"agency_reference": "EX-9", "occurred_on": "2021-01-09"}).json()
    world.as_role(Role.ANALYST).post(
        f"{ASB}/{wrong['id']}/transitions",
        json={"to": "entered_in_error", "reason": "mistake"},
        headers={"If-Match": wrong["etag"]},
    )
    answered = world.as_role(Role.IMPORT_CLIENT).get(QUARTER)
    assert answered.status_code == 200, answered.text
    found = answered.json()
    assert {
        name: found[name] for name in ("quarter", "starts_on", "ends_on", "due_on", "over", "area_code")
    } == {
        "quarter": "2020-21-Q4",
        "starts_on": "2021-01-01",
        "ends_on": "2021-03-31",
        "due_on": "2021-06-30",
        "over": True,
        "area_code": "E07000243",
    }
    assert [item["category"] for item in found["categories"]] == [each.value for each in MinimumDataCategory]
    by_category = {item["category"]: item for item in found["categories"]}
    held = {name: (item["months"], item["rows"]) for name, item in by_category.items() if item["held"]}
    january = ["2021-01"]
    assert held == {
        "police_anti_social_behaviour": (["2021-01", "2021-02"], 2),
        **dict.fromkeys(
            ("criminal_damage", "drug_offences", "robbery", "violence_against_the_person"), (january, 0)
        ),
        **dict.fromkeys(("burglary", "theft_and_handling", "other_offences"), (january, 1)),
        "deliberate_primary_fire_not_in_vehicle": (["2021-01", "2021-03"], 1),
        "deliberate_primary_fire_in_vehicle": (["2021-01", "2021-03"], 1),
        "deliberate_secondary_fire_not_in_vehicle": (["2021-01", "2021-03"], 0),
        "violence_against_fire_crew": (["2021-01", "2021-03"], 1),
        "dwelling_fire_without_smoke_alarm": (["2021-01", "2021-03"], 1),
    }
    absent = [item for item in found["categories"] if not item["held"]]
    assert {item["rows"] for item in absent} == {None}
    assert by_category["local_authority_anti_social_behaviour"]["months"] == []
    assert found["rows"][0] == {
        "category": "police_anti_social_behaviour",
        "holder": "police",
        "agency": "police",
        "occurred_on": "2021-01-09",
        "occurred_time": "21:40",
        "sub_category": "fireworks",
        "lsoa_code": "E01023787",
        "outward_postcode": "SG1",
    }
    assert (found["rows"][1]["occurred_on"], found["rows"][1]["occurred_time"]) == ("2021-02", None)
    crime = next(item for item in found["rows"] if item["category"] == "other_offences")
    assert (crime["sub_category"], crime["occurred_on"], crime["agency"]) == ("public_order", "2021-01", None)
    assert len(found["rows"]) == sum(count for _, count in held.values())

    written = world.as_role(Role.ANALYST).get(QUARTER, headers={"Accept": "text/csv"})
    assert written.headers["Content-Type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(written.text)))
    assert [line["category"] for line in lines if line["held"] == "true"] == [
        item["category"] for item in found["rows"]
    ]
    assert [line["category"] for line in lines if line["held"] == "false"] == [
        item["category"] for item in absent
    ]
    audited = world.superuser.execute(
        "SELECT count(*) FROM audit_entries WHERE partnership_id = %s AND operation = 'minimum_data_set:export'",
        (world.id,),
    ).fetchone()
    assert audited == (2,)
    elsewhere = other_world.as_role(Role.ANALYST).get(QUARTER).json()
    assert elsewhere["rows"] == []
    assert not any(item["held"] for item in elsewhere["categories"])


@pytest.mark.database
def test_a_month_is_held_neither_by_a_neighbours_file_nor_by_what_was_entered_in_error(
    world: World, database: TestDatabase
) -> None:
    neighbours = file_of(row(force="Bedfordshire Police"))
    loaded = load(world.as_role(Role.IMPORT_CLIENT), world.service, database, neighbours)
    assert loaded["status"] == "committed"
    wrong = sent(world, ASB, NOISE | {"occurred_on": "2021-02-09"}).json()
    answer = world.as_role(Role.ANALYST).post(
        f"{ASB}/{wrong['id']}/transitions",
        json={"to": "entered_in_error", "reason": "mistake"},
        headers={"If-Match": wrong["etag"]},
    )
    assert answer.status_code == 201, answer.text
    found = world.as_role(Role.ANALYST).get(QUARTER).json()
    assert [item["category"] for item in found["categories"] if item["held"]] == []
    assert found["rows"] == []


@pytest.mark.database
def test_it_is_for_the_authorities_and_of_quarters_that_have_begun(world: World) -> None:
    analyst = world.as_role(Role.ANALYST)
    for name in ("2020-21-Q5", "2020-22-Q1", "2006-07-Q4", "2007-08-Q1", "2091-92-Q1", "2020-21", "x"):
        assert analyst.get(f"/v1/minimum-data-sets/{name}").status_code == 404, name
    assert analyst.get("/v1/minimum-data-sets/2007-08-Q2").status_code == 200
    assert analyst.get(QUARTER, headers={"Accept": "application/xml"}).status_code == 406
    assert world.as_role(Role.INDICATOR_READER).get(QUARTER).status_code == 403
    made = sent(world, FIRES, BIN_FIRE | {"occurred_on": "2021-02-01"}, agency="council")
    assert made.status_code == 201
    months = {item["category"]: item["months"] for item in analyst.get(QUARTER).json()["categories"]}
    assert months["deliberate_secondary_fire_not_in_vehicle"] == ["2021-02"]


def test_the_schedule_is_told_whole_and_every_crime_type_has_its_place() -> None:
    assert [item.category for item in SCHEDULE] == list(MinimumDataCategory)
    crimes = {item.category for item in SCHEDULE if item.paragraph.startswith("2") and item.source}
    assert set(CRIME_TYPES.values()) | {MinimumDataCategory.OTHER_OFFENCES} == crimes


@pytest.mark.parametrize(
    ("name", "starts", "due"),
    [
        ("2026-27-Q1", (2026, 4, 1), (2026, 9, 30)),
        ("2026-27-Q2", (2026, 7, 1), (2026, 12, 31)),
        ("2025-26-Q3", (2025, 10, 1), (2026, 3, 31)),
        ("2025-26-Q4", (2026, 1, 1), (2026, 6, 30)),
    ],
)
def test_what_is_of_a_period_is_due_by_the_end_of_the_next(name: str, starts: Any, due: Any) -> None:
    period = information_period(name, date(2026, 11, 2))
    assert period is not None
    assert (period.start, period.due_on) == (date(*starts), date(*due))
    assert information_period(name, date(*starts).replace(year=date(*starts).year - 1)) is None
