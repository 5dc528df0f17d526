"""P4, P5: a mark in every personal value, then every route as every role: each shows what its domain says.

An operation that asks for no purpose shows no mark at all. One that does shows the marks of the tables that
its domain names in `SHOWS` (tests/access), to the roles of the access table, and to nobody of another service
or partnership. A refusal shows nothing to anybody, and nothing of what was sent.
"""

from collections.abc import Iterator
from contextlib import closing
from itertools import chain, islice, product

import pytest
from psycopg import sql

from sosafe_api.domains.auth.rules import Role
from tests.access.requests import headers_of
from tests.access.rows import Row
from tests.access.table import SHOWS, TABLE
from tests.contract.arrangements import OF_NOBODY, by_name
from tests.domains.placements import steps
from tests.fixtures.database import TestDatabase
from tests.fixtures.server import RunningService
from tests.fixtures.world import World
from tests.safety.bearers import Bearers
from tests.safety.crawl import Crawl, Tried
from tests.safety.haven import MARKED, marks_in
from tests.safety.marks import Marks, personal_columns, personal_texts, rows_of, texts
from tests.safety.writes import SENT, WRITES

pytestmark = [pytest.mark.p04, pytest.mark.database, pytest.mark.timeout(900)]
# Its rule refuses the marks: a score, and a day of measurement. See test_repeats and test_p25_purpose.
DECIDED_BY_MARKS = {"create_marac_referral", "update_case_result"}
# Figures and incidents without anybody in them are tried too, but need not be in a state in which they succeed.
FIGURES = {"Incidents", "Indicators", "Recorded crime"}
OF_NOBODY_WRITES = {"create_asb_case_review_procedure"} | {
    name for name in WRITES if (OF_NOBODY | FIGURES).intersection(by_name(name).content["tags"])
}
READS = {name: row for name, row in TABLE.items() if row.method == "GET" and not row.open}


@pytest.fixture(scope="module")
def crawl(database: TestDatabase, service: RunningService) -> Iterator[Crawl]:
    """A partnership of which every personal column is filled and marked, with somebody of a strange service."""
    with (
        database.connect() as superuser,
        service.client() as http,
        closing(World(service, superuser).build()) as world,
        closing(World(service, superuser).build()) as elsewhere,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(steps, "LOCATION", MARKED)
        world.add_service("elsewhere", "police")
        world.add_principal("stranger", "police", Role.CASEWORKER, service="elsewhere")
        crawl = Crawl(http, world, elsewhere, Marks(world), Bearers(world))
        crawl.begin(list(READS.values()))
        yield crawl


def seen(crawl: Crawl, path: str, caller: dict[str, str]) -> frozenset[str]:
    response = crawl.http.get(path, headers=caller)
    assert response.status_code < 500, (path, response.text)
    return crawl.marks.of(response.text + str(response.headers))


def telling(crawl: Crawl, row: Row) -> dict[frozenset[str], str]:
    """What the operation shows to those whom it is open to, and one object that shows it."""
    callers = [headers_of(crawl.world, role) for role in row.roles]
    return {seen(crawl, path, caller): path for path in crawl.bearers.paths(row) for caller in callers}


def everybody_else(crawl: Crawl, row: Row) -> Iterator[dict[str, str]]:
    for role in set(Role) - row.roles:
        yield headers_of(crawl.world, role)
    stranger = headers_of(crawl.world, Role.CASEWORKER)
    yield stranger | {"Authorization": f"Bearer {crawl.world.token(crawl.world.people['stranger'])}"}
    for role in row.roles:
        yield headers_of(crawl.elsewhere, role)


def test_no_route_shows_more_than_its_domain_says(crawl: Crawl) -> None:
    shown: dict[str, set[str]] = {}
    for name, row in READS.items():
        found = telling(crawl, row)
        shown[name] = {column.partition(".")[0] for column in chain.from_iterable(found)}
        for path, caller in product(found.values(), everybody_else(crawl, row)):
            assert seen(crawl, path, caller) == set(), (name, path)
    assert {name: of for name, of in shown.items() if of} == {name: of for name, of in SHOWS.items() if of}
    assert {name for name, of in shown.items() if of and not READS[name].sensitive} == set()


@pytest.fixture(scope="module")
def refused(crawl: Crawl) -> list[Tried]:
    """Every refusal of every write, before any write changes what bears the marks."""
    return [tried for name in WRITES for tried in crawl.refusals(name)]


@pytest.fixture(scope="module")
def attempted(crawl: Crawl, refused: list[Tried]) -> list[Tried]:
    """Every write by everybody, after all that is refused."""
    assert refused
    return [tried for name in WRITES for tried in crawl.attempts(name)]


def test_no_refusal_shows_what_is_there_or_what_was_sent(crawl: Crawl, refused: list[Tried]) -> None:
    for tried in refused:
        assert tried.answer.status_code >= 400, str(tried)
        assert not crawl.marks.of(tried.shown), str(tried)
        assert not marks_in(tried.shown), str(tried)
        assert SENT not in tried.shown, str(tried)
    assert {tried.write.name for tried in refused} == set(WRITES)
    assert {tried.answer.status_code for tried in refused} == {400, 401, 403, 404, 409, 412, 415, 422, 428}


def test_no_write_shows_what_is_read_for_a_purpose(crawl: Crawl, attempted: list[Tried]) -> None:
    """Not in the answer of who may write, nor in any refusal of a write that is fit."""
    for tried in attempted:
        assert not crawl.marks.of(tried.shown), str(tried)
    done = {tried.write.name for tried in attempted if tried.who in set(Role) and tried.answer.is_success}
    assert set(WRITES) - done - OF_NOBODY_WRITES == DECIDED_BY_MARKS
    assert {tried.answer.status_code for tried in attempted} > {403, 404, 409, 422}


def test_no_write_repeats_what_it_wrote_about_a_person(crawl: Crawl, attempted: list[Tried]) -> None:
    """Whoever searches for a name is answered with it, as in any read that states its purpose."""
    personal, written = personal_texts(crawl.world), set()
    for tried in attempted:
        own = personal.intersection(texts(tried.write.body))
        written |= own
        if not TABLE[tried.write.name].sensitive:
            assert {text for text in own if text in tried.shown} == set(), str(tried)
    assert len(written) > 20


@pytest.mark.p05
def test_a_secret_location_is_shown_by_its_opening_only(attempted: list[Tried]) -> None:
    showing = [tried for tried in attempted if marks_in(tried.shown)]
    assert [(tried.write.name, tried.what, tried.who) for tried in showing] == [
        ("create_reveal_opening", "fit", Role.CASEWORKER)
    ]


@pytest.mark.usefixtures("attempted")
def test_what_every_reader_of_the_database_may_keep_holds_no_mark(crawl: Crawl) -> None:
    """Changes, the audit trail and the answers kept for repetition are written by every operation."""
    world = crawl.world
    for row in READS.values():
        for path in islice(crawl.bearers.paths(row), 2):
            crawl.http.get(path, headers=headers_of(world, min(row.roles)))
    personal = personal_texts(world)
    for table in ("changes", "audit_entries", "idempotency_records", "work_items"):
        kept = " ".join(rows_of(world, table))
        assert crawl.marks.of(kept) == set(), table
        assert marks_in(kept) == set(), table
        assert {text for text in personal if text in kept} == set(), table


def test_every_personal_column_is_tried(crawl: Crawl) -> None:
    filled = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE partnership_id = %s AND {} IS NOT NULL)")
    empty = {
        f"{table.name}.{column.name}"
        for table, column in personal_columns()
        if crawl.world.superuser.execute(
            filled.format(sql.Identifier(table.name), sql.Identifier(column.name)), (crawl.world.id,)
        ).fetchone()
        != (True,)
    }
    assert empty == set()


def test_whatever_is_said_to_show_something_is_an_operation_that_reads() -> None:
    assert set(SHOWS) <= set(READS)
    assert all(by_name(name) for name in SHOWS)
