"""Street files of a small town of our own making: background everywhere, a cluster, and areas that change."""

from collections.abc import Iterator

import httpx

from tests.domains.imports.loading import file_of, load, row
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

FORCE = "Hertfordshire Constabulary"
RISING, STEADY, SPLIT = "E01023787", "E01023788", "E01023789"
PARTS_OF_SPLIT = ("E01035568", "E01035569")  # what was made of it in 2021
ELSEWHERE = "E01023316"  # an LSOA of another district
CENTRE = (-0.2, 51.9)


def incidents(
    month: str, lsoa: str, number: int, place: tuple[float, float] = CENTRE, crime_type: str = "Burglary"
) -> list[str]:
    longitude, latitude = (f"{degrees:.6f}" for degrees in place)
    one = row(crime_type, month=month, lsoa=lsoa, force=FORCE, longitude=longitude, latitude=latitude)
    return [one] * number


def background(month: str) -> Iterator[str]:
    """One drugs offence at each of 120 streets, about 350 metres from each other."""
    for column in range(12):
        for line in range(10):
            place = (CENTRE[0] + 0.005 * (column - 6), CENTRE[1] + 0.0032 * (line - 5))
            yield from incidents(month, STEADY, 1, place, "Drugs")


def put(world: World, client: httpx.Client, database: TestDatabase, *rows: str) -> None:
    """Loads a file through the import, as a developer's script would."""
    made = load(client, world.service, database, file_of(*rows))
    assert made["status"] == "committed", made
