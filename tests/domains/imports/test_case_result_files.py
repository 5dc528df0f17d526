"""Results of cases from files: of cases that the sender works on, by the rules of a result stated singly."""

from typing import Any

import httpx
import pytest

from sosafe_api.core.clock import today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.record_files import committed, imported, told
from tests.domains.imports.referral_files import counts, csv_of, ndjson, rejected
from tests.domains.outcomes.steps import stated
from tests.domains.outcomes.test_results import listed
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
RESULTS = {"resource": "case_results"}


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def worker_of_the_service(world: World) -> httpx.Client:
    """A caseworker who may send files as well."""
    person = world.people[Role.CASEWORKER.value]
    world.grant(person, Role.ANALYST)
    return world.as_role(Role.CASEWORKER)


def row(case_id: str, reference: str, **changes: Any) -> dict[str, Any]:
    return {
        "reference": reference,
        "case_id": case_id,
        "area": "housing",
        "value": "gained",
        "point": "closure",
        "evidence": "partner_record",
        "measured_on": today().isoformat(),
        **changes,
    }


@pytest.mark.parametrize(("form", "write"), [("csv", csv_of), ("ndjson", ndjson)])
def test_a_row_becomes_the_result_that_would_be_stated_singly(
    world: World, database: TestDatabase, form: str, write: Any
) -> None:
    by_file, by_hand = world.open_case()["id"], world.open_case()["id"]
    client = worker_of_the_service(world)
    content = write(row(by_file, "EX/1", note="A fictional note, in words."))
    found = imported(world, database, client, content, **RESULTS, format=form, commit="automatic")
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    stated(world, by_hand, "housing", "gained", note="A fictional note, in words.")
    (one,), (other,) = listed(world, by_file), listed(world, by_hand)
    own = {"id", "case_id", "recorded_at", "etag"}
    assert {n: v for n, v in one.items() if n not in own} == {n: v for n, v in other.items() if n not in own}


def test_a_rehearsal_names_every_fault_and_keeps_nothing(world: World, database: TestDatabase) -> None:
    case_id = world.open_case()["id"]
    stated(world, case_id, "housing", "gained")
    client = worker_of_the_service(world)
    rows = [
        row(case_id, "EX/1"),
        row(case_id, "EX/2", evidence="hearsay"),
        row(case_id, "EX/3", point="follow_up"),
        row(str(new_id()), "EX/4"),
        row(case_id, "EX/5", point="baseline", value="housed", need_id=str(new_id())),
        row(case_id, "EX/6", point="baseline", value="housed"),
        row(case_id, "EX/7", point="baseline", value="housed"),
    ]
    found = imported(world, database, client, ndjson(*rows), **RESULTS, mode="resumable", dry_run=True)
    assert told(client, found) == [
        (1, 1, "#/area", "already_measured"),
        (2, 2, "#/evidence", "unknown_code"),
        (3, 3, "#/follow_up_months", "required"),
        (3, 3, "#/point", "case_not_closed"),
        (4, 4, "#/case_id", "not_found"),
        (5, 5, "#/need_id", "unknown_reference"),
        (7, 7, "#/area", "already_measured"),
    ]
    assert counts(found) == ("validated", 7, 1, 0, 0, 6, 7)
    assert len(listed(world, case_id)) == 1


def test_a_case_of_another_service_is_as_absent_as_one_that_never_was(
    world: World, database: TestDatabase
) -> None:
    world.add_principal("outsider", "police", Role.CASEWORKER, Role.ANALYST)
    client = world.as_role("outsider")
    content = ndjson(row(world.open_case()["id"], "EX/1"))
    found = imported(world, database, client, content, **RESULTS, mode="resumable", commit="automatic")
    assert told(client, found) == [(1, 1, "#/case_id", "not_found")]


def test_good_rows_are_kept_and_the_mended_ones_follow(world: World, database: TestDatabase) -> None:
    case_id = world.open_case()["id"]
    client = worker_of_the_service(world)
    content = csv_of(row(case_id, "EX/1"), row(case_id, "EX/2", point="baseline", value="built"))
    found = committed(
        world,
        database,
        client,
        imported(world, database, client, content, **RESULTS, format="csv", mode="resumable"),
    )
    assert counts(found) == ("committed", 2, 1, 0, 0, 1, 1)
    mended = rejected(client, found).replace(b"built", b"housed")
    found = imported(world, database, client, mended, **RESULTS, format="csv", commit="automatic")
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    assert {result["point"] for result in listed(world, case_id)} == {"closure", "baseline"}
