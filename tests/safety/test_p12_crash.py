"""P12, P13: the service is killed again and again amid 2,000 pushes: none lost, none twice, no id moved."""

import time
from collections import defaultdict
from concurrent.futures import Future
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.safety.service_process import ServiceProcess

pytestmark = [
    pytest.mark.p12,
    pytest.mark.p13,
    pytest.mark.slow,
    pytest.mark.database,
    pytest.mark.timeout(240),
]
PUSHES, SENDERS, KILLS = 2_000, 6, 4
GIVE_UP_SECONDS = 120


class Sender:
    """A partner's script: pushes its share, and repeats each push until it is acknowledged."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.references = [f"CRASH/{index}" for index in range(number, PUSHES, SENDERS)]
        self.acknowledged: dict[str, set[str]] = defaultdict(set)
        self.broken = 0

    def run(self) -> None:
        token = self.world.token(self.world.people["referrer_client"])
        with self.world.service.client(token) as client:
            for index, reference in enumerate(self.references):
                self.push(client, reference)
                if index % 5 == 0:
                    self.push(client, reference)

    def push(self, client: httpx.Client, reference: str) -> None:
        # Half of the senders keep keys, the others rely on their reference alone.
        keyed = int(reference.rpartition("/")[2]) % 2
        headers = {"Idempotency-Key": f"the-only-key-of-{reference}"} if keyed else {}
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < deadline:
            try:
                response = client.post("/v1/referrals", json=self.world.referral(reference), headers=headers)
            except httpx.TransportError:
                self.broken += 1
                time.sleep(0.05)
                continue
            if response.status_code in (200, 201):
                self.acknowledged[reference].add(response.json()["id"])
                return
            assert response.status_code in (409, 503), response.text
            time.sleep(0.05)
        raise AssertionError(f"{reference} was never acknowledged")


def test_no_acknowledged_referral_is_lost_or_doubled_by_kills(
    database: TestDatabase, superuser: psycopg.Connection, tmp_path: Path
) -> None:
    with ServiceProcess(database.urls, tmp_path / "home", SOSAFE_LOG_LEVEL="ERROR") as process:
        world = World(process.running, superuser).build()
        senders = [Sender(world, number) for number in range(SENDERS)]
        with side_by_side() as pool:
            pushing = [pool.submit(sender.run) for sender in senders]
            for kill in range(1, KILLS + 1):
                _wait_for(senders, PUSHES * kill // (KILLS + 1), pushing)
                process.kill()
                process.start()
            for future in pushing:
                future.result()
    acknowledged = {k: ids for sender in senders for k, ids in sender.acknowledged.items()}
    assert sum(sender.broken for sender in senders) >= KILLS, "no push was under way when the service died"
    assert len(acknowledged) == PUSHES
    assert {len(ids) for ids in acknowledged.values()} == {1}
    kept = superuser.execute(
        "SELECT agency_reference, id::text FROM referrals WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert dict(kept) == {reference: next(iter(ids)) for reference, ids in acknowledged.items()}
    for table in ("referrals", "referral_details", "referral_transitions", "changes", "audit_entries"):
        row = superuser.execute(f"SELECT count(*) FROM {table} WHERE partnership_id = %s", (world.id,))
        assert row.fetchone() == (PUSHES,), table


def _wait_for(senders: list[Sender], acknowledged: int, pushing: list[Future[None]]) -> None:
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while sum(len(sender.acknowledged) for sender in senders) < acknowledged:
        assert time.monotonic() < deadline
        for ended in (future for future in pushing if future.done()):
            ended.result()
        time.sleep(0.005)
