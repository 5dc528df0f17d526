"""A file of referrals is taken back, all of it or nothing; what has been touched since stands in the way."""

import subprocess
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sosafe_api import worker
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import asb, file_of, load, settle
from tests.domains.imports.referral_files import imported, ndjson, sender
from tests.fixtures.database import TestDatabase
from tests.fixtures.waiting import wait_until
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def take_back(client: httpx.Client, found: dict[str, Any], **stated: Any) -> httpx.Response:
    content = {"to": "reversing", "reason_code": "test_record", **stated}
    headers = {"If-Match": found["etag"]}
    return client.post(f"/v1/imports/{found['id']}/transitions", json=content, headers=headers)


def kept(world: World, database: TestDatabase, mode: str = "atomic") -> dict[str, Any]:
    rows = [world.referral(f"REF-{number}") for number in (1, 2, 3)]
    found = imported(world, database, ndjson(*rows), mode=mode, commit="automatic")
    assert (found["status"], found["rows_created"]) == ("committed", 3)
    return found


def referrals(world: World) -> dict[str, tuple[Any, ...]]:
    """By the agency's reference: status, reason, version, and what was written of it elsewhere since."""
    rows = world.superuser.execute(
        "SELECT r.agency_reference, r.status, r.reason_code, r.version,"
        " (SELECT array_agg(to_status || coalesce(':' || reason_code, '') ORDER BY t.version)"
        "  FROM referral_transitions t WHERE t.partnership_id = r.partnership_id AND t.referral_id = r.id),"
        " (SELECT array_agg(type ORDER BY resource_version) FROM changes c"
        "  WHERE c.partnership_id = r.partnership_id AND c.resource_id = r.id),"
        " (SELECT array_agg(operation ORDER BY recorded_at) FROM audit_entries a"
        "  WHERE a.partnership_id = r.partnership_id AND a.object_id = r.id)"
        " FROM referrals r WHERE r.partnership_id = %s",
        (world.id,),
    ).fetchall()
    return {row[0]: row[1:] for row in rows}


SUBMITTED = ("submitted", None, 1, ["submitted"], ["referral.submitted"], ["referral:create"])
TAKEN_BACK = (
    "entered_in_error",
    "test_record",
    2,
    ["submitted", "entered_in_error:test_record"],
    ["referral.submitted", "referral.entered_in_error"],
    ["referral:create", "referral:transition"],
)


def moved_on(world: World, reference: str) -> str:
    """The service has received the referral; its id."""
    row = world.superuser.execute(
        "SELECT id FROM referrals WHERE partnership_id = %s AND agency_reference = %s", (world.id, reference)
    ).fetchone()
    assert row is not None
    caseworker = world.as_role(Role.CASEWORKER)
    answer = caseworker.post(
        f"/v1/referrals/{row[0]}/transitions", json={"to": "received"}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 201, answer.text
    return str(row[0])


@pytest.mark.parametrize("mode", ["atomic", "resumable"])
def test_all_that_a_file_brought_becomes_entered_in_error_and_nothing_else(
    world: World, database: TestDatabase, mode: str
) -> None:
    client = sender(world)
    pushed = client.post("/v1/referrals", json=world.referral("PUSHED"))
    assert pushed.status_code == 201
    found = kept(world, database, mode)
    asked = take_back(client, found)
    assert (asked.status_code, asked.json()["status"]) == (202, "reversing")
    ended = settle(client, world.service, database, found["id"])
    assert (ended["status"], ended["reversal_reason"], ended["problem_code"]) == (
        "reversed",
        "test_record",
        None,
    )
    assert referrals(world) == {
        "PUSHED": SUBMITTED,
        **{f"REF-{number}": TAKEN_BACK for number in (1, 2, 3)},
    }
    told = world.superuser.execute(
        "SELECT (SELECT array_agg(type ORDER BY resource_version) FROM changes WHERE resource_id = %(id)s),"
        " (SELECT array_agg(operation ORDER BY recorded_at) FROM audit_entries WHERE object_id = %(id)s)",
        {"id": found["id"]},
    ).fetchone()
    assert told is not None
    assert told[0][-2:] == ["import.reversing", "import.reversed"]
    assert told[1][-2:] == ["import:transition", "import:reversed"]
    again = take_back(client, ended)
    assert (again.status_code, again.json()["code"], again.json()["allowed_to"]) == (
        409,
        "transition_not_allowed",
        [],
    )


def test_what_somebody_has_touched_is_named_and_nothing_is_taken_back(
    world: World, database: TestDatabase
) -> None:
    client = sender(world)
    found = kept(world, database)
    touched = moved_on(world, "REF-2")
    before = referrals(world)
    refused = take_back(client, found)
    assert (refused.status_code, refused.json()["code"]) == (409, "import_not_reversible")
    assert refused.json()["hindrances"] == [{"record": f"/v1/referrals/{touched}", "status": "received"}]
    assert referrals(world) == before
    assert client.get(f"/v1/imports/{found['id']}").json()["status"] == "committed"


def test_what_is_touched_before_the_worker_comes_keeps_all_of_it(
    world: World, database: TestDatabase
) -> None:
    client = sender(world)
    found = kept(world, database)
    assert take_back(client, found).status_code == 202
    moved_on(world, "REF-3")
    before = referrals(world)
    ended = settle(client, world.service, database, found["id"])
    assert (ended["status"], ended["problem_code"]) == ("committed", "import_not_reversible")
    assert referrals(world) == before
    assert take_back(client, ended).json()["code"] == "import_not_reversible"


def test_a_reason_is_needed_that_a_referral_in_error_has(world: World, database: TestDatabase) -> None:
    client = sender(world)
    found = kept(world, database)
    for stated, code in ((None, "required"), ("boredom", "unknown_code")):
        refused = take_back(client, found, reason_code=stated)
        assert refused.status_code == 422
        assert [(item["pointer"], item["code"]) for item in refused.json()["errors"]] == [
            ("#/reason_code", code)
        ]
    assert referrals(world) == {f"REF-{number}": SUBMITTED for number in (1, 2, 3)}


def test_a_file_that_replaces_another_is_not_taken_back(world: World, database: TestDatabase) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    loaded = load(client, world.service, database, file_of(asb()))
    refused = take_back(client, loaded)
    assert (refused.status_code, refused.json()["code"], refused.json()["allowed_to"]) == (
        409,
        "transition_not_allowed",
        [],
    )


def test_a_fault_of_ours_leaves_the_import_committed(world: World, database: TestDatabase) -> None:
    client = sender(world)
    found = kept(world, database)
    assert take_back(client, found).status_code == 202
    world.superuser.execute(
        "ALTER TABLE referral_transitions ADD CONSTRAINT spoilt CHECK (to_status <> 'entered_in_error') NOT VALID"
    )
    try:
        assert worker.do_next(world.service.settings, database.urls)
    finally:
        world.superuser.execute("ALTER TABLE referral_transitions DROP CONSTRAINT spoilt")
    ended = client.get(f"/v1/imports/{found['id']}").json()
    assert (ended["status"], ended["problem_code"]) == ("committed", "internal_error")
    assert referrals(world) == {f"REF-{number}": SUBMITTED for number in (1, 2, 3)}
    assert take_back(client, ended).status_code == 202
    assert settle(client, world.service, database, found["id"])["status"] == "reversed"


def test_rows_that_were_taken_back_never_pass_for_held_ones(world: World, database: TestDatabase) -> None:
    """Whoever mends a file after taking it back must learn that nobody acts on the rows it repeats."""
    client = sender(world)
    rows = [world.referral(f"REF-{number}") for number in (1, 2, 3)]
    found = imported(world, database, ndjson(*rows), commit="automatic")
    repeat = imported(world, database, ndjson(*reversed(rows)), commit="automatic")
    assert (repeat["status"], repeat["rows_unchanged"]) == ("committed", 3)
    assert take_back(client, found).status_code == 202
    assert settle(client, world.service, database, found["id"])["status"] == "reversed"
    mended = ndjson(*rows[:2], world.referral("REF-4"))
    again = imported(world, database, mended, mode="resumable", commit="automatic")
    assert [again[name] for name in ("rows_created", "rows_unchanged", "rows_refused")] == [1, 0, 2]
    for content in (ndjson(*reversed(rows)), ndjson(*rows)):
        refused = imported(world, database, content, commit="automatic")
        assert (refused["status"], refused["faults"]) == ("validated", 3)
        told = client.get(f"/v1/imports/{refused['id']}/faults").json()["data"]
        assert {fault["code"] for fault in told} == {"agency_reference_in_use"}
        assert all("entered in error" in fault["suggestion"] for fault in told)
    pushed = client.post("/v1/referrals", json=rows[0])
    assert (pushed.status_code, pushed.json()["code"]) == (409, "agency_reference_in_use")


def test_an_import_that_its_records_do_not_name_is_not_taken_back(
    world: World, database: TestDatabase
) -> None:
    """Committed before imports could be taken back: none or, amid the change, some of its records name it."""
    client = sender(world)
    found = kept(world, database)
    for references in (["REF-1"], ["REF-2", "REF-3"]):
        world.superuser.execute(
            "UPDATE referrals SET import_id = NULL WHERE partnership_id = %s AND agency_reference = ANY (%s)",
            (world.id, references),
        )
        refused = take_back(client, found)
        assert (refused.status_code, refused.json()["code"]) == (409, "import_not_reversible")
        assert refused.json()["hindrances"] == []
        assert "before imports could be taken back" in refused.json()["detail"]
    assert client.get(f"/v1/imports/{found['id']}").json()["status"] == "committed"
    assert referrals(world) == {f"REF-{number}": SUBMITTED for number in (1, 2, 3)}


def test_an_import_that_made_nothing_is_not_taken_back(world: World, database: TestDatabase) -> None:
    client = sender(world)
    kept(world, database)
    rows = [world.referral(f"REF-{number}") for number in (3, 2)]
    repeat = imported(world, database, ndjson(*rows), commit="automatic")
    assert (repeat["status"], repeat["rows_created"]) == ("committed", 0)
    assert take_back(client, repeat).json()["code"] == "import_not_reversible"
    assert referrals(world) == {f"REF-{number}": SUBMITTED for number in (1, 2, 3)}


def test_a_record_hidden_from_the_sender_keeps_all_of_it(world: World, database: TestDatabase) -> None:
    client = sender(world)
    found = kept(world, database)
    assert take_back(client, found).status_code == 202
    hidden = client.get("/v1/referrals?agency_reference=REF-2").json()["data"][0]["id"]
    world.exclude("council_files", "referral", hidden)
    ended = settle(client, world.service, database, found["id"])
    assert (ended["status"], ended["problem_code"]) == ("committed", "import_not_reversible")
    assert referrals(world) == {f"REF-{number}": SUBMITTED for number in (1, 2, 3)}


def test_a_record_that_is_not_found_when_the_worker_comes_keeps_all_of_it(
    world: World, database: TestDatabase
) -> None:
    """It was hidden from the sender or erased meanwhile: to undo the others would be half of it."""
    client = sender(world)
    found = kept(world, database)
    assert take_back(client, found).status_code == 202
    world.superuser.execute(
        "UPDATE referrals SET import_id = NULL WHERE partnership_id = %s AND agency_reference = 'REF-2'",
        (world.id,),
    )
    ended = settle(client, world.service, database, found["id"])
    assert (ended["status"], ended["problem_code"]) == ("committed", "import_not_reversible")
    assert referrals(world) == {f"REF-{number}": SUBMITTED for number in (1, 2, 3)}


def test_a_worker_killed_amid_it_leaves_all_of_it_or_nothing(
    world: World, database: TestDatabase, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    """Killed before the first referral is moved, with all moved and untold, and with all told but the import."""
    client = sender(world)
    found = kept(world, database)
    asked = take_back(client, found)
    assert asked.status_code == 202
    for table in ("referral_transitions", "changes", "audit_entries"):
        with world.superuser.transaction(force_rollback=True):
            world.superuser.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            process = start_worker()
            waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = %s::regclass)"
            wait_until(lambda: world.superuser.execute(waiting, (table,)).fetchone() == (True,), 60)  # noqa: B023
            process.kill()
            process.wait()
        assert referrals(world) == {f"REF-{number}": SUBMITTED for number in (1, 2, 3)}
        assert client.get(f"/v1/imports/{found['id']}").json()["status"] == "reversing"
    ended = settle(client, world.service, database, found["id"])
    assert ended["status"] == "reversed"
    assert referrals(world) == {f"REF-{number}": TAKEN_BACK for number in (1, 2, 3)}


def test_who_lost_the_right_to_send_takes_nothing_back(world: World, database: TestDatabase) -> None:
    client = sender(world)
    found = kept(world, database)
    assert take_back(client, found).status_code == 202
    world.superuser.execute(
        "UPDATE principals SET disabled_at = now() WHERE id = %s", (world.people["council_files"].id,)
    )
    while worker.do_next(world.service.settings, database.urls):
        pass
    told = world.superuser.execute(
        "SELECT status, problem_code, rows_created FROM imports WHERE id = %s", (found["id"],)
    ).fetchone()
    assert told == ("committed", "role_not_permitted", 3)
    assert referrals(world) == {f"REF-{number}": SUBMITTED for number in (1, 2, 3)}
