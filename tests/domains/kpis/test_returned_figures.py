"""Figures of what agencies return: anti-social behaviour by qualifier, youth nuisance, deliberate fires."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.fire_incidents.rules import DELIBERATE, classes
from sosafe_api.domains.fire_incidents.vocabulary import FireCause, FireIncidentKind, FireProperty
from tests.domains.incident_returns.sending import ASB, BIN_FIRE, FIRES, NOISE, returned, sent
from tests.domains.kpis.arranging import street_file
from tests.domains.kpis.test_referral_figures import observations, values
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
QUARTER = "period=quarter&from=2021-07-01&before=2021-10-01"


def months(world: World, code: str) -> dict[str, Any]:
    found = observations(world, code, "period=month")
    return {item["period"]["start"]: item["value"] for item in found}


def asb(number: int, month: str, **facts: Any) -> list[dict[str, Any]]:
    """So many incidents of a month, each under a reference of its own."""
    return [
        NOISE
        | {"occurred_on": f"{month}-1{index % 10}", "agency_reference": f"{month}-{index}-{len(facts)}"}
        | facts
        for index in range(number)
    ]


def test_asb_is_counted_by_qualifier_within_the_district_and_errors_are_not(
    world: World, database: TestDatabase
) -> None:
    elsewhere = {"lsoa_code": "E01023316", "lsoa_vintage": 2011}
    (district,) = world.superuser.execute(
        "SELECT district_code FROM area_lookups WHERE lsoa_code = %s", (elsewhere["lsoa_code"],)
    ).fetchone() or ("",)
    assert district not in {"", "E07000243"}
    rows = [
        *asb(12, "2021-07"),
        *asb(7, "2021-09", qualifier="personal"),
        *asb(3, "2021-09", lsoa_code=None, lsoa_vintage=None, qualifier="environmental"),
        *asb(5, "2021-09", agency_reference="", **elsewhere),
    ]
    for number, row in enumerate(rows):
        row["agency_reference"] = f"EX-{number}"
    assert returned(world, database, *rows)["status"] == "committed"
    analyst = world.as_role(Role.ANALYST)
    wrong = sent(world, ASB, NOISE | {"agency_reference": "EX-99", "occurred_on": "2021-07-09"}).json()
    analyst.post(
        f"{ASB}/{wrong['id']}/transitions",
        json={"to": "entered_in_error", "reason": "mistake"},
        headers={"If-Match": wrong["etag"]},
    )

    assert months(world, "asb_reported") == {"2021-07-01": 12, "2021-08-01": 0, "2021-09-01": 10}
    by_qualifier = values(observations(world, "asb_reported", QUARTER + "&by=asb_qualifier"))
    assert by_qualifier == {None: 22, "personal": 7, "nuisance": 12, "environmental": 3}
    (rate,) = observations(world, "asb_reported_rate", QUARTER)
    assert (rate["numerator"]["value"], rate["denominator"]["value"], rate["value"]) == (22, 88104, 0.25)
    shown = observations(world, "asb_reported", QUARTER + "&by=asb_qualifier", Role.SCRUTINY)
    assert values(shown) == {None: 22, "personal": None, "nuisance": 12, "environmental": None}
    assert not any(item["value"] for item in observations(world, "asb_incidents", "period=month"))


def test_youth_nuisance_is_a_share_of_what_the_police_recorded_where_both_sources_are_there(
    world: World, database: TestDatabase
) -> None:
    for month, crimes in (("2021-07", 40), ("2021-08", 30), ("2021-10", 9)):
        street_file(world, month, {"burglary": crimes, "anti_social_behaviour": 500})
    rows = [
        *asb(20, "2021-07", youth_related=True),
        *asb(40, "2021-07", youth_related=False, closing_heading="noise"),
        *asb(10, "2021-09", youth_related=True),
    ]
    for number, row in enumerate(rows):
        row["agency_reference"] = f"EX-{number}"
    assert returned(world, database, *rows)["status"] == "committed"
    council = returned(world, database, *asb(30, "2021-07", youth_related=True), agency="council")
    assert council["rows_created"] == 30
    found = observations(world, "youth_nuisance_share", "period=month")
    (july, august) = found
    assert (july["numerator"]["value"], july["denominator"]["value"], july["value"]) == (20, 100, 20.0)
    assert (august["numerator"]["value"], august["denominator"]["value"], august["value"]) == (0, 30, 0.0)
    assert (july["interval"]["method"], july["interval"]["low"]) == ("wilson", 13.3)
    assert observations(world, "youth_nuisance_share", QUARTER) == []


def test_deliberate_fires_are_those_known_or_suspected_to_be(world: World, database: TestDatabase) -> None:
    world.add_agency("fire", "fire_and_rescue")
    facts = [
        {"kind": kind.value, "cause": cause.value, "property": burnt.value}
        for kind, burnt in (
            (FireIncidentKind.PRIMARY_FIRE, FireProperty.DWELLING),
            (FireIncidentKind.PRIMARY_FIRE, FireProperty.VEHICLE),
            (FireIncidentKind.SECONDARY_FIRE, FireProperty.GRASSLAND),
            (FireIncidentKind.SECONDARY_FIRE, FireProperty.DERELICT_VEHICLE),
        )
        for cause in FireCause
        for _ in range(6)
    ]
    rows = [
        BIN_FIRE | fact | {"agency_reference": f"FI-{number}", "occurred_on": "2021-07-03"}
        for number, fact in enumerate(facts)
    ]
    rows.append(BIN_FIRE | {"agency_reference": "FI-A", "occurred_on": "2021-09-03", "cause": "accidental"})
    assert returned(world, database, *rows, agency="fire", resource="fire_incidents")["faults"] == 0
    attack = {
        "agency_reference": "FI-B",
        "occurred_on": "2021-08-03",
        "kind": "other_call",
        "cause": None,
        "property": None,
        "violence_against_crew": True,
    }
    assert sent(world, FIRES, BIN_FIRE | attack, agency="fire").status_code == 201
    assert months(world, "deliberate_fires") == {"2021-07-01": 24, "2021-08-01": 0, "2021-09-01": 0}
    by_class = values(observations(world, "deliberate_fires", QUARTER + "&by=fire_class"))
    assert by_class == {None: 24} | dict.fromkeys((each.value for each in DELIBERATE), 6)
    counted = [
        each
        for fact in facts
        for each in classes(fact | {"violence_against_crew": False, "smoke_alarm": None})
    ]
    assert {each.value: counted.count(each) for each in DELIBERATE} == {
        name: value for name, value in by_class.items() if name
    }
    (rate,) = observations(world, "deliberate_fire_rate", QUARTER)
    assert (rate["numerator"]["value"], rate["value"]) == (24, 0.27)
