"""What is measured: each workload with the ratio it should reach and the requests that it sends."""

import http.client
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

from bench.load import UNIQUE, Plan
from bench.partnership import PURPOSE, SLUG, Partnership, Someone, Tokens
from bench.processes import Server

DIFFERENT_RECORDS = 2000
OBSERVATIONS = f"/v1/partnerships/{SLUG}/kpis/referrals_received/observations"


@dataclass(frozen=True, slots=True)
class Scene:
    """What the requests are made of: who asks, for which records, and from which day the indicator is read."""

    partnership: Partnership
    tokens: Tokens
    referrals: list[tuple[UUID, UUID, UUID]]
    observed_from: str

    @property
    def observations(self) -> str:
        return f"{OBSERVATIONS}?period=month&from={self.observed_from}"


@dataclass(frozen=True, slots=True)
class Workload:
    """`goal` is the least ratio of requests per second to the reference's, `cpu_goal` the most of its CPU."""

    name: str
    title: str
    goal: float
    requests: Callable[[Scene, Server], list[bytes]]
    status: int = 200
    cpu_goal: float | None = None

    def plan(self, scene: Scene, server: Server) -> Plan:
        return Plan(server.port, self.requests(scene, server), self.status, next(_ROUNDS) * 1_000_000)


_ROUNDS = count(1)


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in headers.items())]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def referral(service_id: UUID, reference: str) -> dict[str, Any]:
    return {
        "agency_reference": reference,
        "service_id": str(service_id),
        "referral_source": "council_housing",
        "reason_codes": ["asb_victim"],
        "referred_on": "2026-11-02",
        "person": {
            "full_name": "Example Person",
            "date_of_birth": "1990-01-31",
            "outward_postcode": "SG1",
            "safe_contact": {"telephone": "020 7946 0000", "may_call": True},
        },
        "consent": {"status": "given"},
        "narrative": "A fictional account. " * 15,
    }


def _as(scene: Scene, someone: Someone) -> dict[str, str]:
    return {"Authorization": f"Bearer {scene.tokens.issue(someone)}"}


def _creates(scene: Scene, _: Server) -> list[bytes]:
    """Every agency sends in turn; the numbers that replace the mark make each referral and key a new one."""
    made = []
    for number, sender in enumerate(scene.partnership.senders):
        service_id = scene.partnership.service_ids[number % len(scene.partnership.service_ids)]
        body = json.dumps(referral(service_id, f"NEW/{UNIQUE.decode()}")).encode()
        headers = _as(scene, sender) | {"Idempotency-Key": f"measured-{UNIQUE.decode()}"}
        made.append(request("POST", "/v1/referrals", headers, body))
    return made


def _reads_by_sender(scene: Scene, _: Server) -> list[bytes]:
    asking = {someone.agency_id: _as(scene, someone) for someone in scene.partnership.senders}
    return [
        request("GET", f"/v1/referrals/{referral_id}", asking[agency_id])
        for referral_id, agency_id, _ in scene.referrals
    ]


def _reads_by_service(scene: Scene, _: Server) -> list[bytes]:
    asking = {
        someone.service_ids[0]: _as(scene, someone) | {"Purpose": PURPOSE}
        for someone in scene.partnership.caseworkers
    }
    return [
        request("GET", f"/v1/referrals/{referral_id}", asking[service_id])
        for referral_id, _, service_id in scene.referrals
    ]


def _lists(scene: Scene, _: Server) -> list[bytes]:
    return [request("GET", "/v1/referrals", _as(scene, someone)) for someone in scene.partnership.senders]


def _observations(scene: Scene, _: Server) -> list[bytes]:
    return [request("GET", scene.observations, {})]


def _unchanged_observations(scene: Scene, server: Server) -> list[bytes]:
    status, headers, _ = ask(server, scene.observations)
    if status != 200:
        raise LookupError(f"{server.name} answers {status} to {scene.observations}")
    return [request("GET", scene.observations, {"If-None-Match": headers["etag"]})]


def ask(
    server: Server, path: str, headers: Mapping[str, str] | None = None, body: Any = None
) -> tuple[int, dict[str, str], Any]:
    """One request outside the rounds; the answer's status, headers and content."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    sent = json.dumps(body) if body is not None else None
    kind = {"Content-Type": "application/json"} if body is not None else {}
    connection.request("POST" if sent else "GET", path, sent, {**kind, **(headers or {})})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    found = {name.lower(): value for name, value in response.getheaders()}
    return response.status, found, json.loads(content) if content else None


def push(server: Server, token: str, partnership: Partnership, reference: str) -> None:
    """One referral; raises `RuntimeError` where it is refused."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"measured-{reference}"}
    status, _, answer = ask(server, "/v1/referrals", headers, referral(partnership.service_ids[0], reference))
    if status != 201:
        raise RuntimeError(f"no referral was pushed: {answer}")


def some_referrals(rows: list[tuple[UUID, UUID, UUID]]) -> list[tuple[UUID, UUID, UUID]]:
    """The same few for both services, in no order."""
    return random.Random(1).sample(rows, min(len(rows), DIFFERENT_RECORDS))


WORKLOADS = {
    workload.name: workload
    for workload in (
        Workload("create", "Push a referral", 0.50, _creates, status=201, cpu_goal=2.0),
        Workload("read", "Read a referral, as its sender", 0.45, _reads_by_sender),
        Workload("read-as-person", "Read a referral, as a caseworker", 0.45, _reads_by_service),
        Workload("list", "List 50 referrals", 0.75, _lists),
        Workload("kpi", "Open indicator, 10 KB", 1.8, _observations),
        Workload("kpi-304", "Open indicator, unchanged", 0.9, _unchanged_observations, status=304),
    )
}
CURVE = ("create", "read", "list")
CURVE_GOAL = 1.5
