"""Figures of webhooks, deliveries and the feed: added up over partnerships, live ones apart, nothing where unknown."""

from collections.abc import Iterator

import psycopg
import pytest

from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.db.session import listening
from sosafe_api.core.outgoing import Sender
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.webhooks.tasks import Turn
from sosafe_api.worker import observed_worker
from sosafe_api.worker.senders import Senders
from tests.domains.webhooks.receiver import receiving
from tests.domains.webhooks.sending import only_this_machine, register, verified
from tests.fixtures.database import TestDatabase
from tests.fixtures.observed import Sample, scrape, value
from tests.fixtures.world import World
from tests.safety.service_process import free_port

pytestmark = pytest.mark.database
ENDED = "sosafe_work_items_ended_total"


def told(world: World, urls: DatabaseUrls) -> dict[Sample, float]:
    """What a worker that has just started tells."""
    observed = observed_worker(world.service.settings.model_copy(update={"metrics_port": free_port()}), urls)
    observed.start()
    assert observed.listener is not None
    found = scrape(observed.listener.port)
    observed.stop()
    return found


@pytest.fixture
def live(world: World, superuser: psycopg.Connection) -> Iterator[World]:
    built = World(world.service, superuser, mode="live").build()
    yield built
    built.close()


def test_changes_count_until_a_reader_of_the_feed_has_come_to_them(
    world: World, live: World, database: TestDatabase
) -> None:
    def unnumbered() -> tuple[float, float]:
        found = told(world, database.urls)
        return tuple(value(found, "sosafe_changes_unnumbered", mode=mode) for mode in ("test", "live"))

    before = unnumbered()
    world.push("REF-1")
    assert unnumbered() == (before[0] + 1, before[1]), "a live partnership's stand apart"
    world.superuser.execute(
        "UPDATE changes SET occurred_at = now() - interval '36500 days' WHERE partnership_id = %s AND sequence IS NULL",
        (world.id,),
    )
    oldest = value(told(world, database.urls), "sosafe_changes_unnumbered_oldest_seconds", mode="test")
    assert oldest == pytest.approx(36_500 * 86_400, abs=300), "older than whatever another test has left"
    assert world.as_role(Role.REFERRER_CLIENT).get("/v1/changes").status_code == 200
    assert unnumbered()[0] <= before[0]


def test_webhooks_and_deliveries_count_by_where_they_stand(world: World, database: TestDatabase) -> None:
    def counts() -> dict[str, float]:
        found = told(world, database.urls)
        return {
            f"{name}s {status}": value(found, f"sosafe_{name}s", mode="test", status=status)
            for name, status in (
                ("webhook", "active"),
                ("webhook", "parked"),
                ("webhook_deliverie", "waiting"),
                ("webhook_deliverie", "dead"),
            )
        }

    with receiving() as receiver:
        before = counts()
        hook = verified(world, receiver)
        hook.post("test-deliveries")
        found = counts()
        assert found["webhooks active"] == before["webhooks active"] + 1
        assert found["webhook_deliveries waiting"] == before["webhook_deliveries waiting"] + 1
        run = world.superuser.execute
        run(
            "UPDATE webhook_deliveries SET due_at = now() - interval '400 days' WHERE webhook_id = %s",
            (hook.id,),
        )
        oldest = value(told(world, database.urls), "sosafe_webhook_deliveries_oldest_seconds", mode="test")
        assert oldest == pytest.approx(400 * 86_400, abs=300)
        run("UPDATE webhook_deliveries SET status = 'dead' WHERE webhook_id = %s", (hook.id,))
        run("UPDATE webhooks SET status = 'parked' WHERE id = %s", (hook.id,))
        after = counts()
        assert after["webhook_deliveries dead"] == before["webhook_deliveries dead"] + 1
        assert after["webhooks parked"] == before["webhooks parked"] + 1
        assert after["webhooks active"] == before["webhooks active"]
        assert after["webhook_deliveries waiting"] == before["webhook_deliveries waiting"]


def test_where_the_database_cannot_be_asked_nothing_is_told_of_partnerships(world: World) -> None:
    nowhere = DatabaseUrls(app=f"postgresql://sosafe@127.0.0.1:{free_port()}/sosafe", reader="", migrator="")
    names = {name for name, _ in told(world, nowhere)}
    assert "sosafe_ready" in names
    assert not any(name.startswith(("sosafe_webhook", "sosafe_changes")) for name in names)


@pytest.mark.parametrize("outcome", ["done", "postponed"])
def test_a_turn_of_a_sender_is_a_piece_of_work(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch, outcome: str
) -> None:
    if outcome == "postponed":

        def run(_: Turn) -> None:
            raise ValueError("as a fault of ours does")

        monkeypatch.setattr(Turn, "run", run)
    world.superuser.execute("DELETE FROM work_items")
    observed = observed_worker(
        world.service.settings.model_copy(update={"metrics_port": free_port()}), database.urls
    )
    observed.start()
    assert observed.listener is not None
    sender = Sender(local=True, resolver=only_this_machine)
    senders = Senders(world.service.settings, database.urls, sender, observed.work)
    with receiving() as receiver:
        register(world, receiver)
        with listening(database.urls.app, "sosafe_work") as connection:
            assert senders.send_next(connection)
    found = scrape(observed.listener.port)
    observed.stop()
    assert {one: value(found, ENDED, kind="webhook", outcome=one) for one in ("done", "failed", "postponed")} == {
        "done": 0, "failed": 0, "postponed": 0, outcome: 1
    }  # fmt: skip
    assert value(found, "sosafe_work_items_in_flight", kind="webhook") == 0
