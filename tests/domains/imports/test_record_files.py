"""Files of records, whatever they are of: kept once through every interruption, within the sender's rights."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from sosafe_api import worker
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.imports.kinds import KINDS, events
from sosafe_api.domains.imports.kinds.records import import_of
from sosafe_api.domains.imports.repository import StepRepository
from sosafe_api.domains.imports.rules import ImportResource
from tests.domains.funding_bids.grant_files import sheet_xml, workbook
from tests.domains.imports.record_files import committed, imported, listed, sent, told, xlsx_of
from tests.domains.imports.referral_files import counts, csv_of, ndjson, rejected
from tests.domains.imports.test_event_files import holder, row, written
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
EVENTS = {"resource": "events", "format": "ndjson"}


class Killed(BaseException):
    """The end of a worker that nothing catches."""


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def test_a_worker_killed_between_rows_and_their_count_makes_nothing_twice(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = replace(events.KIND, together=2)
    monkeypatch.setitem(KINDS, ImportResource.EVENTS, import_of(small))
    client = holder(world)
    rows = [row(world, f"EX/{number}") for number in range(5)] + [row(world, "EX/0")]
    waiting = imported(world, database, client, ndjson(*rows), **EVENTS, mode="resumable")
    kept = StepRepository.advance

    def killed(*_: Any) -> int:
        raise Killed

    monkeypatch.setattr(StepRepository, "advance", killed)
    with pytest.raises(Killed):
        committed(world, database, client, waiting)
    assert written(world)["community_events"] == 2, "rows are there that nobody has counted"
    monkeypatch.setattr(StepRepository, "advance", kept)
    while worker.do_next(world.service.settings, database.urls):
        pass
    found = client.get(f"/v1/imports/{waiting['id']}").json()
    assert counts(found) == ("committed", 6, 5, 0, 1, 0, 0)
    assert written(world)["community_events"] == 5


def test_a_whole_file_with_a_fault_is_kept_out(world: World, database: TestDatabase) -> None:
    client = holder(world)
    rows = [row(world, "EX/1"), row(world, "EX/2", kind="party")]
    found = imported(world, database, client, ndjson(*rows), **EVENTS, mode="atomic", commit="automatic")
    assert counts(found) == ("validated", 2, 1, 0, 0, 1, 1)
    assert written(world)["community_events"] == 0


def test_each_agency_has_references_of_its_own(world: World, database: TestDatabase) -> None:
    content = ndjson(row(world, "EX/1"))
    for agency in ("council", "police"):
        client = holder(world, agency)
        found = imported(world, database, client, content, **EVENTS, commit="automatic")
        assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)


def test_who_may_not_write_records_singly_imports_none(world: World) -> None:
    answer = world.as_role(Role.ANALYST).post("/v1/imports", json=EVENTS)
    assert (answer.status_code, answer.json()["code"]) == (403, "role_not_permitted")


def test_a_right_that_has_ended_since_keeps_the_file_out(world: World, database: TestDatabase) -> None:
    client = holder(world)
    waiting = sent(client, ndjson(row(world, "EX/1")), **EVENTS, commit="automatic")
    world.superuser.execute(
        "DELETE FROM role_assignments WHERE principal_id = %s AND role = 'joint_action_group'",
        (world.people["council_holder"].id,),
    )
    worker.do_next(world.service.settings, database.urls)
    found = client.get(f"/v1/imports/{waiting['id']}").json()
    assert (found["status"], found["problem_code"]) == ("failed", "role_not_permitted")
    assert written(world)["community_events"] == 0


def test_a_record_file_is_kept_for_who_asks_with_a_token_of_after_a_revocation(
    world: World, database: TestDatabase
) -> None:
    """Rows are written as their sender was when the work was last asked for, not when the import was created."""
    client = holder(world)
    waiting = sent(client, ndjson(row(world, "EX/1")), **EVENTS, commit="automatic")
    revoked(world, waiting, asked="2 minutes")
    worker.do_next(world.service.settings, database.urls)
    assert (status(world, waiting), written(world)["community_events"]) == (("committed", None), 1)


def test_and_for_nobody_whose_tokens_ended_since_they_asked(world: World, database: TestDatabase) -> None:
    client = holder(world)
    waiting = sent(client, ndjson(row(world, "EX/1")), **EVENTS, commit="automatic")
    revoked(world, waiting, asked="0")
    worker.do_next(world.service.settings, database.urls)
    assert (status(world, waiting), written(world)["community_events"]) == (
        ("failed", "role_not_permitted"),
        0,
    )


def revoked(world: World, waiting: dict[str, Any], *, asked: str) -> None:
    """In a minute, by the clock of the test; the work was asked for so much later than it was."""
    world.superuser.execute(
        "UPDATE principals SET tokens_valid_after = now() + interval '1 minute' WHERE id = %s",
        (world.people["council_holder"].id,),
    )
    world.superuser.execute(
        "UPDATE imports SET asked_at = asked_at + %s::interval, updated_at = updated_at + interval '1 hour'"
        " WHERE id = %s",
        (asked, waiting["id"]),
    )


def status(world: World, waiting: dict[str, Any]) -> object:
    return world.superuser.execute(
        "SELECT status, problem_code FROM imports WHERE id = %s", (waiting["id"],)
    ).fetchone()


def test_a_workbook_is_read_as_it_shows_and_its_refused_rows_come_back_as_csv(
    world: World, database: TestDatabase
) -> None:
    client = holder(world)
    good, bad = listed(row(world, "EX/1")), listed(row(world, "EX/2", kind="party"))
    good["title"] = "=1+1 & as text"
    content = xlsx_of(good, bad)
    found = imported(world, database, client, content, resource="events", format="xlsx", mode="resumable")
    assert told(client, found) == [(2, 3, "kind", "unknown_code")]
    found = committed(world, database, client, found)
    assert counts(found) == ("committed", 2, 1, 0, 0, 1, 1)
    answer = client.get(f"/v1/imports/{found['id']}/rejected", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    mended = imported(
        world,
        database,
        client,
        rejected(client, found).replace(b"party", b"street_meet"),
        resource="events",
        format="csv",
        commit="automatic",
    )
    assert counts(mended) == ("committed", 1, 1, 0, 0, 0, 0)


def test_a_formula_is_what_it_last_came_to_and_a_time_is_one_of_london(
    world: World, database: TestDatabase
) -> None:
    """46216.75 is six in the evening of 13 July 2026, when London is an hour ahead of UTC."""
    client = holder(world)
    cells = {
        **listed(row(world, "EX/1")),
        "title": "",
        "starts_at": "",
        "ends_at": "2026-07-13T20:00:00+01:00",
    }
    names = list(cells)
    sheet = sheet_xml([names, [cells[name] for name in names]])
    at = dict(zip(names, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False))
    own = f'<c r="{at["title"]}2" t="str"><f>UPPER("x")</f><v>Street meet</v></c>'
    own += f'<c r="{at["starts_at"]}2" s="1"><v>46216.75</v></c>'
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>'
    )
    before, closing, after = sheet.rpartition("</row>")
    content = workbook({"Rows": before + own + closing + after}, styles=styles)
    found = imported(world, database, client, content, resource="events", format="xlsx", commit="automatic")
    assert told(client, found) == []
    (made,) = client.get("/v1/events").json()["data"]
    assert (made["title"], made["starts_at"]) == ("Street meet", "2026-07-13T17:00:00.000Z")
    assert datetime.fromisoformat(made["ends_at"]).hour == 19


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (csv_of({"reference": "EX/1"}), "not_a_workbook"),
        (b"PK\x03\x04 and no more", "not_a_workbook"),
        (workbook({"One": sheet_xml([["reference"]]), "Two": sheet_xml([["reference"]])}), "several_sheets"),
        (workbook({"One": sheet_xml([["reference"]])}, media=" " * (65 << 20)), "too_large"),
        (workbook({"One": sheet_xml([["a"] * 201])}), "too_large"),
        (
            workbook({"One": '<worksheet><sheetData><row r="30000"/></sheetData></worksheet>'}),
            "too_many_rows",
        ),
        (workbook({"One": sheet_xml([["reference"]])}), "unknown_layout"),
        (workbook({"One": sheet_xml([])}), "empty_file"),
    ],
)
def test_a_workbook_beyond_its_bounds_is_refused_whole(
    world: World, database: TestDatabase, content: bytes, code: str
) -> None:
    found = imported(world, database, holder(world), content, resource="events", format="xlsx")
    assert (found["status"], found["problem_code"]) == ("failed", code)
