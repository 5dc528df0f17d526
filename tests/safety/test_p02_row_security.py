"""P2, P28: rows are guarded twice; with the handler's own condition taken out, row security still holds."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from sosafe_api import tables
from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.session import RowScope
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.referrals.repository import listing, referrals, statements
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

pytestmark = [pytest.mark.p02, pytest.mark.p28, pytest.mark.database]
GUARDED = {
    table.name: Access(table.info["access"])
    for table in tables.metadata.sorted_tables
    if table.info.get("access", Access.COMMON) != Access.COMMON
}
# The others are written by the application and read by nobody through it.
READ = [name for name in GUARDED if "SELECT" in tables.metadata.tables[name].info["grants"]]


@pytest.fixture
def app(database: TestDatabase) -> Iterator[psycopg.Connection]:
    """The application's own role, bound by row security like the service."""
    with psycopg.connect(database.urls.app) as connection:
        yield connection
        connection.rollback()


def enter(app: psycopg.Connection, world: World, **scope: Any) -> None:
    app.rollback()
    app.execute(RowScope(world.id, **scope).statements.encode())


def partnerships_seen(app: psycopg.Connection, table: str) -> set[UUID]:
    query = sql.SQL("SELECT DISTINCT partnership_id FROM {}").format(sql.Identifier(table))
    return {row[0] for row in app.execute(query)}


def fill(world: World) -> None:
    """Rows in every table that the referrals' and identity's operations write."""
    case = world.open_case()
    world.exclude("referrer", "case", case["id"])
    pushed = world.as_role(Role.REFERRER_CLIENT).post(
        "/v1/referrals", json=world.referral(), headers={"Idempotency-Key": "a-key-for-the-record"}
    )
    path = f"/v1/referrals/{pushed.json()['id']}"
    service = world.as_role(Role.CASEWORKER)
    for to in ("received", "under_review"):
        service.post(f"{path}/transitions", json={"to": to}, headers={"If-Match": "*"})
    body = {"code": "needs", "question": "What is needed?"}
    asked = service.post(f"{path}/questions", json=body, headers={"If-Match": "*"})
    assert asked.status_code == 201
    world.superuser.execute(
        "INSERT INTO revoked_tokens (partnership_id, token_id, expires_at) VALUES (%s, %s, now())",
        (world.id, world.id),
    )


def test_every_table_of_a_partnership_declares_how_its_rows_are_guarded() -> None:
    open_to_everyone = {
        table.name
        for table in tables.metadata.sorted_tables
        if "partnership_id" in table.columns and table.name not in GUARDED
    }
    assert open_to_everyone == {"work_items"}


def test_what_any_worker_may_take_holds_identifiers_only() -> None:
    assert set(tables.metadata.tables["work_items"].columns.keys()) == {
        "id", "partnership_id", "kind", "item_id", "asked_by", "available_at"
    }  # fmt: skip


@pytest.mark.parametrize("table", GUARDED)
def test_row_security_is_on_and_binds_the_owner_as_well(superuser: psycopg.Connection, table: str) -> None:
    row = superuser.execute(
        "SELECT relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner),"
        " (SELECT count(*) FROM pg_policies WHERE tablename = relname)"
        " FROM pg_class WHERE oid = %s::regclass",
        (table,),
    ).fetchone()
    assert row == (True, True, "sosafe_owner", 1)


def test_what_the_application_only_writes_is_what_nobody_may_read_through_it() -> None:
    assert {*GUARDED} - {*READ} == {"place_locations", "reveal_notices"}


@pytest.mark.parametrize("table", READ)
def test_without_a_scope_the_application_sees_no_row(
    world: World, app: psycopg.Connection, table: str
) -> None:
    fill(world)
    assert partnerships_seen(app, table) == set()


def test_rows_of_another_partnership_are_invisible_whatever_is_asked_for(
    world: World, other_world: World, app: psycopg.Connection
) -> None:
    fill(world)
    fill(other_world)
    seen = set()
    for table in READ:
        enter(app, world, reach="partnership")
        found = partnerships_seen(app, table)
        assert found <= {world.id}, table
        seen |= {table} if found else set()
    referrals_and_identity = {
        "agencies", "services", "principals", "role_assignments", "sharing_agreements",
        "sharing_agreement_parties", "sharing_agreement_purposes", "referrals", "referral_details",
        "referral_transitions", "referral_questions", "changes", "audit_entries", "idempotency_records",
        "revoked_tokens", "people", "cases", "case_people", "case_workers", "exclusions",
    }  # fmt: skip
    assert referrals_and_identity <= seen


def test_no_row_can_be_written_into_another_partnership(
    world: World, other_world: World, app: psycopg.Connection
) -> None:
    fill(other_world)
    for table in GUARDED:
        columns = [column.name for column in tables.metadata.tables[table].columns if not column.computed]
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        insert = sql.SQL(
            "INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{table}, %s)"
        )
        row = other_world.superuser.execute(
            sql.SQL("SELECT to_jsonb(t) FROM {} t WHERE partnership_id = %s LIMIT 1").format(
                sql.Identifier(table)
            ),
            (other_world.id,),
        ).fetchone()
        if row is None:
            continue
        enter(app, world, reach="partnership")
        granted = app.execute("SELECT has_table_privilege(%s, 'INSERT')", (table,)).fetchone()
        assert granted is not None
        with pytest.raises(psycopg.errors.InsufficientPrivilege) as refused:
            app.execute(insert.format(table=sql.Identifier(table), names=names), (Jsonb(row[0]),))
        assert not granted[0] or "row-level security" in str(refused.value), table


def test_no_row_of_another_partnership_can_be_changed_or_taken_over(
    world: World, other_world: World, app: psycopg.Connection
) -> None:
    fill(other_world)
    for table in GUARDED:
        enter(app, world, reach="partnership")
        if app.execute("SELECT has_table_privilege(%s, 'UPDATE')", (table,)).fetchone() == (True,):
            update = sql.SQL("UPDATE {} SET partnership_id = %s WHERE partnership_id = %s")
            changed = app.execute(update.format(sql.Identifier(table)), (world.id, other_world.id))
            assert changed.rowcount == 0, table


def test_history_and_audit_lines_can_be_added_and_never_changed(app: psycopg.Connection) -> None:
    for table in ("audit_entries", "changes", "referral_transitions", "referral_details"):
        # A change is forgotten after thirty days; until then nothing of it is altered but its number.
        for right in ("UPDATE", "TRUNCATE", *(() if table == "changes" else ("DELETE",))):
            held = app.execute("SELECT has_table_privilege(%s, %s)", (table, right)).fetchone()
            assert held == (False,), (table, right)
    columns = "SELECT column_name FROM information_schema.column_privileges"
    altered = app.execute(
        f"{columns} WHERE table_name = 'changes' AND privilege_type = 'UPDATE' AND grantee = current_user"
    ).fetchall()
    assert altered == [("sequence",)]
    for table in GUARDED:
        for right in ("TRUNCATE", "TRIGGER", "REFERENCES"):
            assert app.execute("SELECT has_table_privilege(%s, %s)", (table, right)).fetchone() == (False,)


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service with the repository's own conditions taken out: only row security is left."""
    visible = statements._VISIBLE.encode()  # noqa: SLF001 - what is taken out
    for name in ("READ", "FIND", "LOCK"):
        statement = getattr(statements, name)
        assert statement.count(visible) == 1
        monkeypatch.setattr(statements, name, statement.replace(visible, b"true"))
    monkeypatch.setattr(listing, "_WHOSE", dict.fromkeys(listing._WHOSE, "true"))  # noqa: SLF001
    whole = listing.list_statement

    def without_partnership(*given: Any, **more: Any) -> tuple[bytes, dict[str, Any]]:
        statement, values = whole(*given, **more)
        assert statement.count(b"r.partnership_id = %(partnership_id)s") == 1
        return statement.replace(b"r.partnership_id = %(partnership_id)s", b"true"), values

    monkeypatch.setattr(referrals, "list_statement", without_partnership)


@pytest.mark.usefixtures("unguarded")
def test_with_the_repositorys_conditions_taken_out_no_foreign_referral_appears(
    world: World, other_world: World
) -> None:
    world.add_principal("police_client", "police", Role.REFERRER_CLIENT)
    world.add_principal("outreach_worker", "charity", Role.CASEWORKER, service="outreach")
    council = world.push("COUNCIL/1")["id"]
    police = world.as_role("police_client").post(
        "/v1/referrals", json=world.referral("POLICE/1", service_id=str(world.services["outreach"]))
    )
    abroad = other_world.push("ABROAD/1")["id"]
    own = {
        "referrer_client": {council},
        "police_client": {police.json()["id"]},
        "caseworker": {council},
        "outreach_worker": {police.json()["id"]},
    }
    for name, expected in own.items():
        client = world.as_role(name)
        assert {item["id"] for item in client.get("/v1/referrals").json()["data"]} == expected, name
        for referral_id in (council, police.json()["id"], abroad):
            status = 200 if referral_id in expected else 404
            assert client.get(f"/v1/referrals/{referral_id}").status_code == status, (name, referral_id)
            history = client.get(f"/v1/referrals/{referral_id}/transitions")
            assert history.status_code == status
            moved = client.post(
                f"/v1/referrals/{referral_id}/transitions",
                json={"to": "entered_in_error", "reason_code": "duplicate"},
                headers={"If-Match": '"of-no-version"'},
            )
            assert moved.status_code == (412 if referral_id in expected else 404)
