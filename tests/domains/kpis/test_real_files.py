"""The real police files, imported and published, give the figures that were counted by hand from them."""

import httpx
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import SHARED, load
from tests.domains.kpis.test_releases import publish
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the police files lie beside the project only")
pytestmark = [pytest.mark.database, needs_shared, pytest.mark.timeout(180)]


def test_published_figures_of_stevenage_from_january_to_august_2021(
    world: World, database: TestDatabase, anonymous: httpx.Client
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    for month in range(1, 9):
        path = SHARED / f"2021-{month:02d}" / f"2021-{month:02d}-hertfordshire-street.csv"
        load(client, world.service, database, path.read_bytes(), file_name=path.name)
    publish(world)
    root = f"/v1/partnerships/{world.slug}/kpis"
    months = anonymous.get(f"{root}/asb_incidents/observations?period=month").json()["data"]
    assert [item["value"] for item in months] == [130, 160, 211, 257, 268, 325, 317, 226]
    part = "period=quarter&from=2021-04-01&before=2021-07-01"
    (asb,) = anonymous.get(f"{root}/asb_incidents/observations?{part}").json()["data"]
    assert (asb["period"]["label"], asb["value"]) == ("2021/22 Q1", 850)
    (crime,) = anonymous.get(f"{root}/crime_rate/observations?{part}").json()["data"]
    assert (crime["numerator"]["value"], crime["denominator"]["value"]) == (1972, 88_104)
    assert crime["denominator"]["reference_date"] == "2020-06-30"
    assert (crime["value"], crime["interval"]["low"], crime["interval"]["high"]) == (22.38, 21.41, 23.39)
