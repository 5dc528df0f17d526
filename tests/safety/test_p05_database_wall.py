"""P2, P5: in the database itself, sealed locations are read by one function, against a token, once."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors, sql

from sosafe_api.core.db.session import RowScope
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.domains.placements.steps import add_place, ask, open_location, panel_reveal, put_on_duty
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = [pytest.mark.p05, pytest.mark.p02, pytest.mark.database]
OPEN = "SELECT * FROM open_place_location(%(partnership)s, %(reveal)s, %(principal)s, %(purpose)s, %(token)s)"


@pytest.fixture
def app(database: TestDatabase) -> Iterator[psycopg.Connection]:
    """The application's own role, bound by grants and row security like the service."""
    with psycopg.connect(database.urls.app, autocommit=True) as connection:
        yield connection


@pytest.fixture
def owner(database: TestDatabase) -> Iterator[psycopg.Connection]:
    """The owner of the tables, whom row security binds as well."""
    with psycopg.connect(database.urls.migrator, autocommit=True) as connection:
        connection.execute("SET ROLE sosafe_owner")
        yield connection


def scope(world: World, name: str = "caseworker", **changes: Any) -> bytes:
    values: dict[str, Any] = {
        "service_ids": tuple(world.services.values()),
        "group_ids": tuple(world.groups.values()),
        "principal_id": world.somebody(name),
    }
    return RowScope(world.id, **(values | changes)).statements.encode()


def given(world: World) -> dict[str, Any]:
    """What opens the location of a place: the arguments of the function."""
    put_on_duty(world)
    answer = ask(world, add_place(world)["id"])
    assert answer.status_code == 201, answer.text
    return {
        "partnership": world.id,
        "reveal": UUID(answer.json()["id"]),
        "principal": world.somebody("caseworker"),
        "purpose": "safeguarding",
        "token": answer.json()["token"],
    }


def opened(connection: psycopg.Connection, context: bytes, arguments: dict[str, Any]) -> list[Any]:
    with connection.transaction():
        connection.execute(context)
        return connection.execute(OPEN, arguments).fetchall()


STATE = (
    "INSERT INTO place_locations (partnership_id, id, place_id, version, key_number, location, stated_by, stated_at)"
    " SELECT partnership_id, gen_random_uuid(), id, 1, 1, 'x', id, now() FROM places"
)
ATTEMPTS = (
    "SELECT * FROM place_locations",
    "SELECT count(*) FROM place_locations",
    "SELECT 1 FROM place_locations LIMIT 1",
    "SELECT location FROM place_locations",
    "SELECT ctid FROM place_locations",
    "COPY place_locations TO STDOUT",
    "UPDATE place_locations SET key_number = 1",
    "DELETE FROM place_locations",
    "TRUNCATE place_locations",
    "WITH x AS (INSERT INTO place_locations SELECT * FROM place_locations RETURNING *) SELECT * FROM x",
    f"{STATE} RETURNING location",
    f"{STATE} ON CONFLICT (partnership_id, place_id, version) DO UPDATE SET location = place_locations.location",
    "CREATE VIEW pg_temp.peep AS SELECT * FROM place_locations; SELECT * FROM pg_temp.peep",
    "UPDATE reveals SET opened_at = NULL",
    "UPDATE reveals SET token_digest = sha256('x')",
    "DELETE FROM reveals",
    "UPDATE reveal_approvals SET approved_at = now()",
    "SELECT * FROM reveal_notices",
    "SET ROLE sosafe_owner",
    "ALTER TABLE place_locations DISABLE ROW LEVEL SECURITY",
    "ALTER FUNCTION open_place_location SECURITY INVOKER",
)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_application_s_role_reaches_no_location(
    world: World, app: psycopg.Connection, attempt: str
) -> None:
    add_place(world)
    with pytest.raises(errors.InsufficientPrivilege):
        run(app, scope(world, reach="partnership"), attempt)


def run(app: psycopg.Connection, context: bytes, attempt: str) -> None:
    with app.transaction():
        app.execute(context)
        if attempt.startswith("COPY"):
            with app.cursor().copy(attempt) as copy:
                list(copy)
        else:
            app.execute(attempt)


def test_what_says_when_is_the_database_s_to_say(world: World, app: psycopg.Connection) -> None:
    place = add_place(world)
    own = {
        "partnership_id": world.id,
        "id": new_id(),
        "place_id": UUID(place["id"]),
        "service_id": world.services["refuge"],
        "principal_id": world.somebody("caseworker"),
        "ground": "duty_roster",
        "purpose": "safeguarding",
        "reason": "An attempt of a test.",
        "needs_approval": False,
        "token_digest": b"x",
        "day": "2026-11-02",
        "number": 1,
    }
    for column in ("asked_at", "opened_at"):
        with pytest.raises(errors.InsufficientPrivilege):
            insert(app, scope(world), "reveals", own | {column: "2036-01-01T00:00:00Z"})
    with pytest.raises(errors.CheckViolation):
        insert(app, scope(world), "reveals", own | {"number": 4})
    insert(app, scope(world), "reveals", own)
    with pytest.raises(errors.UniqueViolation):
        insert(app, scope(world), "reveals", own | {"id": new_id()})
    with pytest.raises(errors.InsufficientPrivilege):  # row security: the place is not there for this scope
        insert(
            app, scope(world, service_ids=(), group_ids=()), "reveals", own | {"id": new_id(), "number": 2}
        )


def insert(app: psycopg.Connection, context: bytes, table: str, values: dict[str, Any]) -> None:
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(map(sql.Placeholder, values)),
    )
    with app.transaction():
        app.execute(context)
        app.execute(statement, values)


def test_the_function_is_the_owner_s_and_the_application_s_alone(superuser: psycopg.Connection) -> None:
    row = superuser.execute(
        "SELECT prosecdef, pg_get_userbyid(proowner), proconfig, provolatile,"
        " ARRAY(SELECT grantee::regrole::text FROM aclexplode(proacl) WHERE grantee <> proowner)"
        " FROM pg_proc WHERE proname = 'open_place_location'"
    ).fetchall()
    assert row == [(True, "sosafe_owner", ["search_path=pg_catalog, pg_temp"], "v", ["sosafe_app"])]
    definers = superuser.execute(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND proname <> 'open_place_location'"
    ).fetchall()
    assert definers == []


def test_the_reader_may_not_call_it(world: World, database: TestDatabase) -> None:
    arguments = given(world)
    with psycopg.connect(database.urls.reader) as reader, pytest.raises(errors.InsufficientPrivilege):
        reader.execute(OPEN, arguments)


def test_the_owner_sees_no_row_outside_the_function(world: World, owner: psycopg.Connection) -> None:
    arguments = given(world)
    read = "SELECT count(*) FROM place_locations"
    assert owner.execute(read).fetchone() == (0,)
    with owner.transaction():
        owner.execute(scope(world, reach="partnership"))
        assert owner.execute(read).fetchone() == (0,)
        changed = owner.execute("UPDATE place_locations SET key_number = 2 RETURNING id").fetchall()
        assert changed == []
    assert opened(owner, scope(world), arguments) != []
    with owner.transaction():
        owner.execute(scope(world))
        owner.execute(f"SET LOCAL app.reveal_id = '{arguments['reveal']}'")
        assert owner.execute(read).fetchone() == (0,)


def _digest(superuser: psycopg.Connection, arguments: dict[str, Any]) -> str:
    query = "SELECT encode(token_digest, 'hex') FROM reveals WHERE id = %s"
    return str(superuser.execute(query, (arguments["reveal"],)).fetchone()[0])


def test_only_the_right_token_for_the_right_person_place_and_purpose_opens_it(
    world: World, other_world: World, app: psycopg.Connection, superuser: psycopg.Connection
) -> None:
    arguments = given(world)
    other = given(world)
    colleague = world.add_principal("colleague", "charity", Role.CASEWORKER, service="refuge")
    own = scope(world)
    wrong: dict[str, tuple[bytes, dict[str, Any]]] = {
        "token": (own, {"token": "x" * 43}),
        "no token": (own, {"token": ""}),
        "null": (own, {"token": None}),
        "its digest": (own, {"token": _digest(superuser, arguments)}),
        "another reveal's token": (own, {"token": other["token"]}),
        "another reveal": (own, {"reveal": other["reveal"]}),
        "purpose": (own, {"purpose": "curiosity"}),
        "principal": (own, {"principal": colleague.id}),
        "principal in scope": (scope(world, "colleague"), {}),
        "both principals": (scope(world, "colleague"), {"principal": colleague.id}),
        "no principal in scope": (scope(world, principal_id=None), {}),
        "partnership": (own, {"partnership": other_world.id}),
        "partnership in scope": (scope(other_world), {}),
        "no service": (scope(world, service_ids=(), group_ids=()), {}),
        "excluded": (scope(world, excluded_ids=(world.id,), service_ids=(world.services["outreach"],)), {}),
        "no scope": (b"SELECT 1", {}),
    }
    for what, (context, changes) in wrong.items():
        assert opened(app, context, arguments | changes) == [], what
    assert len(opened(app, own, arguments)) == 1
    assert opened(app, own, arguments) == []


def test_what_is_rolled_back_uses_no_token_up(world: World, app: psycopg.Connection) -> None:
    arguments = given(world)
    with app.transaction(force_rollback=True):
        app.execute(scope(world))
        assert len(app.execute(OPEN, arguments).fetchall()) == 1
        assert app.execute("SELECT current_setting('app.reveal_id')").fetchone() == ("",)
        assert app.execute(OPEN, arguments).fetchall() == []
    assert len(opened(app, scope(world), arguments)) == 1


def test_an_approval_by_the_asker_counts_for_nothing(
    world: World, app: psycopg.Connection, superuser: psycopg.Connection
) -> None:
    reveal, place_id = panel_reveal(world)
    member = world.somebody("panel_member")
    arguments = {
        "partnership": world.id,
        "reveal": UUID(reveal["id"]),
        "principal": member,
        "purpose": "safeguarding",
        "token": reveal["token"],
    }
    context = scope(world, "panel_member", service_ids=())
    assert opened(app, context, arguments) == []
    own = {
        "partnership_id": world.id,
        "id": new_id(),
        "reveal_id": UUID(reveal["id"]),
        "place_id": UUID(place_id),
        "principal_id": member,
    }
    insert(app, context, "reveal_approvals", own)
    assert opened(app, context, arguments) == []
    superuser.execute(
        "UPDATE reveal_approvals SET principal_id = %s WHERE id = %s",
        (world.somebody("caseworker"), own["id"]),
    )
    assert len(opened(app, context, arguments)) == 1


def test_a_seal_that_was_copied_to_another_place_opens_nothing(world: World) -> None:
    put_on_duty(world)
    secret, other = add_place(world), add_place(world)
    world.superuser.execute(
        "UPDATE place_locations SET location = (SELECT location FROM place_locations WHERE place_id = %s)"
        " WHERE place_id = %s",
        (secret["id"], other["id"]),
    )
    asked = ask(world, other["id"]).json()
    refused = open_location(world, asked["id"], asked["token"])
    assert (refused.status_code, refused.json()["code"]) == (503, "service_unavailable")
    assert "Example" not in refused.text
