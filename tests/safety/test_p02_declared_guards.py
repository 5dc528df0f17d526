"""P2, P28: every table is guarded and granted as it declares, so what is proved of one table holds of each."""

import psycopg
import pytest

from sosafe_api import tables
from sosafe_api.core.db.columns import Access

pytestmark = [pytest.mark.p02, pytest.mark.p28, pytest.mark.database]
DECLARED = {table.name: table.info for table in tables.metadata.sorted_tables}
# What one table of a kind proves over HTTP holds of the others, since their policies are the same.
PROVED: dict[str, str] = {
    Access.PARTNERSHIP: "agencies",
    Access.REFERRAL: "referrals",
    Access.OF_REFERRAL: "referral_transitions",
    Access.CASE: "cases",
    Access.OF_CASE: "case_people",
    Access.PERSON: "people",
}
for name, info in DECLARED.items():
    if info["access"] not in (Access.COMMON, Access.SEALED):
        PROVED.setdefault(info["access"], name)
GUARDED = {name: info["access"] for name, info in DECLARED.items() if info["access"] in PROVED}


def policies(superuser: psycopg.Connection, table: str) -> list[tuple[object, ...]]:
    """A policy names its own table, and a row of a referral names it by another column than the referral itself."""
    return superuser.execute(
        "SELECT permissive, roles::text, cmd, replace(replace(qual, tablename || '.', ''), 'referral_id', 'id'),"
        " replace(with_check, tablename || '.', '')"
        " FROM pg_policies WHERE schemaname = 'public' AND tablename = %s",
        (table,),
    ).fetchall()


def rights(superuser: psycopg.Connection, role: str) -> dict[str, set[str]]:
    """What a role may do with each table of the service, by a grant on the table or on some of its columns."""
    rows = superuser.execute(
        "SELECT c.relname, p.name FROM pg_class c CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE',"
        " 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p (name)"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND (has_table_privilege(%(role)s, c.oid, p.name) OR p.name IN ('SELECT', 'INSERT', 'UPDATE')"
        " AND has_any_column_privilege(%(role)s, c.oid, p.name))",
        {"role": role},
    )
    found: dict[str, set[str]] = {}
    for table, right in rows:
        found.setdefault(table, set()).add(right)
    return found


def test_every_table_declares_how_it_is_guarded() -> None:
    assert {name for name, info in DECLARED.items() if "access" not in info} == set()


@pytest.mark.parametrize("table", GUARDED)
def test_a_tables_policy_is_the_one_that_is_proved(superuser: psycopg.Connection, table: str) -> None:
    (proved,) = policies(superuser, PROVED[GUARDED[table]])
    assert policies(superuser, table) == [proved]
    assert proved[:3] == ("PERMISSIVE", "{public}", "ALL")


def test_the_application_may_do_what_the_tables_declare_and_nothing_else(
    superuser: psycopg.Connection,
) -> None:
    declared = {name: set(info["grants"].split(", ")) for name, info in DECLARED.items() if info["grants"]}
    assert rights(superuser, "sosafe_app") == declared | {"alembic_version": {"SELECT"}}


def test_the_reader_reads_what_is_published_and_nothing_else(superuser: psycopg.Connection) -> None:
    published = {"partnerships", "kpi_releases", "kpi_release_tables", "alembic_version"}
    published |= {"published_calendars", "published_events", "published_event_series"}
    assert rights(superuser, "sosafe_reader") == {key: {"SELECT"} for key in published}


def test_nobody_else_holds_a_right(superuser: psycopg.Connection) -> None:
    held = superuser.execute(
        "SELECT c.relname, g.grantee::regrole::text FROM pg_class c, aclexplode(c.relacl) g"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        " AND g.grantee::regrole::text NOT IN ('sosafe_owner', 'sosafe_app', 'sosafe_reader')"
    ).fetchall()
    assert held == []
