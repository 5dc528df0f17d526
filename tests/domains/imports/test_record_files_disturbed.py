"""Files of records whose rows exclude each other, or whose worker dies: each import ends, and says what is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import httpx
import pytest

from sosafe_api import worker
from sosafe_api.core.ids import new_id
from sosafe_api.domains.imports.kinds import KINDS, case_results, cases, events
from sosafe_api.domains.imports.kinds.records import RecordFile, import_of
from sosafe_api.domains.imports.repository import JobRepository, StepRepository
from sosafe_api.domains.imports.repository.progress import MOST_DEATHS
from sosafe_api.domains.imports.rules import ImportResource
from tests.domains.imports.loading import move
from tests.domains.imports.record_files import imported, sent, told
from tests.domains.imports.referral_files import counts, ndjson, rejected
from tests.domains.imports.test_case_files import held
from tests.domains.imports.test_case_files import row as case_row
from tests.domains.imports.test_case_result_files import row as result_row
from tests.domains.imports.test_case_result_files import worker_of_the_service
from tests.domains.imports.test_event_files import holder, row, written
from tests.domains.imports.test_record_files import Killed
from tests.domains.outcomes.test_results import listed
from tests.fixtures.crew import side_by_side
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World

pytestmark = pytest.mark.database
EVENTS = {"resource": "events", "format": "ndjson"}
TAKEN_UP = "not_to_be_taken_up"


@pytest.fixture(autouse=True)
def small_steps(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.superuser.execute("DELETE FROM work_items")
    monkeypatch.setitem(KINDS, ImportResource.CASES, import_of(replace(cases.KIND, together=1)))
    monkeypatch.setitem(KINDS, ImportResource.CASE_RESULTS, import_of(replace(case_results.KIND, together=1)))
    monkeypatch.setitem(KINDS, ImportResource.EVENTS, import_of(replace(events.KIND, together=2)))


def worked(
    world: World, database: TestDatabase, client: httpx.Client, found: dict[str, Any]
) -> dict[str, Any]:
    """The import once no worker has anything to do now; what was put off waits longer than this."""
    while worker.do_next(world.service.settings, database.urls):
        pass
    ended: dict[str, Any] = client.get(f"/v1/imports/{found['id']}").json()
    return ended


@pytest.mark.parametrize("commit", ["automatic", "manual"])
def test_the_later_of_two_rows_that_exclude_each_other_across_steps_keeps_a_whole_file_out(
    world: World, database: TestDatabase, commit: str
) -> None:
    one, other = world.accept("REF-1"), world.accept("REF-2")
    client = worker_of_the_service(world)
    rows = [case_row("EX/1", one), case_row("EX/2", other), case_row("EX/3", one)]
    before = held(world)
    found = sent(client, ndjson(*rows), resource="cases", mode="atomic", commit=commit)
    found = worked(world, database, client, found)
    if commit == "manual":
        assert counts(found) == ("validated", 3, 3, 0, 0, 0, 0), "a step knows nothing of the rows of another"
        assert move(client, found, "committing").status_code == 202
        found = worked(world, database, client, found)
    assert counts(found) == ("validated", 3, 2, 0, 0, 1, 1)
    assert told(client, found) == [(3, 3, "#/referral_ids/0", TAKEN_UP)]
    assert rejected(client, found) == ndjson(rows[2])
    assert held(world) == before
    assert move(client, found, "committing").status_code == 409
    assert move(client, found, "cancelled").json()["status"] == "cancelled"
    again = imported(world, database, client, ndjson(*rows[:2]), resource="cases", commit="automatic")
    assert counts(again) == ("committed", 2, 2, 0, 0, 0, 0)


def test_of_two_results_of_one_need_across_steps_the_later_keeps_a_whole_file_out(
    world: World, database: TestDatabase
) -> None:
    case_id = world.open_case()["id"]
    client = worker_of_the_service(world)
    content = ndjson(result_row(case_id, "EX/1"), result_row(case_id, "EX/2"))
    found = sent(client, content, resource="case_results", mode="atomic", commit="automatic")
    found = worked(world, database, client, found)
    assert counts(found) == ("validated", 2, 1, 0, 0, 1, 1)
    assert told(client, found) == [(2, 2, "#/area", "already_measured")]
    assert listed(world, case_id) == []


def test_what_others_did_after_the_check_is_told_beside_it(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told is what the one transaction met, whatever a next one would meet."""
    one, other, third = (world.accept(f"REF-{number}") for number in range(3))
    client = worker_of_the_service(world)
    rows = [case_row("EX/1", one), case_row("EX/2", other), case_row("EX/3", third), case_row("EX/4", other)]
    looked = RecordFile.held_by

    def taken_up(file: RecordFile, digest: bytes) -> Any:
        singly = {name: value for name, value in rows[0].items() if name != "reference"}
        answer = client.post("/v1/cases", json=singly, headers={"Idempotency-Key": str(new_id())})
        assert answer.status_code == 201, answer.text
        return looked(file, digest)

    monkeypatch.setattr(RecordFile, "held_by", taken_up)
    found = sent(client, ndjson(*rows), resource="cases", mode="atomic", commit="automatic")
    found = worked(world, database, client, found)
    assert counts(found) == ("validated", 4, 2, 0, 0, 2, 2)
    assert told(client, found) == [
        (1, 1, "#/referral_ids/0", TAKEN_UP),
        (4, 4, "#/referral_ids/0", TAKEN_UP),
    ]
    assert held(world)["imported_records"] == 0


class Death(NamedTuple):
    """In which mode and after how many steps a worker dies, and how many rows are kept and counted by then."""

    mode: str
    steps: int
    kept: int
    counted: int | None


WHOLE = Death("atomic", 0, 5, None)
DEATHS = [WHOLE, Death("resumable", 1, 2, 0), Death("resumable", 2, 4, 2)]


def uncounted(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch, death: Death
) -> dict[str, Any]:
    """An import of five rows whose worker dies between the last of those that are kept and their count."""
    content = ndjson(*(row(world, f"EX/{number}") for number in range(5)))
    found = sent(holder(world), content, **EVENTS, mode=death.mode, commit="automatic")
    for _ in range(death.steps):
        assert worker.do_next(world.service.settings, database.urls)

    def killed(*_: Any, **__: Any) -> int:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(*((JobRepository, "finish") if death is WHOLE else (StepRepository, "advance")), killed)
        with pytest.raises(Killed):
            worker.do_next(world.service.settings, database.urls)
    assert written(world)["community_events"] == death.kept
    return found


def right_ended(world: World, _: dict[str, Any]) -> None:
    world.superuser.execute(
        "DELETE FROM role_assignments WHERE principal_id = %s AND role = 'joint_action_group'",
        (world.people["council_holder"].id,),
    )


def workers_died(world: World, found: dict[str, Any]) -> None:
    world.superuser.execute(
        "UPDATE import_progress SET starts_without_end = %s WHERE import_id = %s", (MOST_DEATHS, found["id"])
    )


class Ending(NamedTuple):
    """What ends an import before its next step, and how that is told where nothing was kept, or something was."""

    come: Callable[[World, dict[str, Any]], None]
    code: str
    nothing: str
    something: str


RIGHT = "Who sent the file may not import such records any more."
SPOILT = "The service failed on this file; nothing of it was kept, and the fault was recorded."
STANDS = "Rows of it were kept before that: `rows_created` counts them; when the file is sent again, they are known."
ENDINGS = pytest.mark.parametrize(
    "ending",
    [
        Ending(right_ended, "role_not_permitted", RIGHT, f"{RIGHT} {STANDS}"),
        Ending(workers_died, "internal_error", SPOILT, f"The service failed on this file. {STANDS}"),
    ],
    ids=["the right ended", "given up"],
)


@ENDINGS
@pytest.mark.parametrize("death", DEATHS, ids=["whole", "first step", "later step"])
def test_an_import_that_fails_counts_the_rows_that_a_killed_worker_kept(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch, ending: Ending, death: Death
) -> None:
    found = uncounted(world, database, monkeypatch, death)
    ending.come(world, found)
    ended = worked(world, database, holder(world), found)
    assert (ended["status"], ended["problem_code"]) == ("failed", ending.code)
    assert ended["problem_detail"] == ending.something
    assert (ended["rows_created"], ended["rows_done"]) == (death.kept, death.counted)
    assert written(world)["community_events"] == death.kept


@pytest.mark.parametrize("death", DEATHS[:2], ids=["whole", "first step"])
def test_a_later_version_knows_the_rows_of_the_worker_that_it_replaced(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch, death: Death
) -> None:
    """It writes what they state with another property, so that their hash is another."""
    found = uncounted(world, database, monkeypatch, death)
    world.superuser.execute(
        "UPDATE imported_records SET digest = reverse(digest) WHERE partnership_id = %s", (world.id,)
    )
    ended = worked(world, database, holder(world), found)
    assert counts(ended) == ("committed", 5, 5, 0, 0, 0, 0)


def test_rows_that_a_failed_import_kept_are_known_when_they_are_sent_again(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = uncounted(world, database, monkeypatch, DEATHS[1])
    workers_died(world, found)
    client = holder(world)
    assert worked(world, database, client, found)["status"] == "failed"
    content = ndjson(*(row(world, f"EX/{number}") for number in range(5)))
    again = imported(world, database, client, content, **EVENTS, commit="automatic")
    assert counts(again) == ("committed", 5, 3, 0, 2, 0, 0)


@ENDINGS
def test_an_import_that_fails_with_nothing_kept_says_that(
    world: World, database: TestDatabase, ending: Ending
) -> None:
    """What other files of the agency have brought is not its own."""
    client = holder(world)
    earlier = imported(world, database, client, ndjson(row(world, "EX/1")), **EVENTS, commit="automatic")
    assert earlier["rows_created"] == 1
    found = sent(client, ndjson(row(world, "EX/2")), **EVENTS, commit="automatic")
    ending.come(world, found)
    ended = worked(world, database, client, found)
    assert counts(ended) == ("failed", *[None] * 6)
    assert (ended["problem_code"], ended["problem_detail"]) == (ending.code, ending.nothing)


def test_rows_that_a_lost_worker_is_still_writing_are_waited_for(
    world: World, database: TestDatabase
) -> None:
    """Its own connection is gone, so that the import is another's; the one that it writes by is not."""
    client = holder(world)
    found = sent(client, ndjson(row(world, "EX/1")), **EVENTS, mode="atomic", commit="automatic")
    right_ended(world, found)
    turn = f"imported_records {world.id} {world.agencies['council']} events"
    waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory')"
    with side_by_side() as crew:
        with world.superuser.transaction():
            world.superuser.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (turn,))
            done = crew.submit(worker.do_next, world.service.settings, database.urls)
            wait_until(lambda: world.superuser.execute(waits).fetchone() == (True,))
            world.superuser.execute(
                "INSERT INTO imported_records (partnership_id, id, agency_id, resource, reference, digest,"
                " record_id, import_id, row, created_at)"
                " VALUES (%s, %s, %s, 'events', 'EX/1', 'example', %s, %s, 1, now())",
                (world.id, new_id(), world.agencies["council"], new_id(), found["id"]),
            )
        assert done.result()
    ended = client.get(f"/v1/imports/{found['id']}").json()
    assert (ended["status"], ended["rows_created"]) == ("failed", 1)
