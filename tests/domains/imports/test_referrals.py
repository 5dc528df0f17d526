"""Referrals from files: what a push would do for each row, once per reference, all of it or the good rows."""

from base64 import b64encode
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from sosafe_api import worker
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import create, move
from tests.domains.imports.referral_files import (
    REJECTED,
    WRITTEN,
    committed,
    counts,
    csv_of,
    faults,
    held,
    imported,
    ndjson,
    rejected,
    sender,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
RICH: dict[str, Any] = {
    "urgency": "urgent",
    "reason_codes": ["asb_victim", "debt"],
    "household": {"adults": 1, "children": 2, "children_ages": [3, 7]},
    "risk": {"tool": "dash_24", "score": 11, "grade": "medium", "assessed_on": "2026-10-30"},
    "consent": {"status": "refused", "reason": "Risk to a child, so shared without."},
    "narrative": '=1+1 is text here, "quoted",\nand goes on.',
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def content_of(world: World, reference: str) -> tuple[Any, ...]:
    """What a referral says, but for its ids and instants."""
    row = world.superuser.execute(
        "SELECT r.status, r.urgency, r.referral_source, r.referred_on, r.first_answer_by, r.content_digest,"
        " to_jsonb(d) - ARRAY['id', 'partnership_id'] FROM referrals r"
        " JOIN referral_details d USING (partnership_id, id)"
        " WHERE r.partnership_id = %s AND r.agency_reference = %s",
        (world.id, reference),
    ).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize(("form", "write"), [("ndjson", ndjson), ("csv", csv_of)])
def test_a_row_becomes_what_a_push_of_it_would_be(
    world: World, database: TestDatabase, form: str, write: Any
) -> None:
    row = world.referral("REF/1", **RICH)
    found = imported(world, database, write(row), format=form, commit="automatic")
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 1)
    from_file = content_of(world, "REF/1")

    client = sender(world)
    again = client.post("/v1/referrals", json=row)
    assert again.status_code == 200, "a push of the same content finds it"
    pushed = client.post("/v1/referrals", json=row | {"agency_reference": "REF/2"})
    assert pushed.status_code == 201, pushed.text
    by_push = content_of(world, "REF/2")
    assert from_file[:5] == by_push[:5]
    assert from_file[6] == by_push[6]


def test_a_rehearsal_says_what_would_become_of_each_row_and_keeps_nothing(
    world: World, database: TestDatabase
) -> None:
    known = world.referral("REF-1")
    assert sender(world).post("/v1/referrals", json=known).status_code == 201
    closed = str(world.add_service("closed", "charity", accepting=False))
    rows = [
        known,
        world.referral("REF-1", narrative="Another."),
        world.referral("REF-2"),
        world.referral("REF-2"),
        world.referral("REF-2", narrative="Another."),
        world.referral("REF-3", service_id=closed),
        world.referral("REF-4", service_id=str(new_id())),
        world.referral("REF-5", urgency="soon"),
    ]
    found = imported(world, database, ndjson(*rows), mode="resumable", dry_run=True)
    assert counts(found) == ("validated", 8, 1, 0, 2, 5, 5)
    assert [
        (item["row"], item["line"], item["column"], item["code"]) for item in faults(sender(world), found)
    ] == [
        (2, 2, "#/agency_reference", "agency_reference_in_use"),
        (5, 5, "#/agency_reference", "agency_reference_in_use"),
        (6, 6, "#/service_id", "service_not_accepting"),
        (7, 7, "#/service_id", "unknown_reference"),
        (8, 8, "#/urgency", "unknown_code"),
    ]
    assert held(world) == dict.fromkeys(WRITTEN, 1)
    assert move(sender(world), found, "committing").status_code == 409


def test_an_atomic_file_with_a_fault_is_kept_out_whole(world: World, database: TestDatabase) -> None:
    rows = [world.referral("REF-1"), world.referral("REF-2", referred_on="2099-01-01")]
    found = imported(world, database, ndjson(*rows), commit="automatic")
    assert counts(found) == ("validated", 2, 1, 0, 0, 1, 1)
    assert move(sender(world), found, "committing").status_code == 409
    assert held(world) == dict.fromkeys(WRITTEN, 0)


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_refused_rows_are_taken_as_what_they_were_given_as(
    world: World, database: TestDatabase, form: str
) -> None:
    """Under the media type of the answer that gave them back."""
    client, rows = sender(world), [world.referral("REF-1", urgency="soon")]
    found = imported(world, database, csv_of(*rows) if form == "csv" else ndjson(*rows), format=form)
    given = client.get(f"/v1/imports/{found['id']}/rejected", headers=REJECTED)
    made = create(client, resource="referrals", format=form)
    headers = {"Content-Type": given.headers["Content-Type"]}
    uploaded = client.put(made["upload"]["url"], content=given.content, headers=headers)
    assert (uploaded.status_code, uploaded.json()["bytes_received"]) == (200, len(given.content))


def test_of_refused_rows_it_is_known_that_none_is_missing(world: World, database: TestDatabase) -> None:
    """They have no end mark, so their length and digest are told (RFC 9530), as of a list."""
    client, rows = sender(world), [world.referral("REF-1"), world.referral("REF-2", urgency="soon")]
    found = imported(world, database, csv_of(*rows), format="csv", mode="resumable")
    given = client.get(f"/v1/imports/{found['id']}/rejected", headers=REJECTED)
    digest = b64encode(sha256(given.content).digest()).decode()
    assert given.headers["Content-Digest"] == f"sha-256=:{digest}:"
    assert given.headers["Content-Length"] == str(len(given.content))


def test_good_rows_are_kept_and_the_mended_ones_follow(world: World, database: TestDatabase) -> None:
    client = sender(world)
    good, bad = world.referral("REF-1"), world.referral("REF-2", urgency="soon")
    found = committed(
        world, database, imported(world, database, csv_of(good, bad), format="csv", mode="resumable")
    )
    assert counts(found) == ("committed", 2, 1, 0, 0, 1, 1)
    given_back = rejected(client, found)
    _, line = given_back.splitlines()
    assert given_back == csv_of(good, bad).splitlines(keepends=True)[0] + line + b"\r\n"
    assert line.startswith(b"REF-2")

    mended = imported(
        world,
        database,
        given_back.replace(b"soon", b"urgent"),
        format="csv",
        mode="resumable",
        commit="automatic",
    )
    assert counts(mended) == ("committed", 1, 1, 0, 0, 0, 0)
    whole = imported(
        world, database, csv_of(good, bad | {"urgency": "urgent"}), format="csv", commit="automatic"
    )
    assert counts(whole) == ("committed", 2, 0, 0, 2, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 2)
    same = imported(
        world, database, csv_of(good, bad | {"urgency": "urgent"}), format="csv", commit="automatic"
    )
    assert (same["status"], same["duplicate_of"]) == ("duplicate", whole["id"])


def test_two_agencies_may_use_one_reference(world: World, database: TestDatabase) -> None:
    content = ndjson(world.referral("REF-1"))
    first = imported(world, database, content, commit="automatic")
    police = sender(world, "police")
    second = imported(world, database, content, commit="automatic", client=police)
    assert (first["status"], second["status"]) == ("committed", "committed")
    assert police.get("/v1/referrals").json()["data"][0]["agency_id"] == str(world.agencies["police"])
    assert len(sender(world).get("/v1/referrals").json()["data"]) == 1


def test_what_the_service_reads_is_what_the_file_said(world: World, database: TestDatabase) -> None:
    imported(world, database, ndjson(world.referral("REF-1", **RICH)), commit="automatic")
    (item,) = world.as_role(Role.CASEWORKER).get("/v1/referrals").json()["data"]
    read = world.as_role(Role.CASEWORKER).get(f"/v1/referrals/{item['id']}").json()
    assert read["content"]["person"]["full_name"] == "Example Person"
    assert read["content"]["household"]["children_ages"] == [3, 7]
    assert read["content"]["narrative"] == RICH["narrative"]
    assert read["allowed_transitions"] == ["received", "entered_in_error"]


def test_who_may_not_push_may_not_import(world: World) -> None:
    wanted = {"resource": "referrals", "format": "ndjson"}
    assert world.as_role(Role.IMPORT_CLIENT).post("/v1/imports", json=wanted).status_code == 403
    refused = sender(world).post("/v1/imports", json=wanted | {"format": "police_uk_street_csv"})
    assert refused.status_code == 422
    incidents = {"resource": "incidents", "format": "police_uk_street_csv", "mode": "resumable"}
    (fault,) = sender(world).post("/v1/imports", json=incidents).json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("#/mode", "not_offered")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (b"Example Person,1990-01-31\n", "unknown_layout"),
        (b'agency_reference,"service_id\n', "unreadable_rows"),
        (b"agency_reference\nREF-1\n", "unknown_layout"),
    ],
)
def test_a_file_that_is_no_table_of_referrals_is_refused_without_its_values(
    world: World, database: TestDatabase, content: bytes, code: str
) -> None:
    found = imported(world, database, content, format="csv")
    assert (found["status"], found["problem_code"]) == ("failed", code)
    assert "Example" not in found["problem_detail"]


def test_rows_about_people_lie_here_for_seven_days(world: World, database: TestDatabase) -> None:
    client = sender(world)
    unfinished = create(client, resource="referrals", format="ndjson")
    client.put(unfinished["upload"]["url"], content=b"{}\n", headers={"Content-Type": "application/x-ndjson"})
    bad = imported(world, database, ndjson(world.referral("REF-1", urgency="soon")), mode="resumable")
    good = imported(world, database, ndjson(world.referral("REF-2")), mode="resumable", commit="automatic")
    assert lying(world, unfinished) == 1
    assert lying(world, bad) == 1
    assert lying(world, good) == 0, "nothing of it is needed any more"
    due = world.superuser.execute(
        "SELECT w.available_at - i.created_at FROM work_items w JOIN imports i ON i.id = w.item_id"
        " WHERE w.kind = 'import_expiry' AND i.id = %s",
        (bad["id"],),
    ).fetchone()
    assert due is not None
    assert due[0].days == 7

    world.superuser.execute("UPDATE work_items SET available_at = now() - interval '1 minute'")
    while worker.do_next(world.service.settings, database.urls):
        pass
    assert [client.get(f"/v1/imports/{item['id']}").json()["status"] for item in (unfinished, bad, good)] == [
        "expired",
        "expired",
        "committed",
    ]
    assert lying(world, bad) == 0
    assert client.get(f"/v1/imports/{bad['id']}/rejected").status_code == 404
    assert world.superuser.execute("SELECT count(*) FROM work_items").fetchone() == (0,)


def lying(world: World, found: dict[str, Any]) -> int:
    row = world.superuser.execute(
        "SELECT count(*) FROM import_parts WHERE import_id = %s", (UUID(found["id"]),)
    ).fetchone()
    assert row is not None
    return int(row[0])
