"""Anti-social behaviour by ward: parts that add up to the district, from the rollup of police files by area."""

import httpx
import pytest

from sosafe_api.core.clock import london_date, now
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.kpis.rules.derived import NO_SINGLE_WARD
from tests.domains.imports.loading import asb
from tests.domains.kpis.arranging import street_file
from tests.domains.kpis.releasing import publish
from tests.domains.patterns.arranging import FORCE, PARTS_OF_SPLIT, SPLIT, put
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
WARDS = (
    "Almond Hill", "Bandley Hill & Poplars", "Bedwell", "Chells", "Longmeadow", "Manor", "Martins Wood",
    "Old Town", "Roebuck", "Shephall", "St Nicholas", "Symonds Green", "Woodfield",
)  # fmt: skip
BEDWELL = "E05015626"
OF_BEDWELL = ("E01023755", "E01035570")  # one in the boundaries of 2011, and one in those of 2021 only
QUARTER = "period=quarter&by=ward"


def by_ward(world: World, query: str = QUARTER, role: Role = Role.ANALYST) -> dict[str | None, int]:
    """The values of the latest period by code; the whole is under None."""
    response = world.as_role(role).get(f"/v1/kpis/asb_incidents/observations?{query}")
    assert response.status_code == 200, response.text
    found = response.json()["data"]
    latest = [item for item in found if item["period"] == found[-1]["period"]]
    return {item["breakdown"] and item["breakdown"]["code"]: item["value"] for item in latest}


def counted(found: dict[str | None, int]) -> dict[str | None, int]:
    return {code: value for code, value in found.items() if value}


def quarter(world: World) -> None:
    """Two months that say where, and one that was loaded before the rollup by area was kept."""
    asb_incidents = {"anti_social_behaviour": 9}
    street_file(world, "2021-04", asb_incidents, asb_by_lsoa={OF_BEDWELL[0]: 6, SPLIT: 2, "E01023768": 1})
    street_file(world, "2021-05", asb_incidents, asb_by_lsoa={OF_BEDWELL[1]: 2, PARTS_OF_SPLIT[0]: 7})
    street_file(world, "2021-06", asb_incidents)


def test_the_parts_are_every_ward_by_name_and_the_rest_and_add_up_to_the_district(world: World) -> None:
    quarter(world)
    found = by_ward(world)
    parts = {code: value for code, value in found.items() if code is not None}
    assert len(parts) == len(WARDS) + 1
    assert sum(parts.values()) == found[None] == 27
    assert counted(found) == {None: 27, BEDWELL: 8, NO_SINGLE_WARD.code: 19}

    observations = world.as_role(Role.ANALYST).get(f"/v1/kpis/asb_incidents/observations?{QUARTER}").json()
    parts = [item["breakdown"] for item in observations["data"] if item["breakdown"]]
    assert [part["name"] for part in parts] == [*WARDS, "Several wards or unknown"]
    assert {part["by"] for part in parts} == {"ward"}


def test_a_half_of_2021_lies_in_no_more_wards_than_the_area_of_2011_did(world: World) -> None:
    """Files change from one census to the next: a ward must not rise by that alone. Patterns say the same."""
    street_file(world, "2021-04", {"anti_social_behaviour": 7}, asb_by_lsoa={PARTS_OF_SPLIT[0]: 7})
    assert counted(by_ward(world, "period=month&by=ward")) == {None: 7, NO_SINGLE_WARD.code: 7}
    compared = world.as_role(Role.ANALYST).get(
        "/v1/area-comparisons?by=ward&start=2021-04-01&crime_type=anti_social_behaviour"
    )
    assert compared.status_code == 200, compared.text
    assert compared.json()["not_known"] == 7


def test_a_file_that_is_imported_counts_in_its_wards(world: World, database: TestDatabase) -> None:
    rows = [asb(month="2021-04", lsoa=lsoa, force=FORCE) for lsoa in (OF_BEDWELL[0], OF_BEDWELL[0], SPLIT)]
    put(world, world.as_role(Role.IMPORT_CLIENT), database, *rows, asb(month="2021-04", lsoa="", force=FORCE))
    assert counted(by_ward(world, "period=month&by=ward")) == {None: 3, BEDWELL: 2, NO_SINGLE_WARD.code: 1}


def test_a_neighbouring_forces_file_counts_in_no_ward(world: World) -> None:
    street_file(world, "2021-04", {"anti_social_behaviour": 5}, asb_by_lsoa={OF_BEDWELL[0]: 5})
    street_file(
        world,
        "2021-04",
        {"anti_social_behaviour": 3},
        force="Bedfordshire Police",
        asb_by_lsoa={OF_BEDWELL[0]: 3},
    )
    assert counted(by_ward(world, "period=month&by=ward")) == {None: 5, BEDWELL: 5}


def test_small_counts_of_a_ward_are_open_and_every_count_has_its_evidence(world: World) -> None:
    quarter(world)
    assert (
        by_ward(world, "period=month&by=ward&from=2021-05-01&before=2021-06-01", Role.CASEWORKER)[BEDWELL]
        == 2
    )
    evidence = world.as_role(Role.ANALYST).get(f"/v1/kpis/asb_incidents/evidence?{QUARTER}&member={BEDWELL}")
    assert evidence.status_code == 200, evidence.text
    assert [item["count"] for item in evidence.json()["counts"]] == [6, 2, 0]
    assert evidence.json()["observation"]["breakdown"]["name"] == "Bedwell"


def test_a_release_holds_bars_by_ward_in_which_nothing_is_hidden(
    world: World, anonymous: httpx.Client
) -> None:
    quarter(world)
    publish(world)
    recorded = by_ward(world, f"{QUARTER}&as_of={london_date(now()).isoformat()}")
    assert recorded == by_ward(world)
    root = f"/v1/partnerships/{world.slug}/kpis/asb_incidents"
    chart = anonymous.get(f"{root}/chart.svg?{QUARTER}")
    assert chart.status_code == 200, chart.text
    assert chart.headers["content-type"].startswith("image/svg+xml")
    for name in (*WARDS, "Several wards or unknown"):
        assert name.replace("&", "&amp;") in chart.text, name
    assert "[c]" not in chart.text
    told = anonymous.get(f"{root}/chart.txt?{QUARTER}").text
    assert "Bedwell: 8 (95% interval 3 to 16)." in told
    assert anonymous.get(f"{root}/chart.svg?period=month&by=ward").status_code == 404, "one chart a breakdown"
    lines = anonymous.get(f"{root}/observations.csv?period=month&by=ward").text.splitlines()
    assert len(lines) == 1 + 3 * (len(WARDS) + 2)
    assert [line for line in lines if f",{BEDWELL},Bedwell,2," in line]
