"""The rules of who is told of what name what is there, and default to nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sosafe_api.domains
from sosafe_api import tables
from sosafe_api.domains.changes.rules import READINGS, UNTOLD, readings, told

_TOPIC = re.compile(r"([a-z][a-z_]{3,})\.([a-z_]+ed)?")
_STATES = ("value", "status", "happened")  # what a topic is completed by, where it depends on a move


def topics() -> Iterator[str]:
    """The resource of each change that the source writes: `resource.happened`, in full or completed by a state."""
    for folder in sosafe_api.domains.__path__:
        for file in Path(folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                found = _TOPIC.fullmatch(_begun(node))
                if found and found[1] not in tables.metadata.tables:
                    yield found[1]


def _begun(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if "." in node.value[:-1] else ""
    if isinstance(node, ast.JoinedStr) and len(node.values) > 1 and isinstance(node.values[0], ast.Constant):
        completed = isinstance(node.values[1], ast.FormattedValue) and ast.unparse(node.values[1].value)
        return str(node.values[0].value) if completed and completed.endswith(_STATES) else ""
    return ""


def test_each_resource_that_has_changes_is_told_or_has_a_reason_why_not():
    found = set(topics())
    assert len(found) > 50, "the source is read"
    assert found == (READINGS.keys() | UNTOLD.keys()) & found, found - READINGS.keys() - UNTOLD.keys()
    assert not READINGS.keys() & UNTOLD.keys()
    assert all(len(reason) > 20 for reason in UNTOLD.values())
    # Named by their kind, or as their table is.
    elsewhere = {"asb_incident", "event_feedback", "event_series", "fire_incident", "person_equality"}
    assert UNTOLD.keys() - found == elsewhere, "no reason outlives what it is about"


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
