"""A police file whose lines are plain is kept while it is read, and comes out as if it had been looked through."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.incidents import reading
from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES
from sosafe_api.domains.incidents.rules.outcomes import OUTCOME_GROUPS
from sosafe_api.domains.incidents.service import PoliceFiles, plain_files
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList
from tests.domains.imports.loading import (
    HEADER,
    OUTCOMES,
    OUTCOMES_HEADER,
    asb,
    create,
    file_of,
    load,
    move,
    outcome,
    row,
    settle,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
TABLES = ("incidents", "incident_counts", "incident_area_counts", "incident_point_counts")
OUTCOME_TABLES = ("crime_outcomes", "crime_outcome_counts")
AREAS = ("E01023787", "E01023788", "E01000001", "E01999999", "")
LINE_BYTES = 300


@contextmanager
def small_stretches() -> Iterator[None]:
    """A few lines at a time, so that small files are many."""
    with (
        patch.object(reading.stretches, "__defaults__", (LINE_BYTES * 3,)),
        patch.object(plain_files, "MOST_ALIKE", 5),
    ):
        yield


@contextmanager
def looked_through(times: int) -> Iterator[None]:
    """How often a file has to be staged and looked through in the block."""
    with patch.object(PoliceFiles, "stage", autospec=True, side_effect=PoliceFiles.stage) as stage:
        yield
    assert stage.call_count == times


def send(world: World, database: TestDatabase, content: bytes, **options: Any) -> dict[str, Any]:
    return load(world.as_role(Role.IMPORT_CLIENT), world.service, database, content, **options)


def kept(world: World, tables: tuple[str, ...]) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is kept of files but by which import, and when."""
    found = {
        table: world.superuser.execute(
            f"SELECT to_jsonb(t) - 'file_id' FROM {table} t WHERE partnership_id = %s ORDER BY 1",
            (world.id,),
        ).fetchall()
        for table in tables
    }
    found["incident_files"] = world.superuser.execute(
        "SELECT force, month, kind, crime_type_list, rows, without_area FROM incident_files WHERE partnership_id = %s",
        (world.id,),
    ).fetchall()
    return found


def sorts(chance: random.Random, number: int) -> list[str]:
    """Rows of every type, with and without area and point, many of them alike."""
    rows = []
    for _ in range(number):
        somewhere = {"lsoa": chance.choice(AREAS)}
        if chance.random() < 0.2:
            somewhere |= {"longitude": "", "latitude": ""}
        else:
            somewhere |= {"longitude": chance.choice(("-0.2", "-0.21")), "latitude": "51.9"}
        types = [*CRIME_TYPES[CrimeTypeList.MAY_2013], "Anti-social behaviour"]
        rows.append(
            chance.choice((row, asb))(**somewhere)
            if chance.random() < 0.3
            else row(chance.choice(types), **somewhere)
        )
    return rows


def quoted(content: bytes) -> bytes:
    """The same file with one value in quotation marks, which nobody calls plain."""
    before, force, after = content.partition(b"Example Constabulary")
    return before + b'"' + force + b'"' + after


@pytest.mark.parametrize("seed", range(4))
def test_a_street_file_comes_out_the_same_both_ways(world: World, database: TestDatabase, seed: int) -> None:
    content = file_of(*sorts(random.Random(seed), 40))
    with small_stretches(), looked_through(0):
        assert send(world, database, content)["rows_read"] == 40
    at_once = kept(world, TABLES)
    with looked_through(1):
        assert send(world, database, quoted(content))["rows_read"] == 40
    assert kept(world, TABLES) == at_once
    assert all(at_once.values())


def test_an_outcomes_file_comes_out_the_same_both_ways(world: World, database: TestDatabase) -> None:
    chance = random.Random(5)
    rows = [outcome(chance.choice(list(OUTCOME_GROUPS)), lsoa=chance.choice(AREAS)) for _ in range(40)]
    content = file_of(*rows, header=OUTCOMES_HEADER)
    with small_stretches(), looked_through(0):
        assert send(world, database, content, **OUTCOMES)["status"] == "committed"
    at_once = kept(world, OUTCOME_TABLES)
    with looked_through(1):
        assert send(world, database, quoted(content), **OUTCOMES)["status"] == "committed"
    assert kept(world, OUTCOME_TABLES) == at_once
    assert all(at_once.values())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_neither_line_ends_nor_marks_have_to_be_looked_at(
    world: World, database: TestDatabase, end: str, mark: bytes
) -> None:
    content = mark + file_of(row(), asb(), newline=end)
    with looked_through(0):
        assert send(world, database, content)["rows_read"] == 2
    with looked_through(0):
        assert send(world, database, content.removesuffix(b"\n"))["rows_read"] == 2


def test_a_file_with_one_faulty_line_at_its_end_leaves_what_was_loaded(
    world: World, database: TestDatabase
) -> None:
    rows = sorts(random.Random(6), 30)
    send(world, database, file_of(*rows))
    before = kept(world, TABLES)
    with small_stretches(), looked_through(1):
        found = send(world, database, file_of(*rows[:20], row("No such crime")))
    assert (found["status"], found["faults"], found["rows_read"]) == ("validated", 1, 21)
    assert kept(world, TABLES) == before


def test_a_file_that_is_loaded_already_is_found_so_and_changes_nothing(
    world: World, database: TestDatabase
) -> None:
    content = file_of(row(), row(), asb())
    first = send(world, database, content)
    versions = "SELECT version, import_id FROM incident_files WHERE partnership_id = %s"
    before = world.superuser.execute(versions, (world.id,)).fetchall()
    with looked_through(0):
        again = send(world, database, content)
    assert (again["status"], again["duplicate_of"], again["rows_read"]) == ("duplicate", first["id"], 3)
    assert world.superuser.execute(versions, (world.id,)).fetchall() == before
    assert len(kept(world, TABLES)["incidents"]) == 3


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (file_of(header=HEADER), "failed"),
        (HEADER.encode(), "failed"),
        (b"", "failed"),
        (file_of(row(month="2012-01")), "committed"),  # of an earlier list the rows tell which
        (file_of(row(month="2099-01")), "failed"),
        (file_of(row()).replace(b"Example Road", b"Example \xff"), "validated"),
    ],
)
def test_what_is_not_plain_is_looked_through(
    world: World, database: TestDatabase, content: bytes, status: str
) -> None:
    with looked_through(1):
        assert send(world, database, content)["status"] == status


def test_a_sender_who_looks_first_has_the_file_looked_through_and_then_kept_at_once(
    world: World, database: TestDatabase
) -> None:
    client = world.as_role(Role.IMPORT_CLIENT)
    with looked_through(1):
        found = send(world, database, file_of(row()), commit="manual")
    assert found["status"] == "validated"
    with looked_through(0):
        move(client, found, "committing")
        assert settle(client, world.service, database, found["id"])["status"] == "committed"
    with looked_through(1):
        assert send(world, database, file_of(row(), row()), dry_run=True)["status"] == "validated"


def test_a_part_that_was_stored_before_parts_were_compressed_is_read(
    world: World, database: TestDatabase
) -> None:
    client, content = world.as_role(Role.IMPORT_CLIENT), file_of(row(), asb())
    made = create(client)
    sent = client.put(made["upload"]["url"], content=content, headers={"Content-Type": "text/csv"}).json()
    stored = world.superuser.execute(
        "SELECT content, compressed FROM import_parts WHERE import_id = %s", (made["id"],)
    ).fetchone()
    assert stored is not None
    assert stored[1]
    assert content not in stored[0]
    world.superuser.execute(
        "UPDATE import_parts SET content = %s, compressed = false WHERE import_id = %s", (content, made["id"])
    )
    move(client, sent, "validating")
    assert settle(client, world.service, database, made["id"])["rows_read"] == 2
