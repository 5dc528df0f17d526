"""Traces go where the standard variables say, go on with the caller's, and name operations."""

import json
from collections.abc import Iterator

import psycopg
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from sosafe_api.core.observability.tracing import Tracing, UnsupportedTraceExporter, timed
from sosafe_api.domains.auth.rules import Role
from tests.domains.exports.writing import asked
from tests.fixtures.database import TestDatabase
from tests.fixtures.observed import Collector, attributes, collecting
from tests.fixtures.waiting import wait_until
from tests.fixtures.worker_program import started_worker
from tests.fixtures.world import World
from tests.safety.service_process import ServiceProcess

pytestmark = [pytest.mark.database]
TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SERVER, CLIENT = 2, 3  # of opentelemetry.proto.trace.v1.Span.SpanKind


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as found:
        yield found


@pytest.fixture(scope="module")
def process(
    database: TestDatabase, collector: Collector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServiceProcess]:
    home = tmp_path_factory.mktemp("traced") / "home"
    standard = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    with ServiceProcess(database.urls, home, **standard) as running:
        yield running


@pytest.fixture
def traced(process: ServiceProcess, superuser: psycopg.Connection) -> Iterator[World]:
    """A partnership of a service that sends traces."""
    built = World(process.running, superuser).build()
    yield built
    built.close()


def test_a_request_goes_on_with_its_callers_trace(traced: World, collector: Collector) -> None:
    client = traced.as_role(Role.REFERRER_CLIENT)
    answer = client.get("/v1/referrals", headers={"traceparent": f"00-{TRACE}-{PARENT}-01"})
    wanted = bytes.fromhex(TRACE)
    wait_until(lambda: bool(collector.find("list_referrals", lambda span: span.trace_id == wanted)))
    (span,) = collector.find("list_referrals", lambda span: span.trace_id == wanted)
    assert span.parent_span_id.hex() == PARENT
    assert span.kind == SERVER
    assert attributes(span) == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "sosafe.operation": "list_referrals",
        "sosafe.request_id": answer.headers["Request-Id"],
    }
    parts = [part for part in collector.spans if part.parent_span_id == span.span_id]
    assert {part.name for part in parts} == {"database begin", "database commit"}
    for part in parts:
        assert (part.trace_id, part.kind, attributes(part)) == (wanted, CLIENT, {})
        assert span.start_time_unix_nano <= part.start_time_unix_nano <= part.end_time_unix_nano
        assert part.end_time_unix_nano <= span.end_time_unix_nano


def test_log_line_problem_and_span_are_found_by_each_other(
    traced: World, collector: Collector, process: ServiceProcess
) -> None:
    client = traced.as_role(Role.REFERRER_CLIENT)
    problem = client.get(f"/v1/referrals/{traced.id}").json()
    request_id = problem["request_id"]
    wait_until(lambda: request_id in process.log_file.read_text())
    (line,) = [json.loads(line) for line in process.log_file.read_text().splitlines() if request_id in line]

    def spans() -> list[str]:
        found = collector.find(
            "get_referral", lambda span: attributes(span)["sosafe.request_id"] == request_id
        )
        return [span.trace_id.hex() for span in found]

    wait_until(lambda: bool(spans()))
    assert spans() == [line["trace_id"]]


def test_what_the_caller_told_not_to_sample_is_not_sent(traced: World, collector: Collector) -> None:
    client = traced.as_role(Role.REFERRER_CLIENT)
    unsampled, sampled = "a" * 32, "b" * 32
    client.get("/v1/referrals", headers={"traceparent": f"00-{unsampled}-{PARENT}-00"})
    client.get("/v1/referrals", headers={"traceparent": f"00-{sampled}-{PARENT}-01"})
    wait_until(lambda: any(span.trace_id.hex() == sampled for span in collector.spans))
    assert not [span for span in collector.spans if span.trace_id.hex() == unsampled]


@pytest.mark.parametrize(
    "stated",
    [
        "canary",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-01-more",
        f"00-{TRACE}-{PARENT}",
    ],
)
def test_a_malformed_parent_begins_a_trace_of_our_own(
    traced: World, collector: Collector, stated: str
) -> None:
    client = traced.as_role(Role.REFERRER_CLIENT)
    request_id = client.get("/v1/services", headers={"traceparent": stated}).headers["Request-Id"]

    def mine() -> list[bytes]:
        found = collector.find(
            "list_services", lambda span: attributes(span)["sosafe.request_id"] == request_id
        )
        return [span.parent_span_id for span in found]

    wait_until(lambda: bool(mine()))
    assert mine() == [b""]


def test_a_callers_fault_is_told_and_is_none_of_the_services(traced: World, collector: Collector) -> None:
    with traced.service.client() as anonymous:
        refused = anonymous.get("/v1/referrals")
        unserved = anonymous.get("/v1/nothing-here")
    assert (refused.status_code, unserved.status_code) == (401, 404)
    wanted = {answer.headers["Request-Id"] for answer in (refused, unserved)}

    def found() -> dict[str, int]:
        return {
            span.name: span.status.code
            for span in collector.spans
            if attributes(span).get("sosafe.request_id") in wanted
        }

    wait_until(lambda: len(found()) == 2)
    assert found() == {"list_referrals": 0, "none": 0}


@pytest.fixture
def kept() -> tuple[Tracing, InMemorySpanExporter]:
    """Traces that are kept in memory as they would be sent."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return Tracing(provider), exporter


@pytest.mark.parametrize("status", [0, 500, 503])
def test_a_fault_of_the_service_and_an_answer_that_never_began_are_errors(
    kept: tuple[Tracing, InMemorySpanExporter], status: int
) -> None:
    tracing, exporter = kept
    tracing.begin_request([], "CANARY", "an-id").end_request("get_referral", status)
    (span,) = exporter.get_finished_spans()
    assert (span.name, span.status.status_code) == ("get_referral", StatusCode.ERROR)
    assert span.attributes is not None
    assert span.attributes["http.request.method"] == "_OTHER"


def test_an_error_within_shows_its_kind_and_not_what_it_says(
    kept: tuple[Tracing, InMemorySpanExporter],
) -> None:
    tracing, exporter = kept
    request = tracing.begin_request([], "GET", "an-id")
    with pytest.raises(ValueError, match="Canaryname"), timed("database begin"):
        raise ValueError("Canaryname")
    request.end_request("get_referral", 500)
    part, _ = exporter.get_finished_spans()
    assert part.attributes == {"error.type": "ValueError"}
    assert "Canary" not in part.to_json()
    with timed("after the end"):
        assert len(exporter.get_finished_spans()) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OTEL_TRACES_EXPORTER", "console"),
        ("OTEL_TRACES_EXPORTER", "zipkin"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
    ],
)
def test_a_way_of_exporting_that_is_not_offered_keeps_it_from_starting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    monkeypatch.setenv(name, value)
    with pytest.raises(UnsupportedTraceExporter, match=name):
        Tracing.from_environment("web")


@pytest.mark.parametrize("variables", [{}, {"OTEL_TRACES_EXPORTER": "none"}, {"OTEL_SDK_DISABLED": "true"}])
def test_without_being_asked_for_there_are_no_traces(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    if variables:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Tracing.from_environment("web") is None


def test_an_export_goes_on_with_the_workers_trace_in_the_process_that_writes_it(
    world: World, database: TestDatabase, collector: Collector
) -> None:
    world.superuser.execute("DELETE FROM work_items")
    export_id = asked(world.as_role(Role.PARTNERSHIP_ADMIN), "/v1/groups")
    standard = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    process = started_worker(world.service, database, **standard)
    try:
        wait_until(lambda: bool(collector.find("export") and collector.find("work export")), 60)
    finally:
        process.terminate()
        process.wait(60)
    (written,), (work,) = collector.find("export"), collector.find("work export")
    assert (written.trace_id, written.parent_span_id) == (work.trace_id, work.span_id)
    assert attributes(written) == {"sosafe.work.outcome": "done"}
    parts = {part.name for part in collector.spans if part.parent_span_id == written.span_id}
    assert parts == {"database begin", "database commit"}
    assert export_id.encode() not in collector.sent
