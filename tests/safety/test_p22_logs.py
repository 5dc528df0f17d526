"""P22: at the most talkative level no log holds a personal value, nor do the metrics and traces beside it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.access.requests import headers_of, path_with
from tests.access.table import TABLE
from tests.contract.arrangements import fill
from tests.fixtures.database import TestDatabase
from tests.fixtures.observed import Collector, collecting
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import SECRET, World
from tests.safety.canaries import ANSWER, EVERYTHING, NOTE, QUESTION, marked_referral, seen_in
from tests.safety.marks import personal_texts
from tests.safety.service_process import ServiceProcess, free_port

pytestmark = [pytest.mark.p22, pytest.mark.database]
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
# How a signed token begins, and enough of what follows: three characters alone come about by chance in random ids.
TOKEN = re.compile(r"eyJ[\w-]{8}", re.ASCII)
ANY = {"If-Match": "*", "Idempotency-Key": "canarykey-of-the-sender"}


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as found:
        yield found


@pytest.fixture(scope="module")
def metrics_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def process(
    database: TestDatabase,
    collector: Collector,
    metrics_port: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServiceProcess]:
    home = tmp_path_factory.mktemp("talkative") / "home"
    talkative = {
        "SOSAFE_LOG_LEVEL": "DEBUG",
        "SOSAFE_METRICS_PORT": str(metrics_port),
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_LOG_LEVEL": "debug",
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    with ServiceProcess(database.urls, home, **talkative) as running:
        yield running


@pytest.fixture
def talkative(process: ServiceProcess, superuser: psycopg.Connection) -> Iterator[World]:
    """A partnership of a service that logs all it can."""
    built = World(process.running, superuser).build()
    yield built
    built.close()


def everything_once(world: World) -> None:
    """Every operation on a marked referral, and each kind of refusal."""
    sender, service = world.as_role(Role.REFERRER), world.as_role(Role.CASEWORKER)
    pushed = sender.post("/v1/referrals", json=marked_referral(world, "MARKED/1"), headers=ANY)
    path = f"/v1/referrals/{pushed.json()['id']}"
    for to in ("received", "under_review"):
        service.post(f"{path}/transitions", json={"to": to, "note": NOTE}, headers={"If-Match": "*"})
    asked = service.post(f"{path}/questions", json={"code": "risk", "question": QUESTION}, headers=ANY)
    given = {"question_id": asked.json()["id"], "answer": ANSWER}
    assert sender.post(f"{path}/answers", json=given, headers=ANY).status_code == 201
    for tail in ("", "/transitions", "/questions"):
        assert service.get(path + tail).status_code == 200
    for mark in EVERYTHING:
        sender.post("/v1/referrals", json={"narrative": 1, mark: mark, "urgency": mark})
        sender.get("/v1/referrals", params={"status": mark, mark: mark, "cursor": mark})
        sender.get(f"/v1/{mark}")
        sender.get(f"/v1/referrals/{mark}", headers={"Purpose": "canary", "Correlation-Id": "canary"})
        sender.get(
            "/v1/referrals",
            headers={"Traceparent": PARENT, "Tracestate": f"a={mark}", "Baggage": f"name={mark}"},
        )
    sender.post("/v1/referrals", content=b'{"narrative": "' + NOTE.encode())
    with world.service.client("canarytoken") as stranger:
        stranger.get("/v1/referrals")
        stranger.post("/oauth2/token", data={"grant_type": NOTE}, auth=(NOTE, SECRET))


def test_neither_log_holds_a_personal_value_a_secret_or_a_token(
    talkative: World, process: ServiceProcess, database: TestDatabase
) -> None:
    everything_once(talkative)
    last = talkative.as_role(Role.ANALYST).get("/v1/referrals").headers["Request-Id"]
    assert len(lines_of(process, last)) == 1
    service_log = process.log_file.read_text()
    database_log = database.server.log_file.read_text(errors="replace")
    assert service_log.count('"operation": "get_referral"') >= len(EVERYTHING)
    for log in (service_log, database_log):
        assert seen_in(log) == set()
        for secret in (SECRET, "canarytoken", "fictional-secret", "canarykey"):
            assert secret not in log
        assert TOKEN.search(log) is None


def test_neither_metrics_nor_traces_hold_a_personal_value_a_secret_or_an_id(
    talkative: World, collector: Collector, metrics_port: int
) -> None:
    everything_once(talkative)
    last = talkative.as_role(Role.ANALYST).get("/v1/referrals").headers["Request-Id"]
    wait_until(lambda: last.encode() in collector.sent)
    told = httpx.get(f"http://127.0.0.1:{metrics_port}/metrics").text
    assert 'operation="get_referral",status="4xx"' in told
    ids = [str(talkative.id), *(person.client_id for person in talkative.people.values()), talkative.slug]
    for text in (told, collector.sent.decode(errors="replace")):
        assert seen_in(text) == set()
        for value in (SECRET, "canary", "fictional-secret", "/v1/", "SELECT", *ids):
            assert value not in text, value
        assert TOKEN.search(text) is None
    assert collector.spans


def test_nothing_that_is_kept_of_anybody_is_in_a_log_a_metric_or_a_trace(
    talkative: World, process: ServiceProcess, database: TestDatabase, collector: Collector, metrics_port: int
) -> None:
    """Every operation that writes, as its examples have it, then every operation that reads, once."""
    fill(talkative)
    with talkative.service.client() as http:
        for row in TABLE.values():
            if row.method == "GET" and not row.open:
                http.get(path_with(row, str(talkative.id)), headers=headers_of(talkative, min(row.roles)))
    kept = personal_texts(talkative)
    assert {"Example Person"} < kept
    last = talkative.as_role(Role.ANALYST).get("/v1/referrals").headers["Request-Id"]
    wait_until(lambda: last.encode() in collector.sent)
    told = httpx.get(f"http://127.0.0.1:{metrics_port}/metrics").text
    logs = (process.log_file.read_text(), database.server.log_file.read_text(errors="replace"))
    for log in (*logs, told, collector.sent.decode(errors="replace")):
        assert {text for text in kept if text in log} == set()


def lines_of(process: ServiceProcess, request_id: str) -> list[str]:
    """The line is written when the answer has gone out, so it may be a moment later than that."""
    wait_until(lambda: request_id in process.log_file.read_text())
    return [line for line in process.log_file.read_text().splitlines() if request_id in line]


def test_each_request_leaves_one_line_with_its_operation_and_no_address(
    talkative: World, process: ServiceProcess
) -> None:
    client = talkative.as_role(Role.REFERRER_CLIENT)
    request_id = client.get("/v1/referrals?agency_reference=CANARY").headers["Request-Id"]
    (written,) = lines_of(process, request_id)
    line = json.loads(written)
    assert line["operation"] == "list_referrals"
    assert set(line) == {
        "request_id", "trace_id", "operation", "status", "milliseconds", "client_id", "event", "level",
        "timestamp",
    }  # fmt: skip
    assert "CANARY" not in written


def test_an_exception_is_logged_by_its_place_and_not_by_what_it_says() -> None:
    program = (
        "import structlog\n"
        "from sosafe_api.core.logging import configure\n"
        "configure('DEBUG')\n"
        "def fail(name):\n"
        "    raise ValueError(name)\n"
        "try:\n"
        "    fail('Canaryname')\n"
        "except ValueError:\n"
        "    structlog.get_logger().error('unhandled', exc_info=True)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30
    )
    assert "Canaryname" not in ran.stderr + ran.stdout
    assert json.loads(ran.stderr)["raised_at"] == ["<string>:7:<module>", "<string>:5:fail"]
