"""The rules of who is told of what name what is there, and default to nothing."""

from sosafe_api import tables
from sosafe_api.domains.changes.rules import READINGS, readings, told


def test_rules_name_tables_and_resources_that_are_there():
    for offered in READINGS.values():
        for reading in offered:
            assert reading.table is None or reading.table in tables.metadata.tables, reading


def test_a_reader_without_a_permission_is_told_nothing():
    assert readings(lambda _: False) == {}
    assert told({}) == "false"


def test_a_resource_without_row_security_of_its_own_is_told_to_all_who_hold_the_permission():
    wanted = readings(lambda permission: permission.value in {"agency:read", "referral:list"})
    condition = told(wanted)
    assert "'agency'" in condition
    assert "FROM referrals record" in condition
    assert "cases" not in condition
