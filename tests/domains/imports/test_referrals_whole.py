"""A file of referrals without a fault is kept while it is read, once; anything in its way leaves nothing of it."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from sosafe_api.domains.imports.kinds import referrals as referral_kind
from sosafe_api.domains.imports.repository import JobRepository
from sosafe_api.domains.referrals.repository import files
from tests.domains.imports.referral_files import (
    WRITTEN,
    committed,
    counts,
    csv_of,
    faults,
    held,
    imported,
    ndjson,
    rows_of,
    sender,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
CHUNK = 3


@pytest.fixture(autouse=True)
def small_chunks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.superuser.execute("DELETE FROM work_items")
    monkeypatch.setattr(referral_kind, "CHUNK_ROWS", CHUNK)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes each reading of a file has brought."""
    read: list[int] = []
    parts = JobRepository.parts

    def noted(self: JobRepository, *args: Any) -> Iterator[bytes]:
        read.append(0)
        place = len(read) - 1
        for part in parts(self, *args):
            read[place] += len(part)
            yield part

    monkeypatch.setattr(JobRepository, "parts", noted)
    return read


def references(world: World) -> list[str]:
    """In the order of their ids."""
    rows = world.superuser.execute(
        "SELECT agency_reference FROM referrals WHERE partnership_id = %s ORDER BY id", (world.id,)
    )
    return [reference for (reference,) in rows.fetchall()]


@pytest.mark.parametrize(("form", "write"), [("ndjson", ndjson), ("csv", csv_of)])
def test_a_faultless_file_is_read_once_and_kept_in_the_order_of_its_rows(
    world: World, database: TestDatabase, readings: list[int], form: str, write: Any
) -> None:
    rows = rows_of(world, 10)
    content = write(*rows)
    found = imported(world, database, content, format=form, commit="automatic")
    assert counts(found) == ("committed", 10, 10, 0, 0, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 10)
    assert references(world) == [row["agency_reference"] for row in rows]
    assert len(readings) == (1 if form == "ndjson" else 2), "a header is looked at before the rows are read"
    assert faults(sender(world), found) == []


def test_a_file_is_kept_in_one_more_reading_after_somebody_looked_at_it(
    world: World, database: TestDatabase, readings: list[int]
) -> None:
    looked_at = imported(world, database, ndjson(*rows_of(world, 7)), commit="manual")
    assert counts(looked_at) == ("validated", 7, 7, 0, 0, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 0)
    del readings[:]
    assert counts(committed(world, database, looked_at)) == ("committed", 7, 7, 0, 0, 0, 0)
    assert len(readings) == 1
    assert held(world) == dict.fromkeys(WRITTEN, 7)


@pytest.mark.parametrize("spoilt", [0, 4, 9], ids=["first", "amid", "last"])
def test_a_faulty_row_leaves_nothing_of_the_rows_before_it(
    world: World, database: TestDatabase, readings: list[int], spoilt: int
) -> None:
    rows = rows_of(world, 10)
    rows[spoilt]["urgency"] = "soon"
    found = imported(world, database, ndjson(*rows), commit="automatic")
    assert counts(found) == ("validated", 10, 9, 0, 0, 1, 1)
    assert [(item["row"], item["code"]) for item in faults(sender(world), found)] == [
        (spoilt + 1, "unknown_code")
    ]
    assert held(world) == dict.fromkeys(WRITTEN, 0)
    assert len(readings) == 2, "once to load it, and once to tell what is wrong with it"


@pytest.mark.parametrize(
    ("end", "code"),
    [(b'{"agency_reference": "REF-11"', "malformed_row"), (b"x" * 300_000, "unreadable_rows")],
)
def test_an_end_that_cannot_be_read_leaves_nothing(
    world: World, database: TestDatabase, end: bytes, code: str
) -> None:
    found = imported(world, database, ndjson(*rows_of(world, 10)) + end, commit="automatic")
    if found["status"] == "failed":
        assert found["problem_code"] == code
    else:
        assert counts(found) == ("validated", 11, 10, 0, 0, 1, 1)
        assert [item["code"] for item in faults(sender(world), found)] == [code]
    assert held(world) == dict.fromkeys(WRITTEN, 0)


def test_more_rows_than_a_file_may_have_leave_nothing(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(referral_kind, "MOST_FILE_ROWS", 7)
    found = imported(world, database, ndjson(*rows_of(world, 8)), commit="automatic")
    assert (found["status"], found["problem_code"]) == ("failed", "too_many_rows")
    assert held(world) == dict.fromkeys(WRITTEN, 0)
    again = imported(world, database, ndjson(*rows_of(world, 7)), commit="automatic")
    assert counts(again) == ("committed", 7, 7, 0, 0, 0, 0)


def test_a_service_that_takes_nothing_in_keeps_out_the_file(world: World, database: TestDatabase) -> None:
    closed = str(world.add_service("closed", "charity", accepting=False))
    rows = [*rows_of(world, 8), world.referral("REF-9", service_id=closed)]
    found = imported(world, database, ndjson(*rows), commit="automatic")
    assert counts(found) == ("validated", 9, 8, 0, 0, 1, 1)
    assert held(world) == dict.fromkeys(WRITTEN, 0)


def test_the_same_file_again_is_a_duplicate(world: World, database: TestDatabase) -> None:
    content = ndjson(*rows_of(world, 8))
    first = imported(world, database, content, commit="automatic")
    again = imported(world, database, content, commit="automatic")
    assert (again["status"], again["duplicate_of"]) == ("duplicate", first["id"])
    assert counts(again)[1:] == (8, 0, 0, 8, 0, 0)
    more = imported(world, database, content + ndjson(world.referral("REF-9")), commit="automatic")
    assert counts(more) == ("committed", 9, 1, 0, 8, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 9)


def test_the_references_of_another_agency_are_its_own(world: World, database: TestDatabase) -> None:
    content = ndjson(*rows_of(world, 8))
    for client in (sender(world), sender(world, "police")):
        found = imported(world, database, content, commit="automatic", client=client)
        assert counts(found) == ("committed", 8, 8, 0, 0, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 16)


@pytest.mark.parametrize("seed", range(3))
def test_a_file_comes_out_as_it_was_rehearsed(world: World, database: TestDatabase, seed: int) -> None:
    """Rows repeat each other within a chunk and across chunks, and what earlier files have brought."""
    chance, kept = random.Random(seed), 0
    for _ in range(12):
        pool = chance.choice((3, 30))
        narratives = chance.choice((["A fictional account."], ["A fictional account.", "Another."]))
        rows = [
            world.referral(f"REF-{chance.randrange(pool)}", narrative=chance.choice(narratives))
            for _ in range(chance.randrange(1, 4 * CHUNK))
        ]
        content = ndjson(*rows)
        rehearsed = imported(world, database, content, commit="manual", dry_run=True)
        loaded = imported(world, database, content, commit="automatic")
        assert counts(loaded)[1:] == counts(rehearsed)[1:]
        assert faults(sender(world), loaded) == faults(sender(world), rehearsed)
        if rehearsed["faults"]:
            assert loaded["status"] == "validated"
        else:
            assert loaded["status"] in ("committed", "duplicate")
            kept += rehearsed["rows_created"]
        assert held(world) == dict.fromkeys(WRITTEN, kept)
    assert kept


def test_long_rows_go_to_the_database_some_megabytes_at_a_time(
    world: World, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(referral_kind, "CHUNK_ROWS", 1_000)
    monkeypatch.setattr(files, "MOST_CHUNK_BYTES", 100_000)
    sizes: list[int] = []
    chunk = files.Chunk

    def noted(rows: int, content: bytes) -> files.Chunk:
        sizes.append(len(content))
        return chunk(rows, content)

    monkeypatch.setattr(files, "Chunk", noted)
    rows = [world.referral(f"REF-{place}", narrative="A long one. " * 1_600) for place in range(40)]
    found = imported(world, database, ndjson(*rows), commit="automatic")
    assert counts(found) == ("committed", 40, 40, 0, 0, 0, 0)
    assert len(sizes) > 4
    assert max(sizes) < 200_000


def test_a_reference_that_is_hidden_from_the_sender_keeps_out_the_file(
    world: World, database: TestDatabase
) -> None:
    client = sender(world)
    assert client.post("/v1/referrals", json=world.referral("REF-8")).status_code == 201
    hidden = client.get("/v1/referrals?agency_reference=REF-8").json()["data"][0]["id"]
    world.exclude("council_files", "referral", hidden)
    for commit in ("automatic", "manual"):
        found = imported(world, database, ndjson(*rows_of(world, 10)), commit=commit)
        assert counts(found) == ("validated", 10, 9, 0, 0, 1, 1)
        assert [(item["row"], item["code"]) for item in faults(client, found)] == [
            (8, "agency_reference_in_use")
        ]
    assert held(world) == dict.fromkeys(WRITTEN, 1)
    others = [row for row in rows_of(world, 10) if row["agency_reference"] != "REF-8"]
    found = imported(world, database, ndjson(*others), commit="automatic")
    assert counts(found) == ("committed", 9, 9, 0, 0, 0, 0)
    assert held(world) == dict.fromkeys(WRITTEN, 10)
