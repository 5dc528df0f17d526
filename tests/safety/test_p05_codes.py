"""P5: a column of codes takes the codes of its list and no other, whoever writes."""

import re

import pytest
from sqlalchemy import CheckConstraint

from sosafe_api import tables
from tests.fixtures.world import World

pytestmark = [pytest.mark.p05, pytest.mark.database]
_CODE = re.compile(r"'([a-z0-9_]+)'")
DECLARED = {
    (table.name, str(constraint.name)): set(_CODE.findall(str(constraint.sqltext)))
    for table in tables.metadata.sorted_tables
    for constraint in table.constraints
    if isinstance(constraint, CheckConstraint)
}
# Added to tables that were in use: what stood there before is held to them as well.
ADDED = {
    "ck_consents_status",
    "ck_case_results_area",
    "ck_case_results_value",
    "ck_case_results_evidence",
}


def test_the_database_checks_the_codes_that_are_declared(world: World) -> None:
    """Comparing the tables does not see what a check says, so a list could grow and its column not."""
    found = world.superuser.execute(
        "SELECT r.relname, c.conname, c.convalidated, pg_get_constraintdef(c.oid) FROM pg_constraint c"
        " JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace"
        " WHERE c.contype = 'c' AND n.nspname = 'public'"
    ).fetchall()
    checked = {(table, name): set(_CODE.findall(text)) for table, name, _, text in found}
    assert {key: codes for key, codes in DECLARED.items() if checked.get(key) != codes} == {}
    assert {name for _, name, validated, _ in found if validated} >= ADDED
    assert {name for _, name in DECLARED} >= ADDED
