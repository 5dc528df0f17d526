"""P4, P25: a mark in each personal value of people's tables appears only to who works for the person."""

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from psycopg import sql

from sosafe_api.core.db.session import RowScope
from sosafe_api.domains.auth.rules import Role
from tests.access.table import TABLE
from tests.domains.people.steps import (
    get,
    merge,
    name_in_case,
    person_in_case,
    record_address,
    record_household,
)
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = [pytest.mark.p04, pytest.mark.p25, pytest.mark.database]
NAMED = {"Canaryname Fictional", "1911-11-11"}
WHEREABOUTS = {
    "01632 960911", "canarymail@example.org", "Canarytimes", "Canary Lane 7", "ZE3 7ZZ", "100012345679",
}  # fmt: skip
ANSWERS = {"white_gypsy_or_irish_traveller", "prefer_not_to_say"}
MARKS = NAMED | WHEREABOUTS | ANSWERS
READS = {name: row for name, row in TABLE.items() if row.method == "GET" and not row.open}


def rows_seen(app: psycopg.Connection, world: World, table: str, **scope: Any) -> int:
    app.rollback()
    app.execute(RowScope(world.id, **scope).statements.encode())
    found = app.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert found is not None
    return int(found[0])


@pytest.fixture
def app(database: TestDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.urls.app) as connection:
        yield connection
        connection.rollback()


def seen_in(answer: httpx.Response) -> set[str]:
    text = answer.text + str(answer.headers)
    return {mark for mark in MARKS if mark in text}


@pytest.fixture
def marked(world: World) -> dict[str, str]:
    """Somebody with a mark in each value, an address, answers, a household and a merge."""
    contact = {"telephone": "01632 960911", "email": "canarymail@example.org", "safe_times": "Canarytimes"}
    case = world.open_case(
        referral={
            "person": {
                "full_name": "Canaryname Fictional",
                "date_of_birth": "1911-11-11",
                "safe_contact": contact,
            }
        }
    )
    person_id = case["people"][0]["person_id"]
    address = record_address(
        world, person_id, lines=["Canary Lane 7"], postcode="ZE3 7ZZ", uprn="100012345679"
    )
    answers = {"ethnicity": "white_gypsy_or_irish_traveller", "religion": "prefer_not_to_say"}
    put = world.as_role(Role.CASEWORKER).put(
        f"/v1/people/{person_id}/equality", json=answers, headers={"If-Match": "*"}
    )
    assert put.status_code == 200, put.text
    household = record_household(world, person_id)
    merged = merge(world, person_id, person_in_case(world)).json()
    return {
        "person_id": person_id,
        "person_address_id": address["id"],
        "household_id": household["id"],
        "household_member_id": household["members"][0]["id"],
        "person_merge_id": merged["id"],
        "case_id": case["id"],
        "referral_id": case["referral_ids"][0],
    }


def crawl(world: World, marked: dict[str, str], who: str) -> dict[str, set[str]]:
    """What each read shows of the marks, for the reads that show any."""
    found = {}
    client = world.as_role(who)
    for name, row in READS.items():
        places = [part.split("}")[0] for part in row.path.split("{")[1:]]
        if not set(places) <= set(marked):
            continue
        shown = seen_in(client.get(row.path.format(**{place: marked[place] for place in places})))
        if shown:
            found[name] = shown
    return found


def test_each_role_sees_what_it_may_see_of_a_person(world: World, marked: dict[str, str]) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    contact = {"01632 960911", "canarymail@example.org", "Canarytimes"}
    own = {
        "get_referral": NAMED | contact,
        "get_person": NAMED | contact,
        "list_person_addresses": {"Canary Lane 7", "ZE3 7ZZ", "100012345679"},
        "get_person_equality": ANSWERS,
    }
    assert crawl(world, marked, "caseworker") == own
    for role in Role:
        if role not in (Role.CASEWORKER, Role.REFERRER):
            assert crawl(world, marked, role.value) == {}, role
    assert crawl(world, marked, "outreach_worker") == {}
    assert crawl(world, marked, "referrer") == {}


def test_who_has_a_case_that_only_names_the_person_sees_the_name_alone(
    world: World, marked: dict[str, str]
) -> None:
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    case = world.open_case(worker="outreach_worker", referral={"service_id": str(world.services["outreach"])})
    name_in_case(world, case["id"], marked["person_id"], "victim")
    assert crawl(world, marked, "outreach_worker") == {"get_person": NAMED}


def test_no_list_write_or_error_repeats_a_mark(world: World, marked: dict[str, str]) -> None:
    client = world.as_role(Role.CASEWORKER)
    wrong: dict[str, Any] = {
        "full_name": ["Canaryname Fictional"], "date_of_birth": "1911-11-11T00:00", "lines": "Canary Lane 7",
        "postcode": "ZE3 7ZZ!", "uprn": "100012345679x", "kind": "Canarytimes",
    }  # fmt: skip
    headers = {"Idempotency-Key": "a-key-for-the-test-of-marks", "If-Match": "*"}
    person = f"/v1/people/{marked['person_id']}"
    answers = [
        client.post("/v1/person-searches", json=wrong),
        client.post(f"{person}/addresses", json=wrong, headers=headers),
        client.put(f"{person}/equality", json={"ethnicity": "Canarytimes"}, headers=headers),
        client.post("/v1/households", json={"members": [wrong]}, headers=headers),
        client.get("/v1/cases"),
        client.get("/v1/referrals"),
    ]
    assert [answer.status_code for answer in answers] == [422] * 4 + [200] * 2
    for answer in answers:
        assert seen_in(answer) <= ANSWERS  # an error names the codes that there are


def test_changes_and_audit_lines_hold_no_mark(world: World, marked: dict[str, str]) -> None:
    for table in ("audit_entries", "changes", "idempotency_records", "person_merges", "person_searches"):
        rows = world.superuser.execute(
            f"SELECT t::text FROM {table} t WHERE partnership_id = %s", (world.id,)
        )
        assert not [mark for row in rows for mark in MARKS if mark in row[0]], table


@pytest.mark.parametrize(
    "path",
    [
        "/v1/people/{person_id}",
        "/v1/people/{person_id}/addresses",
        "/v1/people/{person_id}/equality",
        "/v1/households/{household_id}",
        "/v1/person-merges/{person_merge_id}",
        "/v1/referrals/{referral_id}/person-candidates",
    ],
)
def test_each_read_states_a_purpose_and_is_recorded_with_it(
    world: World, marked: dict[str, str], path: str
) -> None:
    count = "SELECT count(*) FROM audit_entries WHERE partnership_id = %s AND purpose = 'safeguarding'"
    before = world.superuser.execute(count, (world.id,)).fetchone()
    with world.service.client(world.token(world.people["caseworker"])) as client:
        refused = client.get(path.format(**marked))
    assert (refused.status_code, refused.json()["code"]) == (403, "purpose_required")
    assert get(world, path.format(**marked)).status_code == 200
    after = world.superuser.execute(count, (world.id,)).fetchone()
    assert before is not None
    assert after is not None
    assert after[0] > before[0]


def test_the_wall_stands_without_the_service(
    world: World, app: psycopg.Connection, marked: dict[str, str]
) -> None:
    """As the application's own role: each table shows its rows to who works for the person, and to nobody else."""
    tables = ("people", "person_addresses", "person_equality", "households", "household_members")
    own = {"service_ids": (world.services["refuge"],), "principal_id": world.somebody("caseworker")}
    other = {"service_ids": (world.services["outreach"],), "principal_id": world.somebody("caseworker")}
    for scope, expected in ((own, True), (other, False), ({}, False)):
        for table in tables:
            assert (rows_seen(app, world, table, **scope) > 0) is expected, (table, scope)
    everybody = world.superuser.execute(
        "SELECT id FROM people WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    hidden = own | {"excluded_ids": tuple(row[0] for row in everybody)}
    for table in ("people", "person_addresses", "person_equality", "household_members"):
        assert rows_seen(app, world, table, **hidden) == 0, table


def test_no_row_about_people_is_seen_from_another_partnership(
    world: World, other_world: World, app: psycopg.Connection, marked: dict[str, str]
) -> None:
    terms = {"full_name": "Canaryname Fictional", "date_of_birth": "1911-11-11"}
    assert world.as_role(Role.CASEWORKER).post("/v1/person-searches", json=terms).json()["data"]
    for table in (
        "people", "person_match_keys", "person_addresses", "person_equality", "person_merges", "households",
        "household_members", "person_searches",
    ):  # fmt: skip
        assert rows_seen(app, world, table, reach="partnership") > 0, table
        assert rows_seen(app, other_world, table, reach="partnership") == 0, table
