"""The benchmark compares like with like: its reference answers what the service answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

pytest.importorskip("asyncpg", reason="the dependency group `bench` is not installed")

from bench import observations, partnership, processes, releases, workloads
from bench.database import MeasuredDatabase, fill
from bench.load import Plan, WrongAnswer, drive
from bench.partnership import PURPOSE, Partnership, Someone, Tokens
from bench.processes import Server, Watch
from bench.statements import without
from sosafe_api.core.settings import Settings
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService

pytestmark = pytest.mark.database
ROWS = 4000


@dataclass
class Pair:
    """Both services over one filled database."""

    service: Server
    reference: Server
    partnership: Partnership
    tokens: Tokens
    database: MeasuredDatabase
    settings: Settings

    def as_(self, someone: Someone, **headers: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens.issue(someone)}", **headers}

    def both(self, path: str, headers: dict[str, str]) -> tuple[Any, Any]:
        answers = [workloads.ask(server, path, headers) for server in (self.service, self.reference)]
        assert [status for status, _, _ in answers] == [200, 200], answers
        return answers[0][2], answers[1][2]


@pytest.fixture(scope="session")
def pair(database: TestDatabase, service: RunningService) -> Iterator[Pair]:
    measured = MeasuredDatabase(database.urls, database.superuser)
    made = partnership.make(measured.urls)
    fill(measured, made, range(1, ROWS + 1))
    here = Server("service", int(service.url.rpartition(":")[2]), None)
    with processes.reference(service.settings, measured) as reference:
        yield Pair(here, reference, made, Tokens(service.settings, made), measured, service.settings)


def push(pair: Pair, server: Server, reference: str) -> tuple[int, dict[str, str], Any]:
    body = workloads.referral(pair.partnership.service_ids[0], reference)
    return workloads.ask(server, "/v1/referrals", pair.as_(pair.partnership.senders[0]), body)


def test_a_push_is_answered_with_the_same_receipt(pair):
    ours, theirs = push(pair, pair.service, "SAME/1"), push(pair, pair.reference, "SAME/2")
    assert (ours[0], theirs[0]) == (201, 201)
    own = {"id", "received_at", "agency_reference", "content_digest"}
    assert {**ours[2], **dict.fromkeys(own)} == {**theirs[2], **dict.fromkeys(own)}
    assert len(ours[2]["content_digest"]) == len(theirs[2]["content_digest"])
    assert {"location", "etag"} <= theirs[1].keys()


def test_a_push_leaves_the_same_rows(pair):
    ids = [push(pair, server, f"ROWS/{server.name}")[2]["id"] for server in (pair.service, pair.reference)]
    with pair.database.connect() as connection:
        for table, column, own in (
            ("referrals", "id", "id agency_reference content_digest status_since received_at updated_at"),
            ("referral_details", "id", "id"),
            ("referral_transitions", "referral_id", "id referral_id occurred_at"),
            ("changes", "resource_id", "id resource_id occurred_at"),
        ):
            rows = connection.execute(
                f"SELECT to_jsonb(t) - %s::text[] FROM {table} t WHERE {column} = ANY(%s::uuid[])",
                (own.split(), ids),
            ).fetchall()
            assert len(rows) == 2
            assert rows[0] == rows[1]


def test_a_referral_is_shown_alike_to_both_sides(pair):
    with pair.database.connect() as connection:
        rows = connection.execute(
            "SELECT id, agency_id, service_id FROM referrals WHERE partnership_id = %s LIMIT 20",
            (pair.partnership.id,),
        ).fetchall()
    assert len(rows) == 20
    senders = {someone.agency_id: someone for someone in pair.partnership.senders}
    readers = {someone.service_ids[0]: someone for someone in pair.partnership.caseworkers}
    for referral_id, agency_id, service_id in rows:
        path = f"/v1/referrals/{referral_id}"
        ours, theirs = pair.both(path, pair.as_(senders[agency_id]))
        assert ours == theirs
        ours, theirs = pair.both(path, pair.as_(readers[service_id], Purpose=PURPOSE))
        assert ours == theirs
        assert ours["content"]["person"]["full_name"].startswith("Example Person")


def test_a_list_is_alike(pair):
    ours, theirs = pair.both("/v1/referrals", pair.as_(pair.partnership.senders[3]))
    assert len(ours["data"]) == 50
    assert ours["data"] == theirs["data"]
    assert len(ours["links"]["next"]) == len(theirs["links"]["next"])


def test_published_observations_are_alike(pair):
    releases.publish(pair.service, pair.tokens, pair.partnership, pair.settings, pair.database.urls)
    _, _, whole = workloads.ask(pair.service, f"{workloads.OBSERVATIONS}?period=month")
    with pair.database.connect() as connection:
        observations.keep(connection, whole)
    first = whole["data"][3]["period"]["start"]
    ours, theirs = pair.both(f"{workloads.OBSERVATIONS}?period=month&from={first}", {})
    assert len(ours["data"]) > 12
    assert ours == theirs


def test_the_reference_asks_for_a_token(pair):
    assert workloads.ask(pair.reference, "/v1/referrals")[0] == 401


def test_a_round_counts_every_answer_and_refuses_a_wrong_one(pair):
    request = workloads.request("GET", "/v1/referrals", pair.as_(pair.partnership.senders[0]))
    before = pair.reference.cpu_seconds()
    measured = drive(Plan(pair.reference.port, [request], 200), 0.3, connections=4)
    assert measured.requests > 4
    assert measured.p50_ms <= measured.p99_ms
    assert pair.reference.cpu_seconds() > before
    assert Watch.tree_seconds(pair.reference.process.pid) > 0
    with pytest.raises(WrongAnswer):
        drive(Plan(pair.reference.port, [request], 304), 0.2, connections=1)


def test_a_statement_of_another_shape_is_refused():
    with pytest.raises(LookupError):
        without(b"SELECT 1", "audit")
