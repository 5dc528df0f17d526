"""Metrics of a web process: told on a port of their own, exact, and with labels that only the code names."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosafe_api.domains.auth.rules import Role
from tests.access.table import TABLE
from tests.fixtures.database import TestDatabase
from tests.fixtures.observed import scrape, value
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World
from tests.safety.service_process import ServiceProcess, free_port

pytestmark = [pytest.mark.database]
REQUESTS = "sosafe_http_requests_total"
SECONDS = "sosafe_http_request_duration_seconds"
# What labels may hold beside the names of operations.
STATUSES = {"1xx", "2xx", "3xx", "4xx", "5xx", "none"}
UNROUTED = {"none", "stored_indicator"}


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def process(
    database: TestDatabase, port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServiceProcess]:
    home = tmp_path_factory.mktemp("measured") / "home"
    with ServiceProcess(database.urls, home, SOSAFE_METRICS_PORT=str(port)) as running:
        yield running


@pytest.fixture
def measured(process: ServiceProcess, superuser: psycopg.Connection) -> Iterator[World]:
    """A partnership of a service whose metrics are read."""
    built = World(process.running, superuser).build()
    yield built
    built.close()


def counted(port: int, operation: str, status: str) -> float:
    return value(scrape(port), REQUESTS, operation=operation, status=status)


def test_each_request_is_counted_once_by_its_operation_and_class_of_status(
    measured: World, port: int
) -> None:
    client = measured.as_role(Role.REFERRER_CLIENT)
    before = scrape(port)
    for _ in range(7):
        assert client.get("/v1/referrals").status_code == 200
    for _ in range(3):
        assert client.get("/v1/referrals", params={"status": "no such"}).status_code == 400
    assert client.get(f"/v1/referrals/{measured.id}").status_code == 404

    def rises() -> tuple[float, ...]:
        after = scrape(port)
        return (
            *(
                value(after, REQUESTS, operation=operation, status=status)
                - value(before, REQUESTS, operation=operation, status=status)
                for operation, status in (
                    ("list_referrals", "2xx"),
                    ("list_referrals", "4xx"),
                    ("get_referral", "4xx"),
                    ("get_referral", "2xx"),
                )
            ),
            value(after, f"{SECONDS}_count", operation="list_referrals")
            - value(before, f"{SECONDS}_count", operation="list_referrals"),
        )

    wait_until(lambda: rises()[:3] == (7, 3, 1))
    assert rises() == (7, 3, 1, 0, 10)


def test_times_are_those_of_the_answers(measured: World, port: int) -> None:
    client = measured.as_role(Role.REFERRER_CLIENT)
    before = scrape(port)
    took = sum(client.get("/v1/referrals").elapsed.total_seconds() for _ in range(5))
    wait_until(
        lambda: (
            value(scrape(port), f"{SECONDS}_count", operation="list_referrals")
            - value(before, f"{SECONDS}_count", operation="list_referrals")
            == 5
        )
    )
    summed = value(scrape(port), f"{SECONDS}_sum", operation="list_referrals") - value(
        before, f"{SECONDS}_sum", operation="list_referrals"
    )
    assert 0 < summed <= took


def test_what_no_route_serves_has_one_name(measured: World, port: int) -> None:
    before = counted(port, "none", "4xx")
    with measured.service.client() as anonymous:
        for number in range(4):
            assert anonymous.get(f"/v1/canary-{number}").status_code == 404
    wait_until(lambda: counted(port, "none", "4xx") == before + 4)


@given(
    path=st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=20),
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CANARY"]),
    place=st.sampled_from(["/v1/{}", "/v1/referrals/{}", "/v1/partnerships/{}/kpis/{}", "/{}?{}={}"]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_label_ever_comes_from_a_request(
    process: ServiceProcess, port: int, path: str, method: str, place: str
) -> None:
    marked = f"canary{path}"
    with process.running.client("canarytoken", Purpose="canary", Traceparent="canary") as client:
        client.request(method, place.replace("{}", marked), content=b"canary")
    names = {*TABLE, *UNROUTED}
    for name, labels in scrape(port):
        assert "canary" not in name.lower()
        assert "canary" not in str(labels).lower()
        found = dict(labels)
        if name.startswith("sosafe_http"):
            assert found.get("operation", "none") in names
            assert found.get("status", "2xx") in STATUSES


def test_pools_and_the_process_are_told(measured: World, port: int) -> None:
    found = scrape(port)
    assert value(found, "sosafe_database_pool_size", pool="app") == 10
    assert value(found, "sosafe_database_pool_size", pool="reader") == 3
    assert value(found, "sosafe_database_pool_lent", pool="app") == 0
    assert value(found, "sosafe_database_pool_waiting", pool="app") == 0
    assert value(found, "sosafe_http_requests_in_flight") == 0
    assert value(found, "sosafe_http_requests_in_flight_limit") == 64
    assert value(found, "process_resident_memory_bytes") > 10_000_000
    (kinds,) = [dict(labels) for name, labels in found if name == "sosafe_process_info"]
    assert kinds["process"] == "web"
    assert re.fullmatch(r"[0-9.]+", kinds["version"])


def test_only_the_metrics_are_served_there_and_nothing_of_them_on_the_public_port(
    measured: World, port: int
) -> None:
    with measured.service.client() as anonymous:
        assert anonymous.get("/metrics").status_code == 404
    for path in ("/", "/livez", "/metrics?name[]=python_info", "/metrics/"):
        answer = httpx.get(f"http://127.0.0.1:{port}{path}")
        assert answer.status_code == 404
        assert "python_info" not in answer.text


def test_a_second_process_takes_the_next_port_and_counts_for_itself(
    measured: World, database: TestDatabase, port: int, tmp_path: Path
) -> None:
    with ServiceProcess(database.urls, tmp_path / "home", SOSAFE_METRICS_PORT=str(port)) as second:
        listening = [
            match[1]
            for match in re.finditer(r'"port": (\d+), "event": "metrics"', second.log_file.read_text())
        ]
        (other,) = map(int, listening)
        assert port < other < port + 80
        assert value(scrape(other), "sosafe_process_info", process="web", version="0.1.0") == 1
        assert counted(other, "list_referrals", "2xx") == 0
