"""Police files old and new: outcomes, the earlier lists of crime types, and areas of 2011 and of 2021."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES, list_of_file, list_of_month
from sosafe_api.domains.incidents.rules.outcomes import OUTCOME_GROUPS
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList
from tests.domains.imports.loading import (
    HEADER,
    OUTCOMES,
    OUTCOMES_HEADER,
    SHARED,
    asb,
    file_of,
    load,
    outcome,
    row,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

SIX = ("Burglary", "Robbery", "Vehicle crime", "Violent crime", "Other crime")
ELEVEN = (
    *SIX,
    "Shoplifting",
    "Criminal damage and arson",
    "Other theft",
    "Drugs",
    "Public disorder and weapons",
)
FORCE = "Example Constabulary"


def files(world: World, query: str = "", role: Role = Role.ANALYST) -> list[dict[str, Any]]:
    response = world.as_role(role).get(f"/v1/police-files?{query}")
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


def counts(file: dict[str, Any]) -> dict[str, int]:
    return {item["code"]: item["count"] for item in file["counts"]}


def send(world: World, database: TestDatabase, content: bytes, **options: Any) -> dict[str, Any]:
    return load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content, **options)


def outcomes_of(*rows: str) -> bytes:
    return file_of(*rows, header=OUTCOMES_HEADER)


@pytest.mark.database
def test_an_outcomes_file_is_kept_as_published_and_counted_by_group(
    world: World, database: TestDatabase
) -> None:
    content = outcomes_of(
        outcome("Suspect charged"),
        outcome("Suspect charged as part of another case"),
        outcome("Local resolution"),
        outcome("Warned by carrier pigeon"),
        outcome("Suspect charged", lsoa=""),
        outcome("Suspect charged", lsoa="E01000001"),
    )
    loaded = send(world, database, content, **OUTCOMES)
    assert (loaded["status"], loaded["rows_read"], loaded["rows_without_area"]) == ("committed", 6, 1)
    (found,) = files(world)
    assert (found["kind"], found["force"], found["month"]) == ("outcomes", FORCE, "2021-01-01")
    assert (found["crime_type_list"], found["break_before"]) == (None, False)
    assert (found["rows"], found["rows_without_area"]) == (6, 1)
    assert counts(found) == {"charged": 4, "other": 1, "out_of_court": 1}
    (of_district,) = files(world, "area_code=E07000243")
    assert counts(of_district) == {"charged": 2, "other": 1, "out_of_court": 1}
    kept = world.superuser.execute(
        "SELECT outcome_type FROM crime_outcomes WHERE partnership_id = %s AND row_number = 4", (world.id,)
    )
    assert kept.fetchone() == ("Warned by carrier pigeon",)
    assert send(world, database, content, **OUTCOMES)["status"] == "duplicate"
    replaced = send(world, database, outcomes_of(outcome("Local resolution")), **OUTCOMES)
    assert replaced["status"] == "committed"
    assert [counts(file) for file in files(world)] == [{"out_of_court": 1}]


@pytest.mark.database
def test_a_months_outcomes_and_its_street_file_stand_beside_each_other(
    world: World, other_world: World, database: TestDatabase
) -> None:
    assert send(world, database, file_of(row(), asb()))["status"] == "committed"
    assert (
        send(world, database, outcomes_of(outcome("Local resolution")), **OUTCOMES)["status"] == "committed"
    )
    assert [file["kind"] for file in files(world)] == ["street", "outcomes"]
    assert [file["kind"] for file in files(world, "kind=street&from=2021-01-01&before=2021-02-01")] == [
        "street"
    ]
    assert files(world, "from=2021-02-01") == files(world, "before=2021-01-01") == []
    assert files(other_world) == []
    page = world.as_role(Role.ANALYST).get("/v1/police-files?limit=1&area_code=E07000098").json()
    rest = world.as_role(Role.ANALYST).get(page["links"]["next"]).json()
    assert [(item["kind"], item["counts"]) for item in rest["data"]] == [("outcomes", [])]


@pytest.mark.database
def test_every_fault_of_an_outcomes_file_is_named(world: World, database: TestDatabase) -> None:
    broken = outcome("Local resolution").replace("51.9", "north")
    content = outcomes_of(outcome("Local resolution"), outcome(""), "too,short", outcome("x" * 201), broken)
    refused = send(world, database, content, **OUTCOMES)
    assert refused["status"] == "validated"
    found = world.as_role(Role.IMPORT_CLIENT).get(f"/v1/imports/{refused['id']}/faults").json()["data"]
    assert [(item["row"], item["line"], item["column"], item["code"]) for item in found] == [
        (2, 3, "Outcome type", "required"),
        (3, 4, None, "wrong_number_of_columns"),
        (4, 5, "Outcome type", "too_long"),
        (5, 6, "Latitude", "not_a_coordinate"),
    ]
    assert "north" not in str(found)
    assert files(world) == []


NEIGHBOURS = {
    "a street file for outcomes": (OUTCOMES, HEADER, "street_file"),
    "an outcomes file for incidents": ({}, OUTCOMES_HEADER, "outcomes_file"),
    "searches of people for outcomes": (OUTCOMES, "Type,Date,Part of a policing operation", "stop_and_search_file"),
    "outcomes of 2012": (OUTCOMES, "Month,Reported by,Falls within,Easting,Northing,Location,Outcome type",
        "legacy_layout"),
    "a street file of 2012": ({}, "Month,Reported by,Falls within,Easting,Northing,Location,Crime type,Context",
        "legacy_layout"),
    "counts by neighbourhood": ({}, "Month,Force,Neighbourhood,All crime and ASB,Burglary",
        "neighbourhood_counts_file"),
    "something else for outcomes": (OUTCOMES, "name,age", "unknown_outcomes_layout"),
}  # fmt: skip


@pytest.mark.database
@pytest.mark.parametrize("name", NEIGHBOURS)
def test_a_neighbouring_file_is_told_by_name(world: World, database: TestDatabase, name: str) -> None:
    options, header, code = NEIGHBOURS[name]
    refused = send(world, database, f"{header}\n".encode(), **options)
    assert (refused["status"], refused["problem_code"]) == ("failed", code)
    assert refused["problem_detail"].endswith(".")


@pytest.mark.database
def test_files_of_each_list_keep_their_own_types_and_a_series_breaks_between_them(
    world: World, database: TestDatabase
) -> None:
    for month, types in (
        ("2011-08", SIX),
        ("2011-09", ELEVEN),
        ("2013-04", ELEVEN),
        ("2013-05", ["Other theft"]),
    ):
        content = file_of(asb(month=month), *(row(name, month=month) for name in types))
        assert send(world, database, content)["status"] == "committed"
    found = files(world)
    assert [(item["month"], item["crime_type_list"], item["break_before"]) for item in found] == [
        ("2011-08-01", "december_2010", False),
        ("2011-09-01", "september_2011", True),
        ("2013-04-01", "september_2011", False),
        ("2013-05-01", "may_2013", True),
    ]
    six, eleven, _, fourteen = (set(counts(item)) for item in found)
    assert {"other_crime_2010", "violent_crime_2010"} == six - eleven
    assert {"violent_crime_2011", "other_theft_2011", "public_disorder_and_weapons_2011"} <= eleven
    assert fourteen == {"anti_social_behaviour", "other_theft"}


@pytest.mark.database
@pytest.mark.parametrize(
    ("month", "types", "row_number"),
    [
        ("2011-01", (*SIX, "Public order"), 6),
        ("2012-01", (*ELEVEN, "Bicycle theft"), 11),
        ("2013-05", SIX, 4),
    ],
)
def test_types_of_two_lists_do_not_stand_in_one_file(
    world: World, database: TestDatabase, month: str, types: tuple[str, ...], row_number: int
) -> None:
    refused = send(world, database, file_of(*(row(name, month=month) for name in types)))
    faults = world.as_role(Role.IMPORT_CLIENT).get(f"/v1/imports/{refused['id']}/faults").json()["data"]
    assert [(item["row"], item["code"]) for item in faults] == [(row_number, "legacy_crime_type")]


def test_the_list_is_the_months_unless_the_file_is_written_in_another() -> None:
    assert list_of_month(date(2011, 8, 1)) is CrimeTypeList.DECEMBER_2010
    assert list_of_month(date(2013, 4, 1)) is CrimeTypeList.SEPTEMBER_2011
    assert list_of_file(date(2011, 1, 1), ["Burglary"]) is CrimeTypeList.DECEMBER_2010
    assert list_of_file(date(2011, 1, 1), [*SIX, "Drugs"]) is CrimeTypeList.SEPTEMBER_2011
    assert list_of_file(date(2012, 1, 1), ["Burglary", "Public order"]) is CrimeTypeList.MAY_2013
    assert list_of_file(date(2012, 1, 1), [*ELEVEN, "Bicycle theft"]) is CrimeTypeList.SEPTEMBER_2011
    assert [len(types) for types in CRIME_TYPES.values()] == [6, 11, 14]
    with pytest.raises(ValueError, match="December 2010"):
        list_of_month(date(2010, 11, 1))


@pytest.mark.database
def test_a_file_may_use_areas_of_2011_or_of_2021(world: World, database: TestDatabase) -> None:
    new, split, whole, piece = "E01035582", "E01023758", "E01023787", "E01023508"
    content = file_of(*(asb(lsoa=code) for code in (new, split, whole, piece)))
    assert send(world, database, content)["status"] == "committed"
    assert [counts(file) for file in files(world, "area_code=E07000243")] == [{"anti_social_behaviour": 3}]
    client = world.as_role(Role.ANALYST)
    pairs = client.get("/v1/areas/E07000243/changes").json()["data"]
    became: dict[str, str] = {pair["lsoa_2011_code"]: pair["change"] for pair in pairs}
    of_stevenage = {code: change for code, change in became.items() if code != piece}
    assert Counter(of_stevenage.values()) == {"unchanged": 49, "split": 2, "irregular": 1}
    (from_2021,) = [client.get(f"/v1/areas/{new}/changes").json()["data"]]
    assert [(pair["lsoa_2011_code"], pair["change"], pair["one_to_one"]) for pair in from_2021] == [
        (piece, "irregular", False),
        ("E01023768", "irregular", False),
    ]
    assert client.get("/v1/areas/E09000001/changes").status_code == 404
    areas = client.get("/v1/areas?code_type=LSOA&within=E07000243&limit=200").json()["data"]
    by_code = {area["code"]: area for area in areas}
    vintages = Counter((area["vintage"], area["last_vintage"]) for area in areas)
    assert vintages == {(2011, 2021): 49, (2011, 2011): 3, (2021, 2021): 5}
    assert (by_code[new]["district_code"], by_code[new]["ward_code"] is None) == ("E07000243", False)
    assert by_code["E01023768"]["ward_code"] is None  # nothing says in which ward its pieces lie
    assert by_code["E01023789"]["ward_code"] is None  # its two parts lie in different wards
    assert by_code[split]["ward_code"] is not None


@pytest.mark.database
def test_households_stand_beside_populations_in_a_series_of_their_own(world: World) -> None:
    series = world.as_role(Role.ANALYST).get("/v1/areas/E07000243/populations").json()["data"]
    by_series = {(item["series"], item["reference_date"]): item["population"] for item in series}
    assert by_series["households_census_2021", "2021-03-21"] == 36_500
    assert by_series["mid_year_rebased_2021", "2021-06-30"] == 89_360
    assert by_series["mid_year_rebased_2021", "2017-06-30"] == 89_099


needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the police files lie beside the project only")


@pytest.mark.database
@needs_shared
def test_the_real_files_of_both_kinds_and_of_2011_are_read(world: World, database: TestDatabase) -> None:
    old = SHARED / "legacy" / "2011-01-metropolitan-street-extract.csv"
    assert send(world, database, old.read_bytes())["status"] == "committed"
    (found,) = files(world)
    assert (found["crime_type_list"], found["rows"]) == ("december_2010", 34)
    assert counts(found)["violent_crime_2010"] == 8
    new = SHARED / "2021-01" / "2021-01-hertfordshire-outcomes.csv"
    loaded = send(world, database, new.read_bytes(), **OUTCOMES)
    assert (loaded["status"], loaded["force"]) == ("committed", "Hertfordshire Constabulary")
    kept = world.superuser.execute(
        "SELECT DISTINCT outcome_type FROM crime_outcomes WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert {name for (name,) in kept} <= set(OUTCOME_GROUPS)
    for name in ("street-easting-northing", "outcomes-easting-northing"):
        (path,) = (SHARED / "legacy").glob(f"2012-0*-{name}-sample.csv")
        options = OUTCOMES if name.startswith("outcomes") else {}
        assert send(world, database, path.read_bytes(), **options)["problem_code"] == "legacy_layout"
