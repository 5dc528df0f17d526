"""Eight months of real police files give the figures that were counted by hand from them."""

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import SHARED, load
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the police files lie beside the project only")
pytestmark = [pytest.mark.database, needs_shared, pytest.mark.timeout(180)]
STEVENAGE = "E07000243"
ASB_BY_MONTH = [130, 160, 211, 257, 268, 325, 317, 226]


def counts(world: World, condition: str) -> list[int]:
    rows = world.superuser.execute(
        "SELECT sum(count)::int FROM incident_counts WHERE partnership_id = %s AND district_code = %s"
        f" AND {condition} GROUP BY month ORDER BY month",
        (world.id, STEVENAGE),
    ).fetchall()
    return [row[0] for row in rows]


def test_the_hertfordshire_files_of_2021(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    for month in range(1, 9):
        path = SHARED / f"2021-{month:02d}" / f"2021-{month:02d}-hertfordshire-street.csv"
        loaded = load(client, world.service, database, path.read_bytes(), file_name=path.name)
        assert (loaded["status"], loaded["faults"]) == ("committed", 0), loaded
    assert counts(world, "crime_type = 'anti_social_behaviour'") == ASB_BY_MONTH
    quarter = "month >= '2021-04-01' AND month < '2021-07-01'"
    assert sum(counts(world, f"crime_type <> 'anti_social_behaviour' AND {quarter}")) == 1972
    assert sum(counts(world, f"crime_type = 'anti_social_behaviour' AND {quarter}")) == 850


def test_half_a_file_and_then_all_of_it_is_as_if_only_the_whole_had_come(
    world: World, database: TestDatabase
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    content = (SHARED / "2021-01" / "2021-01-hertfordshire-street.csv").read_bytes()
    lines = content.splitlines(keepends=True)
    half = b"".join(lines[: len(lines) // 2])
    whole = load(client, world.service, database, content)
    first = counts(world, "true")
    assert load(client, world.service, database, half)["status"] == "committed"
    assert counts(world, "true") != first
    again = load(client, world.service, database, content)
    assert (again["status"], again["rows_read"]) == ("committed", whole["rows_read"])
    assert counts(world, "true") == first
    twice = load(client, world.service, database, content)
    assert (twice["status"], twice["duplicate_of"]) == ("duplicate", again["id"])
    assert counts(world, "true") == first


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("2019-01/2019-01-city-of-london-stop-and-search.csv", "stop_and_search_file"),
        ("2021-01/2021-01-hertfordshire-outcomes.csv", "outcomes_file"),
        ("legacy/2012-04-avon-and-somerset-street-easting-northing-sample.csv", "legacy_layout"),
        ("legacy/2012-04-avon-and-somerset-neighbourhood-counts-sample.csv", "neighbourhood_counts_file"),
        ("legacy/2012-08-avon-and-somerset-outcomes-easting-northing-sample.csv", "legacy_layout"),
    ],
)
def test_other_files_are_refused_by_name(world: World, database: TestDatabase, path: str, code: str) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    refused = load(client, world.service, database, (SHARED / path).read_bytes()[:5_000_000])
    assert (refused["status"], refused["problem_code"]) == ("failed", code)
    assert counts(world, "true") == []
