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
from tests.access.requests import names_in
from tests.access.table import TABLE
from tests.domains.placements.steps import (
    ANY,
    REVEAL,
    add_place,
    ask,
    open_location,
    put_on_duty,
    settle,
    stepped_up,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World
from tests.safety.service_process import ServiceProcess

pytestmark = [pytest.mark.p05, pytest.mark.database]
MARKED: dict[str, Any] = {
    "address_lines": ["Canaryhouse", "7 Canarystreet"],
    "postcode": "ZZ97 7CN",
    "access_notes": "Canarydoor behind the canarygate",
    "timetable": "Canarytimetable on Mondays",
}
MARKS = (
    "canaryhouse",
    "canarystreet",
    "zz97 7cn",
    "zz977cn",
    "zz97",
    "canarydoor",
    "canarygate",
    "canarytimetable",
)
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


def marks_in(text: str) -> set[str]:
    return {mark for mark in MARKS if mark in text.casefold()}


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


class Haven:
    """A marked place in use: somebody lives there, the location was stated twice, revealed and opened."""

    def __init__(self, world: World) -> None:
        self.world = world
        put_on_duty(world)
        self.place = add_place(world, location=MARKED, reader_group_id=str(world.groups["panel"]))
        self.case, self.stay = settle(world, self.place["id"])
        client = world.as_role(Role.CASEWORKER)
        restated = client.put(f"/v1/places/{self.place['id']}/location", json=MARKED, headers=ANY)
        assert restated.status_code == 200
        self.given = ask(world, self.place["id"]).json()
        self.opened = open_location(world, self.given["id"], self.given["token"])
        self.waiting = ask(world, self.place["id"], Role.PANEL_MEMBER).json()

    def path(self, name: str) -> str:
        """An operation's path, with the haven's own objects wherever they fit."""
        own = {
            "place_id": self.place["id"],
            "case_id": self.case["id"],
            "placement_id": self.stay["id"],
            "reveal_id": self.given["id"],
            "person_id": self.case["people"][0]["person_id"],
            "referral_id": self.case["referral_ids"][0],
            "service_id": str(self.world.services["refuge"]),
            "agency_id": str(self.world.agencies["charity"]),
            "group_id": str(self.world.groups["panel"]),
            "partnership_slug": self.world.slug,
            "area_code": "E07000243",
            "kpi_code": "crime_rate",
            "problem_slug": "step-up-required",
            "page": "placements",
        }
        path = TABLE[name].path
        return path.format(**{part: own.get(part, self.place["id"]) for part in names_in(path)})


def test_it_is_answered_in_full_by_the_opening_and_by_nothing_else(world: World, other_world: World) -> None:
    haven = Haven(world)
    assert {key: haven.opened.json()[key] for key in MARKED} == MARKED
    callers = [stepped_up(world, role) for role in Role if role in _PEOPLE]
    callers += [world.as_role(role) for role in Role] + [other_world.as_role(Role.CASEWORKER)]
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


def appearance(answer: httpx.Response) -> tuple[Any, ...]:
    """All that a caller can tell an answer by, but for what differs from one request to the next."""
    changing = {"date", "request-id", "ratelimit"}
    body = answer.content.replace(answer.headers["Request-Id"].encode(), b"")
    return answer.status_code, sorted((k, v) for k, v in answer.headers.items() if k not in changing), body


def tries(world: World, haven: Haven, name: str) -> dict[str, tuple[Any, ...]]:
    """Every way by which a duty worker could come near the place."""
    client = stepped_up(world, name)
    place = f"/v1/places/{haven.place['id']}"
    merge = {**ANY, "Content-Type": "application/merge-patch+json"}
    service_id = str(world.services["refuge"])
    new = {
        "service_id": service_id,
        "kind": "safe_space",
        "code_name": haven.place["code_name"],
        "capacity": 1,
    }
    answers = (
        client.post(f"{place}/reveals", json=REVEAL),
        client.get(place),
        client.get("/v1/places"),
        client.get(f"{place}/calendar"),
        client.get(f"/v1/services/{service_id}/vacancies"),
        client.get(f"{place}/reveals"),
        client.patch(place, json={"capacity": 2}, headers=merge),
        client.put(f"{place}/location", json=MARKED, headers=ANY),
        client.post("/v1/places", json=new),
    )
    others = (
        client.get(f"/v1/reveals/{haven.waiting['id']}"),
        client.post(f"/v1/reveals/{haven.waiting['id']}/approvals"),
        client.get(f"/v1/placements/{haven.stay['id']}"),
        client.get(f"/v1/cases/{haven.case['id']}/placements"),
        client.get(f"/v1/cases/{haven.case['id']}"),
    )
    named = dict(zip(EXCLUDED_TRIES, answers, strict=True))
    named |= {f"{number}": answer for number, answer in enumerate(others)}
    return {what: appearance(answer) for what, answer in named.items()}


@pytest.mark.p06
def test_a_perpetrator_s_relative_on_duty_gets_byte_for_byte_what_a_stranger_gets(world: World) -> None:
    """The stranger is a caseworker of another service, the relative is on the roster of this one, now."""
    world.add_principal("relative", "charity", Role.CASEWORKER, service="refuge")
    world.add_principal("stranger", "charity", Role.CASEWORKER, service="outreach")
    put_on_duty(world, "relative", lead=True)
    haven = Haven(world)
    other = add_place(world)
    before = tries(world, haven, "relative")
    assert {before[what][0] for what in ("reveal", "place", "calendar", "vacancies")} == {200, 201}
    given = ask(world, haven.place["id"], "relative").json()
    perpetrator = world.open_case()["people"][0]["person_id"]
    world.insert(
        "case_people",
        partnership_id=world.id,
        id=other["id"],
        case_id=haven.case["id"],
        person_id=perpetrator,
        role="alleged_perpetrator",
        added_at="2026-11-02T09:00:00Z",
    )
    world.exclude("relative", "person", perpetrator)
    assert tries(world, haven, "relative") == tries(world, haven, "stranger")
    # Nor does any other place of the service tell, by being there, which one it is that is not.
    assert stepped_up(world, "relative").get(f"/v1/places/{other['id']}").status_code == 404
    late = open_location(world, given["id"], given["token"], "relative")
    stranger = open_location(world, given["id"], given["token"], "stranger")
    assert appearance(late) == appearance(stranger)
    assert late.status_code == 404


@pytest.mark.p06
def test_a_lead_who_must_not_know_is_told_nothing(world: World, superuser: psycopg.Connection) -> None:
    world.add_principal("relative", "charity", Role.CASEWORKER, service="refuge")
    put_on_duty(world, "relative", lead=True)
    haven = Haven(world)
    world.exclude("relative", "case", haven.case["id"])
    told = "SELECT count(*) FROM reveal_notices WHERE recipient_id = %s"
    before = superuser.execute(told, (world.somebody("relative"),)).fetchone()
    assert ask(world, haven.place["id"]).status_code == 201
    assert superuser.execute(told, (world.somebody("relative"),)).fetchone() == before


@pytest.mark.p06
def test_what_was_hidden_for_a_stay_is_there_again_when_it_has_ended(world: World) -> None:
    world.add_principal("relative", "charity", Role.CASEWORKER, service="refuge")
    haven = Haven(world)
    world.exclude("relative", "case", haven.case["id"])
    client = world.as_role("relative")
    assert client.get(f"/v1/places/{haven.place['id']}").status_code == 404
    ended = world.as_role(Role.CASEWORKER).post(
        f"/v1/placements/{haven.stay['id']}/transitions",
        json={"to": "ended", "reason_code": "stay_completed"},
        headers=ANY,
    )
    assert ended.status_code == 201
    assert client.get(f"/v1/places/{haven.place['id']}").status_code == 200


def test_the_marks_would_be_found(database: TestDatabase) -> None:
    """The search is not blind: spelt as it is stated, in capitals, within other text."""
    assert marks_in(json.dumps(MARKED)) == set(MARKS) - {"zz977cn"}
    assert marks_in("x7 CANARYSTREETx") == {"canarystreet"}
