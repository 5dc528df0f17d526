"""Areas of the police files, the district each lies in, and the populations that rates are reckoned on."""

from typing import Any

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database
STEVENAGE, EAST_HERTFORDSHIRE = "E07000243", "E07000242"
LSOAS_OF_2021 = {
    "E07000095": 58, "E07000096": 96, "E07000098": 63, "E07000099": 82, "E07000102": 55,
    "E07000103": 58, "E07000240": 88, "E07000241": 69, EAST_HERTFORDSHIRE: 90, STEVENAGE: 54,
}  # fmt: skip
LSOAS_OF_2011 = {
    "E07000095": 56, "E07000096": 94, "E07000098": 62, "E07000099": 82, "E07000102": 53,
    "E07000103": 53, "E07000240": 87, "E07000241": 67, EAST_HERTFORDSHIRE: 84, STEVENAGE: 52,
}  # fmt: skip


def every_area(world: World, query: str) -> list[dict[str, Any]]:
    """All pages of a list."""
    client, found = world.as_role(Role.CASEWORKER), []
    following: str | None = f"/v1/areas?{query}"
    while following:
        page = client.get(following).json()
        found += page["data"]
        following = page["links"]["next"]
    return found


def populations(world: World, code: str) -> dict[tuple[str, str], int]:
    response = world.as_role(Role.CASEWORKER).get(f"/v1/areas/{code}/populations")
    assert response.status_code == 200, response.text
    assert all(item["source"] == "Office for National Statistics" for item in response.json()["data"])
    return {(item["series"], item["reference_date"]): item["population"] for item in response.json()["data"]}


def test_the_districts_are_listed_with_the_year_of_their_boundaries(world: World) -> None:
    districts = every_area(world, "code_type=NMD")
    assert [item["code"] for item in districts] == sorted(LSOAS_OF_2011)
    (stevenage,) = [item for item in districts if item["code"] == STEVENAGE]
    only_of_lsoas = {"last_vintage": None, "district_code": None, "ward_code": None}
    known = {"code": STEVENAGE, "code_type": "NMD", "name": "Stevenage", "vintage": 2021}
    assert stevenage == known | only_of_lsoas


@pytest.mark.parametrize("district", LSOAS_OF_2011)
def test_each_district_has_its_lsoas_of_2011_and_of_2021(world: World, district: str) -> None:
    for vintage, number in ((2011, LSOAS_OF_2011[district]), (2021, LSOAS_OF_2021[district])):
        found = every_area(world, f"within={district}&limit=25&vintage={vintage}")
        assert len(found) == len({item["code"] for item in found}) == number
        assert {(item["code_type"], item["district_code"]) for item in found} == {("LSOA", district)}
        assert all(item["vintage"] <= vintage <= item["last_vintage"] for item in found)
    assert all(item["ward_code"] for item in found)


def test_one_population_is_never_taken_for_anothers_series(world: World) -> None:
    found = populations(world, STEVENAGE)
    for day, first_published, rebased in (("2017-06-30", 87_739, 89_099), ("2020-06-30", 88_104, 89_755)):
        assert found["mid_year_first_published", day] == first_published
        assert found["mid_year_rebased_2021", day] == rebased
    assert found["census_2011", "2011-03-27"] == 83_957
    assert found["census_2021_rounded", "2021-03-21"] == 89_500


@pytest.mark.parametrize(("day", "county"), [("2017-06-30", 1_180_934), ("2020-06-30", 1_195_672)])
def test_the_districts_add_up_to_the_county(world: World, day: str, county: int) -> None:
    residents = [populations(world, district)["mid_year_first_published", day] for district in LSOAS_OF_2011]
    assert sum(residents) == county


@pytest.mark.parametrize("code", ["E07000001", "E01", "stevenage"])
def test_an_unknown_area_is_absent(world: World, code: str) -> None:
    response = world.as_role(Role.CASEWORKER).get(f"/v1/areas/{code}/populations")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
