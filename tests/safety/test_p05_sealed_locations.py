"""P5: a secret location appears nowhere but in the answer that opens it; who must not know gets a stranger's."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from psycopg import sql

from sosafe_api.domains.auth.rules import Role
from tests.access.table import TABLE
from tests.domains.placements.steps import (
    ANY,
    ask,
    open_location,
    stepped_up,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.safety.haven import MARKED, MARKS, Haven, marks_in
from tests.safety.service_process import ServiceProcess

pytestmark = [pytest.mark.p05, pytest.mark.database, pytest.mark.timeout(600)]
# How a dump in text writes bytes.
BINARY = re.compile(r"\\\\x((?:[0-9a-f]{2})+)")
GETS = sorted(name for name, row in TABLE.items() if row.method == "GET")
EXCLUDED_TRIES = (
    "reveal",
    "place",
    "list",
    "calendar",
    "vacancies",
    "reveals",
    "change",
    "location",
    "create",
)


def seen(answer: httpx.Response) -> set[str]:
    return marks_in(answer.text + str(answer.headers) + str(answer.request.url))


@pytest.fixture(scope="module")
def process(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    home = tmp_path_factory.mktemp("sealed") / "home"
    with ServiceProcess(database.urls, home, SOSAFE_LOG_LEVEL="DEBUG") as running:
        yield running


@pytest.fixture
def talkative(process: ServiceProcess, superuser: psycopg.Connection) -> Iterator[World]:
    """A partnership of a service that logs all it can."""
    built = World(process.running, superuser).build()
    yield built
    built.close()


def test_it_is_answered_in_full_by_the_opening_and_by_nothing_else(world: World, other_world: World) -> None:
    haven = Haven(world)
    assert {key: haven.opened.json()[key] for key in MARKED} == MARKED
    callers = [stepped_up(world, role) for role in Role if role in _PEOPLE]
    callers += [world.as_role(role) for role in {*Role} - _PEOPLE | {Role.CASEWORKER}]
    callers += [other_world.as_role(Role.CASEWORKER)]
    reached = set()
    for name in GETS:
        for caller in callers:
            answer = caller.get(haven.path(name))
            assert seen(answer) == set(), name
            reached |= {name} if answer.is_success else set()
    own = {name for name in GETS if "place" in TABLE[name].path or "reveal" in name or "duty" in name}
    assert own <= reached, "the crawl must have seen what it speaks of"


_PEOPLE = set(Role) - {Role.REFERRER_CLIENT, Role.IMPORT_CLIENT, Role.INDICATOR_READER}


def test_no_list_finds_orders_or_counts_by_it(world: World) -> None:
    haven = Haven(world)
    client = world.as_role(Role.CASEWORKER)
    for word in ("ZZ97", "Canaryhouse"):
        for name in ("q", "postcode", "address", "location", "near", "sort", "fields", "code_name"):
            for path in ("/v1/places", f"/v1/cases/{haven.case['id']}/placements", "/v1/referrals"):
                answer = client.get(path, params={name: word})
                assert answer.status_code == 400, (path, name)
                assert marks_in(answer.text) == set()


def test_no_write_repeats_it_whether_it_is_taken_or_refused(world: World) -> None:
    haven = Haven(world)
    client = world.as_role(Role.CASEWORKER)
    path = f"/v1/places/{haven.place['id']}/location"
    faulty: list[Any] = [
        {**MARKED, "postcode": "zz97 7cn"},
        {**MARKED, "address_lines": [MARKED["address_lines"]]},
        {**MARKED, "address_lines": "7 Canarystreet"},
        {**MARKED, "access_notes": {"Canarydoor": 1}},
        {**MARKED, "timetable": "Canarytimetable\0"},
        {**MARKED, "latitude_of_Elsewhere": 1},
        [MARKED],
    ]
    answers = [client.put(path, json=body, headers=ANY) for body in faulty]
    assert {answer.status_code for answer in answers} <= {400, 422}
    answers += [
        client.put(path, content=json.dumps(MARKED).encode() + b"}", headers=ANY),
        client.put(path, json=MARKED, headers={"If-Match": '"stale"'}),
        client.put(path, json=MARKED, headers={**ANY, "Content-Type": "text/plain"}),
        client.put(path, json=MARKED, headers=ANY),
        world.as_role(Role.ANALYST).put(path, json=MARKED, headers=ANY),
        stepped_up(world, Role.CASEWORKER).post(
            f"/v1/reveals/{haven.given['id']}/openings", json={"token": "Canarystreet" * 5}
        ),
    ]
    for answer in answers:
        assert seen(answer) == set(), answer.request.content


def test_a_dump_of_the_database_does_not_hold_it(
    world: World, database: TestDatabase, superuser: psycopg.Connection
) -> None:
    haven = Haven(world)
    assert haven.opened.status_code == 201
    tables = superuser.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    dump = {table: _copied(superuser, table) for (table,) in tables}
    assert {"place_locations", "changes", "audit_entries", "reveals", "idempotency_records"} <= set(dump)
    assert haven.place["id"] in dump["place_locations"]
    assert BINARY.search(dump["place_locations"])
    for table, text in dump.items():
        binaries = [bytes.fromhex(found).decode("latin-1") for found in BINARY.findall(text)]
        assert marks_in(text) == set(), table
        assert not any(marks_in(binary) for binary in binaries), table


def _copied(superuser: psycopg.Connection, table: str) -> str:
    with superuser.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy).decode()


def test_neither_log_holds_it_nor_a_token_of_it(
    talkative: World, process: ServiceProcess, database: TestDatabase
) -> None:
    haven = Haven(talkative)
    assert marks_in(haven.opened.text) != set()
    open_location(talkative, haven.given["id"], haven.given["token"])
    talkative.superuser.execute(
        "UPDATE place_locations SET key_number = 7 WHERE partnership_id = %s", (talkative.id,)
    )
    broken = ask(talkative, haven.place["id"]).json()
    failed = open_location(talkative, broken["id"], broken["token"])
    assert (failed.status_code, failed.json()["code"]) == (503, "service_unavailable")
    service_log = process.log_file.read_text()
    assert '"operation": "create_reveal_opening"' in service_log
    for log in (service_log, database.server.log_file.read_text(errors="replace")):
        assert marks_in(log) == set()
        for token in (haven.given["token"], haven.waiting["token"], broken["token"]):
            assert token not in log


def test_a_broken_seal_uses_no_token_up(world: World) -> None:
    haven = Haven(world)
    given = ask(world, haven.place["id"]).json()
    broken = "UPDATE place_locations SET key_number = %s WHERE partnership_id = %s"
    world.superuser.execute(broken, (7, world.id))
    assert open_location(world, given["id"], given["token"]).status_code == 503
    world.superuser.execute(broken, (1, world.id))
    assert open_location(world, given["id"], given["token"]).status_code == 201


def test_the_marks_would_be_found(database: TestDatabase) -> None:
    """The search is not blind: spelt as it is stated, in capitals, within other text."""
    assert marks_in(json.dumps(MARKED)) == set(MARKS) - {"zz977cn"}
    assert marks_in("x7 CANARYSTREETx") == {"canarystreet"}
