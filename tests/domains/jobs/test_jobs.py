"""Work in the background is seen while it waits and while a worker has it, by those who may ask for such work."""

from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.jobs.rules import record_of, status_of
from sosafe_api.domains.jobs.vocabulary import JobStatus
from tests.domains.imports.loading import asb, create, file_of, move
from tests.fixtures.world import World

CSV = {"Content-Type": "text/csv"}
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
over_http = pytest.mark.database


@pytest.fixture
def nothing_waits(superuser: psycopg.Connection) -> None:
    superuser.execute("DELETE FROM work_items")


def send(client: httpx.Client) -> str:
    """An import that waits to be validated; answers its id."""
    made = create(client)
    sent = client.put(made["upload"]["url"], content=file_of(asb()), headers=CSV)
    assert move(client, sent.json(), "validating").status_code == 202
    return str(made["id"])


@pytest.mark.parametrize(
    ("due_in", "running", "expected"),
    [
        (timedelta(0), False, JobStatus.QUEUED),
        (timedelta(seconds=-1), False, JobStatus.QUEUED),
        (timedelta(seconds=1), False, JobStatus.POSTPONED),
        (timedelta(0), True, JobStatus.RUNNING),
        (timedelta(hours=1), True, JobStatus.RUNNING),
    ],
)
def test_a_job_is_postponed_until_it_is_due_and_running_while_a_worker_has_it(
    due_in: timedelta, *, running: bool, expected: JobStatus
) -> None:
    assert status_of(NOW + due_in, NOW, running=running) is expected


@over_http
def test_a_job_tells_who_asked_and_where_to_read_what_comes_of_it(world: World, nothing_waits: None) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    import_id = send(client)
    (job,) = client.get("/v1/jobs").json()["data"]
    assert (job["kind"], job["status"]) == ("import", "queued")
    assert job["asked_by"] == str(world.somebody(Role.IMPORT_CLIENT.value))
    assert job["record"] == f"/v1/imports/{import_id}"
    assert client.get(job["record"]).json()["status"] == "validating"


@over_http
def test_a_job_is_running_while_a_worker_holds_it_and_queued_again_when_that_worker_dies(
    world: World, nothing_waits: None
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    import_id = send(client)
    with world.superuser.transaction(force_rollback=True):  # as a worker's ends whose process is gone
        world.superuser.execute("SELECT FROM work_items WHERE item_id = %s FOR UPDATE", (import_id,))
        assert [job["status"] for job in client.get("/v1/jobs").json()["data"]] == ["running"]
    assert [job["status"] for job in client.get("/v1/jobs").json()["data"]] == ["queued"]


@over_http
def test_what_is_done_is_listed_no_more_and_what_is_put_off_says_until_when(
    world: World, nothing_waits: None
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    first, second = send(client), send(client)
    later = datetime.now(UTC) + timedelta(minutes=5)
    world.superuser.execute("UPDATE work_items SET available_at = %s WHERE item_id = %s", (later, second))
    world.superuser.execute("DELETE FROM work_items WHERE item_id = %s", (first,))
    (job,) = client.get("/v1/jobs").json()["data"]
    assert (job["record"], job["status"]) == (f"/v1/imports/{second}", "postponed")
    assert datetime.fromisoformat(job["due_at"]) - later < timedelta(milliseconds=1)


@over_http
def test_a_program_sees_its_own_and_a_person_all_of_the_partnership(
    world: World, other_world: World, nothing_waits: None
) -> None:
    program, person = world.as_role(Role.IMPORT_CLIENT), world.as_role(Role.ANALYST)
    ours, theirs = send(program), send(person)
    elsewhere = send(other_world.as_role(Role.IMPORT_CLIENT))
    assert records(program) == [f"/v1/imports/{ours}"]
    assert records(person) == [f"/v1/imports/{ours}", f"/v1/imports/{theirs}"]
    assert records(other_world.as_role(Role.PARTNERSHIP_ADMIN)) == [f"/v1/imports/{elsewhere}"]
    assert [job["kind"] for job in person.get("/v1/jobs?kind=report").json()["data"]] == []


@over_http
def test_jobs_come_in_pages_in_the_order_in_which_they_were_asked_for(
    world: World, nothing_waits: None
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    sent = [send(client) for _ in range(3)]
    first = client.get("/v1/jobs?limit=2").json()
    second = client.get(first["links"]["next"]).json()
    found = [job["record"] for page in (first, second) for job in page["data"]]
    assert found == [f"/v1/imports/{import_id}" for import_id in sent]


@over_http
def test_every_kind_that_has_a_record_says_where_it_is(world: World) -> None:
    """The address of each kind is one that the service has: what is not there is a record that is absent."""
    client = world.as_role(Role.PARTNERSHIP_ADMIN)
    for kind in ("import", "kpi_release", "report"):
        address = record_of(kind, world.id)
        assert address is not None
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert client.request("OPTIONS", address).headers["Allow"].startswith("GET")
    assert record_of("kpi_recording", world.id) is None


def records(client: httpx.Client) -> list[str]:
    return [job["record"] for job in client.get("/v1/jobs").json()["data"]]
