"""Sends a file as a developer's script would, and lets the worker do what waits."""

import time
from pathlib import Path
from typing import Any

import httpx

from sosafe_api import worker
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
OUTCOMES_HEADER = HEADER.replace("Crime type,Last outcome category,Context", "Outcome type")
OUTCOMES = {"resource": "crime_outcomes", "format": "police_uk_outcomes_csv"}
SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "police"


def row(
    crime_type: str = "Burglary",
    *,
    month: str = "2021-01",
    crime_id: str = "a" * 64,
    lsoa: str = "E01023787",
    force: str = "Example Constabulary",
    outcome: str = "Under investigation",
    longitude: str = "-0.2",
    latitude: str = "51.9",
) -> str:
    place = "Stevenage 001A" if lsoa else ""
    values = (crime_id, month, force, force, longitude, latitude, "On or near Example Road", lsoa, place)
    return ",".join((*values, crime_type, outcome, ""))


def asb(**changes: str) -> str:
    """A row of anti-social behaviour: never an id, never an outcome."""
    return row("Anti-social behaviour", **{"crime_id": "", "outcome": "", **changes})


def outcome(outcome_type: str, **changes: str) -> str:
    """A row of an outcomes file."""
    return ",".join((*row(**changes).split(",")[:9], outcome_type))


def file_of(*rows: str, header: str = HEADER, newline: str = "\n") -> bytes:
    return newline.join((header, *rows, "")).encode()


def create(client: httpx.Client, **options: Any) -> dict[str, Any]:
    content = {"resource": "incidents", "format": "police_uk_street_csv", "commit": "automatic", **options}
    response = client.post("/v1/imports", json=content)  # a key is honoured and not needed
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def move(client: httpx.Client, made: dict[str, Any], to: str) -> httpx.Response:
    return client.post(
        f"/v1/imports/{made['id']}/transitions", json={"to": to}, headers={"If-Match": made["etag"]}
    )


def load(
    client: httpx.Client, service: RunningService, database: TestDatabase, content: bytes, **options: Any
) -> dict[str, Any]:
    """Creates, uploads, validates and, when asked, commits; answers the import as it ended."""
    made = create(client, **options)
    sent = client.put(
        f"/v1/imports/{made['id']}/content", content=content, headers={"Content-Type": "text/csv"}
    )
    assert sent.status_code == 200, sent.text
    assert move(client, sent.json(), "validating").status_code == 202
    return settle(client, service, database, made["id"])


def settle(
    client: httpx.Client, service: RunningService, database: TestDatabase, import_id: str
) -> dict[str, Any]:
    deadline = time.monotonic() + 180
    while True:
        worker.do_next(service.settings, database.urls)
        found: dict[str, Any] = client.get(f"/v1/imports/{import_id}").json()
        if found["status"] not in ("validating", "committing"):
            return found
        assert time.monotonic() < deadline, found
