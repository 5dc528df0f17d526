"""Community events from files: each row becomes the event that would be planned singly, once by its reference."""

from typing import Any

import httpx
import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.community_events.holding import event
from tests.domains.community_events.test_public_calendar import public
from tests.domains.imports.loading import move
from tests.domains.imports.record_files import WRITERS, committed, imported, told
from tests.domains.imports.referral_files import counts, csv_of, ndjson, rejected
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
WRITTEN = ("community_events", "published_events", "changes", "audit_entries", "imported_records")


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def holder(world: World, agency: str = "council") -> httpx.Client:
    """Somebody who plans events, one by one and in files."""
    name = f"{agency}_holder"
    if name not in world.people:
        world.add_principal(name, agency, Role.JOINT_ACTION_GROUP, Role.ANALYST)
    return world.as_role(name)


def row(world: World, reference: str, **changes: Any) -> dict[str, Any]:
    return {"reference": reference, **event(world, **changes)}


def written(world: World) -> dict[str, int]:
    about = {"changes": " AND resource = 'event'", "audit_entries": " AND operation LIKE 'event:%%'"}
    return {
        table: world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s{about.get(table, '')}", (world.id,)
        ).fetchone()[0]
        for table in WRITTEN
    }


def planned(world: World) -> list[dict[str, Any]]:
    """Every event, without its identity and its instants of recording."""
    page = holder(world).get("/v1/events?limit=200").json()["data"]
    own = {"id", "etag", "created_at", "updated_at", "status_since"}
    return [{name: value for name, value in each.items() if name not in own} for each in page]


@pytest.mark.parametrize("form", WRITERS)
def test_a_row_becomes_the_event_that_would_be_planned_singly(
    world: World, database: TestDatabase, form: str
) -> None:
    rich = row(world, "EX/1", agency_ids=[str(world.agencies["police"])], expected_attendance=30)
    rich |= {"audience": "residents", "communities_meant": ["older_people"], "description": "=1+1, told."}
    content = WRITERS[form](rich)
    client = holder(world)
    found = imported(world, database, client, content, resource="events", format=form, commit="automatic")
    assert told(client, found) == []
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    assert written(world) == dict.fromkeys(WRITTEN, 1)
    singly = {name: value for name, value in rich.items() if name != "reference"}
    made = client.post("/v1/events", json=singly, headers={"Idempotency-Key": str(new_id())})
    assert made.status_code == 201, made.text
    by_file, by_hand = planned(world)
    assert by_file == by_hand
    assert [each["title"] for each in public(world)] == [rich["title"]] * 2, "everybody reads of it at once"


def test_a_rehearsal_names_every_fault_and_keeps_nothing(world: World, database: TestDatabase) -> None:
    client = holder(world)
    good = row(world, "EX/1")
    assert (
        imported(world, database, client, csv_of(good), resource="events", format="csv", commit="automatic")[
            "rows_created"
        ]
        == 1
    )
    before = written(world)
    nobody = str(new_id())
    rows = [
        good,
        row(world, "EX/1", title="Another title"),
        row(world, "EX/2"),
        row(world, "EX/2"),
        row(world, "EX/3", kind="party", audience="nobody"),
        row(world, "EX/4", lead_agency_id=nobody, place={"name": "Example Hall", "ward_code": "E05000001"}),
        row(world, "EX/5", ends_at="2020-01-01T10:00:00Z", place=None),
        row(world, "a b"),
    ]
    found = imported(
        world, database, client, ndjson(*rows), resource="events", mode="resumable", dry_run=True
    )
    assert told(client, found) == [
        (2, 2, "#/reference", "reference_in_use"),
        (5, 5, "#/kind", "unknown_code"),
        (5, 5, "#/audience", "unknown_code"),
        (6, 6, "#/lead_agency_id", "unknown_reference"),
        (6, 6, "#/place/ward_code", "unknown_reference"),
        (7, 7, "#/place", "required"),
        (7, 7, "#/ends_at", "not_after_start"),
        (8, 8, "#/reference", "wrong_format"),
    ]
    assert counts(found) == ("validated", 8, 1, 0, 2, 5, 8)
    assert written(world) == before
    assert move(client, found, "committing").status_code == 409


def test_good_rows_are_kept_and_the_mended_ones_follow(world: World, database: TestDatabase) -> None:
    client = holder(world)
    content = csv_of(row(world, "EX/1"), row(world, "EX/2", kind="party"), row(world, "EX/3"))
    checked = imported(world, database, client, content, resource="events", format="csv", mode="resumable")
    assert told(client, checked) == [(2, 3, "kind", "unknown_code")]
    found = committed(world, database, client, checked)
    assert counts(found) == ("committed", 3, 2, 0, 0, 1, 1)
    lines = content.splitlines(keepends=True)
    assert rejected(client, found) == lines[0] + lines[2]

    mended = content.replace(b"party", b"street_meet")
    whole = imported(world, database, client, mended, resource="events", format="csv", commit="automatic")
    assert counts(whole) == ("committed", 3, 1, 0, 2, 0, 0)
    assert written(world) == dict.fromkeys(WRITTEN, 3)
    again = imported(world, database, client, mended, resource="events", format="csv", commit="automatic")
    assert (again["status"], again["duplicate_of"]) == ("duplicate", whole["id"])
