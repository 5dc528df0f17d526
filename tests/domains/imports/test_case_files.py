"""Cases, and people with them, from files: opened on accepted referrals within the sender's reach, never read back."""

from typing import Any

import pytest

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.record_files import committed, imported, told
from tests.domains.imports.referral_files import counts, csv_of, ndjson, rejected
from tests.domains.imports.test_case_result_files import worker_of_the_service
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = pytest.mark.database
CASES = {"resource": "cases"}


@pytest.fixture(autouse=True)
def nothing_waits(world: World) -> None:
    world.superuser.execute("DELETE FROM work_items")


def row(reference: str, *referral_ids: str, **changes: Any) -> dict[str, Any]:
    stated = {"kind": "advocacy", "referral_ids": list(referral_ids), "person_role": "victim"}
    return {"reference": reference, **stated, **changes}


def held(world: World) -> dict[str, int]:
    return {
        table: world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s", (world.id,)
        ).fetchone()[0]
        for table in ("cases", "people", "case_people", "case_workers", "imported_records")
    }


def opened(world: World) -> list[dict[str, Any]]:
    """Every case of the worker's service, whole, without its identity and its instants."""
    client = world.as_role(Role.CASEWORKER)
    ids = [case["id"] for case in client.get("/v1/cases?limit=200").json()["data"]]
    found = [client.get(f"/v1/cases/{each}").json() for each in ids]
    return [
        {
            "case": {name: case[name] for name in ("service_id", "kind", "access", "status")},
            "roles": [person["role"] for person in case["people"]],
            "workers": [(worker["principal_id"], worker["lead"]) for worker in case["workers"]],
            "people": [
                client.get(f"/v1/people/{person['person_id']}").json()["full_name"]
                for person in case["people"]
            ],
        }
        for case in found
    ]


@pytest.mark.parametrize(("form", "write"), [("csv", csv_of), ("ndjson", ndjson)])
def test_a_row_opens_the_case_that_would_be_opened_singly(
    world: World, database: TestDatabase, form: str, write: Any
) -> None:
    by_file = [world.accept("REF-1"), world.accept("REF-2")]
    client = worker_of_the_service(world)
    content = write(row("EX/1", *by_file))
    found = imported(world, database, client, content, **CASES, format=form, commit="automatic")
    assert told(client, found) == []
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    world.open_case("REF-3")
    one, other = opened(world)
    assert one == other
    assert {client.get(f"/v1/referrals/{each}").json()["status"] for each in by_file} == {"in_progress"}
    again = imported(world, database, client, content + b"\n", **CASES, format=form, commit="automatic")
    assert counts(again) == ("committed", 1, 0, 0, 1, 0, 0)
    assert held(world)["cases"] == held(world)["people"] == 2


def test_a_person_who_is_known_gets_no_second_record(world: World, database: TestDatabase) -> None:
    known = world.open_case("REF-1")["people"][0]["person_id"]
    client = worker_of_the_service(world)
    content = ndjson(row("EX/1", world.accept("REF-2"), person_id=known))
    found = imported(world, database, client, content, **CASES, commit="automatic")
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    assert (held(world)["cases"], held(world)["people"]) == (2, 1)


def test_a_rehearsal_names_every_fault_and_keeps_nothing(world: World, database: TestDatabase) -> None:
    accepted, waiting = world.accept("REF-1"), world.push("REF-2")["id"]
    hidden = world.accept("REF-3", person={"full_name": "Another Example", "date_of_birth": "1970-03-02"})
    client = worker_of_the_service(world)
    world.exclude(Role.CASEWORKER.value, "referral", hidden)
    nobody = str(new_id())
    rows = [
        row("EX/1", waiting),
        row("EX/2", nobody),
        row("EX/3", hidden),
        row("EX/4", accepted, person_id=nobody),
        row("EX/5", accepted, kind="wish", access="all"),
        row("EX/6", accepted),
        row("EX/7", accepted),
    ]
    before = held(world)
    found = imported(world, database, client, ndjson(*rows), **CASES, mode="resumable", dry_run=True)
    absent = "not_to_be_taken_up"
    assert told(client, found) == [
        (1, 1, "#/referral_ids/0", absent),
        (2, 2, "#/referral_ids/0", absent),
        (3, 3, "#/referral_ids/0", absent),
        (4, 4, "#/person_id", "unknown_reference"),
        (5, 5, "#/kind", "unknown_code"),
        (5, 5, "#/access", "unknown_code"),
        (7, 7, "#/referral_ids/0", absent),
    ]
    assert counts(found) == ("validated", 7, 1, 0, 0, 6, 7)
    assert held(world) == before
    page = client.get(f"/v1/imports/{found['id']}/faults?limit=200").text
    assert "Example Person" not in page
    assert nobody not in page


def test_good_cases_are_opened_and_the_mended_ones_follow(world: World, database: TestDatabase) -> None:
    one, other = world.accept("REF-1"), world.accept("REF-2")
    client = worker_of_the_service(world)
    content = csv_of(row("EX/1", one), row("EX/2", other, kind="wish"))
    options = {**CASES, "format": "csv", "mode": "resumable"}
    found = committed(world, database, client, imported(world, database, client, content, **options))
    assert counts(found) == ("committed", 2, 1, 0, 0, 1, 1)
    mended = rejected(client, found).replace(b"wish", b"advocacy")
    found = imported(world, database, client, mended, **options, commit="automatic")
    assert counts(found) == ("committed", 1, 1, 0, 0, 0, 0)
    assert held(world)["cases"] == 2


def test_only_a_caseworker_who_may_import_sends_cases(world: World) -> None:
    for role in (Role.ANALYST, Role.CASEWORKER, Role.IMPORT_CLIENT):
        answer = world.as_role(role).post("/v1/imports", json={**CASES, "format": "csv"})
        assert (answer.status_code, answer.json()["code"]) in [
            (403, "role_not_permitted"),
            (403, "insufficient_scope"),
        ]
