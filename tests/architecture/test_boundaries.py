"""What an import contract cannot say: who may commit, whose repository is private, how tables meet."""

import ast

import grimp
import pytest

from tests.architecture.source_tree import PACKAGE, domain_of, python_files, shown

THE_ONLY_COMMIT = "src/sosafe_api/core/db/session.py"


def commits(source: str) -> bool:
    """A call of anything named commit, or a statement of SQL that commits."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
            if "COMMIT" in text.replace(";", " ").split():
                return True
    return False


def borrowed_repositories(imports: list[tuple[str, str]]) -> list[str]:
    """Imports of one domain's repository by another domain, as `importer -> imported`."""
    return [
        f"{importer} -> {imported}"
        for importer, imported in imports
        if "repository" in imported.split(".")[3:]
        and domain_of(importer) is not None
        and domain_of(importer) != domain_of(imported)
    ]


def clock_readings(source: str) -> list[str]:
    """Names by which a module would read the clock, rather than be told the time."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.alias)
        and node.name in {"now", "today", "epoch_seconds", "time_ns", "perf_counter"}
    ]


def all_imports() -> list[tuple[str, str]]:
    graph = grimp.build_graph("sosafe_api", cache_dir=None)
    return [
        (importer, imported)
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
    ]


def test_only_the_session_module_commits():
    elsewhere = [
        shown(path)
        for path in python_files("src")
        if shown(path) != THE_ONLY_COMMIT and commits(path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []


@pytest.mark.parametrize(
    "source", ["session.commit()", "await connection.commit()", "run(b'COMMIT')", "x('INSERT; COMMIT;')"]
)
def test_a_planted_commit_is_seen(source):
    assert commits(f"async def planted():\n    {source}")


def test_the_session_module_does_commit():
    assert commits((PACKAGE / "core" / "db" / "session.py").read_text(encoding="utf-8"))


def test_a_repository_is_private_to_its_domain():
    assert borrowed_repositories(all_imports()) == []


def test_a_planted_loan_of_a_repository_is_seen():
    planted = ("sosafe_api.domains.kpis.service", "sosafe_api.domains.referrals.repository")
    assert borrowed_repositories([planted]) == [
        "sosafe_api.domains.kpis.service -> sosafe_api.domains.referrals.repository"
    ]


def test_no_table_is_tied_to_another_by_a_relationship():
    tied = [
        shown(path)
        for path in python_files("src")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.alias) and node.name.split(".")[-1] in {"Relationship", "relationship"}
    ]
    assert tied == []


def test_rules_are_told_the_time():
    rules = [path for path in python_files("src/sosafe_api/domains") if path.name == "rules.py"]
    assert {
        shown(path): names for path in rules if (names := clock_readings(path.read_text(encoding="utf-8")))
    } == {}


def test_a_planted_reading_of_the_clock_is_seen():
    assert clock_readings("from sosafe_api.core.clock import LONDON, today") == ["today"]
