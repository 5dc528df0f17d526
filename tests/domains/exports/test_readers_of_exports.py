"""Who reads an export and for how long: its asker, by today's rights, on the record, for a day."""

import json
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from sosafe_api.domains.auth.rules import Role
from tests.core.http.test_exports import pages, recorded
from tests.domains.exports.writing import PATH, ask, asked, fetch, read, work
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def nothing_waits(superuser: psycopg.Connection) -> None:
    superuser.execute("DELETE FROM work_items")


def parts(world: World) -> int:
    row = world.superuser.execute(
        "SELECT count(*) FROM export_parts WHERE partnership_id = %s", (world.id,)
    ).fetchone()
    return int(row[0]) if row else 0


def test_nobody_but_its_asker_finds_an_export(
    world: World, other_world: World, database: TestDatabase
) -> None:
    export_id = asked(world.as_role(Role.ANALYST), "/v1/agencies")
    work(world.service, database)
    for other in (world.as_role(Role.PARTNERSHIP_ADMIN), other_world.as_role(Role.ANALYST)):
        for answer in (
            other.get(f"{PATH}/{export_id}"),
            fetch(other, export_id),
            other.delete(f"{PATH}/{export_id}"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert pages(other, PATH) == []
    assert fetch(world.as_role(Role.ANALYST), export_id).status_code == 200


def test_what_lies_in_the_database_is_sealed_to_its_row(world: World, database: TestDatabase) -> None:
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    first, second = asked(reader, "/v1/groups"), asked(reader, "/v1/groups")
    work(world.service, database)
    (content,) = world.superuser.execute(
        "SELECT content FROM export_parts WHERE export_id = %s", (first,)
    ).fetchone() or (b"",)
    assert b"Example Panel" not in content
    assert b"Example Panel" in fetch(reader, first).content
    world.superuser.execute("UPDATE export_parts SET content = %s WHERE export_id = %s", (content, second))
    with pytest.raises(Exception, match=r"peer closed|incomplete|disconnected"):
        fetch(reader, second)


def test_each_download_is_recorded_and_so_is_the_asking(world: World, database: TestDatabase) -> None:
    reader = world.as_role(Role.REFERRER_CLIENT)
    export_id = asked(reader, "/v1/referrals")
    assert (recorded(world, "referral:export"), recorded(world, "export:create")) == (1, 1)
    work(world.service, database)
    assert recorded(world, "export:ready") == 1
    fetch(reader, export_id)
    fetch(reader, export_id, Range="bytes=1-")
    assert recorded(world, "export:download") == 2


def test_a_list_about_a_person_is_written_and_fetched_for_the_purpose_that_was_stated(
    world: World, database: TestDatabase
) -> None:
    path = f"/v1/cases/{world.open_case()['id']}/needs"
    worker = world.as_role(Role.CASEWORKER)
    need = {"kind": "housing", "identified_on": "2026-11-02"}
    added = worker.post(path, json=need, headers={"Idempotency-Key": "a-key-of-this-test-1"})
    assert added.status_code == 201, added.text
    for rest, code in (({}, "purpose_required"), ({"purpose": "unheard_of"}, "sharing_agreement_missing")):
        refused = ask(worker, path, **rest)
        assert (refused.status_code, refused.json()["code"]) == (403, code)
    export_id = asked(worker, path, purpose="safeguarding")
    read_before = recorded(world, "case_need:list")
    work(world.service, database)
    assert recorded(world, "case_need:list") == read_before + 1, "as when the list is read"
    *rows, _ = fetch(worker, export_id).text.splitlines()
    assert [json.loads(row)["kind"] for row in rows] == ["housing"]
    purposes = world.superuser.execute(
        "SELECT DISTINCT operation, purpose FROM audit_entries WHERE partnership_id = %s"
        " AND operation IN ('case:export', 'case_need:list', 'export:download') AND purpose IS NOT NULL",
        (world.id,),
    ).fetchall()
    assert {operation for operation, _ in purposes} == {"case:export", "case_need:list", "export:download"}
    world.superuser.execute("DELETE FROM sharing_agreement_purposes WHERE partnership_id = %s", (world.id,))
    assert fetch(worker, export_id).status_code == 404


def test_a_right_that_was_lost_since_closes_the_file(world: World, database: TestDatabase) -> None:
    world.push("A")
    worker = world.as_role(Role.CASEWORKER)
    export_id = asked(worker, "/v1/referrals")
    work(world.service, database)
    assert fetch(worker, export_id).status_code == 200
    narrow = world.as_role(Role.CASEWORKER, "export:read")
    assert fetch(narrow, export_id).status_code == 404, "the token does not reach the list"
    world.exclude("caseworker", "referral", str(world.push("B")["id"]))
    assert fetch(worker, export_id).status_code == 404, "somebody must not be seen any more"


def test_a_role_that_was_lost_before_the_worker_came_leaves_nothing_to_read(
    world: World, database: TestDatabase
) -> None:
    world.push("A")
    worker = world.as_role(Role.CASEWORKER)
    export_id = asked(worker, "/v1/referrals")
    somebody = world.somebody(Role.CASEWORKER.value)
    world.superuser.execute(
        "UPDATE role_assignments SET role = 'indicator_reader' WHERE principal_id = %s", (somebody,)
    )
    work(world.service, database)
    row = world.superuser.execute(
        "SELECT status, problem_code FROM exports WHERE id = %s", (export_id,)
    ).fetchone()
    assert row == ("failed", "role_not_permitted")
    assert parts(world) == 0


def test_a_day_after_it_was_written_its_bytes_are_gone(world: World, database: TestDatabase) -> None:
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    export_id = asked(reader, "/v1/groups")
    work(world.service, database)
    expires = datetime.fromisoformat(read(reader, export_id)["expires_at"])
    assert timedelta(hours=23, minutes=59) < expires - datetime.now(UTC) <= timedelta(hours=24)
    (job,) = reader.get("/v1/jobs").json()["data"]
    assert (job["kind"], job["status"], job["due_at"]) == (
        "export_expiry",
        "postponed",
        expires_text(expires),
    )
    past = datetime.now(UTC) - timedelta(seconds=1)
    world.superuser.execute("UPDATE exports SET expires_at = %s WHERE id = %s", (past, export_id))
    assert fetch(reader, export_id).status_code == 409, "also before its bytes are deleted"
    assert parts(world) == 1
    world.superuser.execute("UPDATE work_items SET available_at = now()")
    work(world.service, database)
    assert parts(world) == 0
    assert read(reader, export_id)["status"] == "expired"
    assert reader.get("/v1/jobs").json()["data"] == []


def expires_text(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_its_asker_deletes_it_at_once(world: World, database: TestDatabase) -> None:
    reader = world.as_role(Role.PARTNERSHIP_ADMIN)
    written, waiting = asked(reader, "/v1/groups"), None
    work(world.service, database)
    waiting = asked(reader, "/v1/groups")
    for export_id in (written, waiting):
        assert reader.delete(f"{PATH}/{export_id}").status_code == 204
        assert reader.get(f"{PATH}/{export_id}").status_code == 404
    assert parts(world) == 0
    work(world.service, database)
    assert parts(world) == 0
    assert pages(reader, PATH) == []


def test_a_token_without_a_permission_that_the_asking_one_had_fetches_nothing(
    world: World, database: TestDatabase
) -> None:
    """A list may show more to whoever has another permission, as releases are shown as drafts."""
    scopes = ("export:create", "export:read", "kpi:read", "kpi:preview")
    wide, narrow = world.as_role(Role.ANALYST, *scopes), world.as_role(Role.ANALYST, *scopes[:3])
    export_id = asked(wide, "/v1/kpi-releases")
    work(world.service, database)
    assert fetch(narrow, export_id).status_code == 404
    assert fetch(wide, export_id).status_code == 200
    assert fetch(world.as_role(Role.ANALYST), export_id).status_code == 200, "one that has more does as well"
