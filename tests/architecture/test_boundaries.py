"""What an import contract cannot say: who may commit, whose repository is private, how tables meet."""

import ast
import re

import grimp
import pytest

from tests.architecture.source_tree import PACKAGE, domain_of, python_files, shown

THE_ONLY_COMMIT = "src/sosafe_api/core/db/session.py"


COMMITTING = {"commit", "begin", "begin_nested"}  # SQLAlchemy's `begin` commits when its block ends
OPENING = {"connect", "create_engine", "create_async_engine", "create_pool"}
RUNNING = {"execute", "exec", "executemany", "simple", "text", "SQL"}
DRIVERS = {"psycopg", "psycopg_pool", "asyncpg", "sqlalchemy", "sqlmodel"}
SQL_COMMIT = re.compile(
    r"\s*(COMMIT|END)(\s+(WORK|TRANSACTION))?(\s+AND\s+(NO\s+)?CHAIN)?\s*"
    r"|\s*(PREPARE\s+TRANSACTION|COMMIT\s+PREPARED)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# The session module lends connections; the others make roles, start the server and compare tables.
OPENERS = {f"src/sosafe_api/core/db/{name}.py" for name in ("session", "roles", "embedded", "migrations")}


def called(node: ast.Call) -> str:
    """The last name of what is called, whatever it belongs to."""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def sql_commits(node: ast.AST, *, surely_sql: bool = False) -> bool:
    """A literal with a statement that commits. In small letters `commit` alone may be a word, unless it is run."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str | bytes):
        return False
    text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
    if not surely_sql and text == text.lower() and ";" not in text and isinstance(node.value, str):
        return False
    return any(SQL_COMMIT.fullmatch(statement) for statement in text.split(";"))


def commits(source: str) -> bool:
    """A call that commits or whose block's end does, or a statement of SQL that commits."""
    for node in ast.walk(ast.parse(source)):
        if sql_commits(node):
            return True
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and called(node) in COMMITTING:
                return True
            if called(node) in RUNNING and any(sql_commits(item, surely_sql=True) for item in node.args):
                return True
    return False


def driver_names(tree: ast.AST) -> dict[str, str]:
    """What a module calls by its own name and what the driver or SQLAlchemy calls it."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                whole = getattr(node, "module", None) or alias.name
                if whole.split(".")[0] in DRIVERS:
                    found[alias.asname or alias.name.split(".")[0]] = alias.name
    return found


def opens_connections(source: str) -> bool:
    """A connection or engine of its own, which could commit unsaid: a driver's block does at its end."""
    tree = ast.parse(source)
    names = driver_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        owner = node.func
        while isinstance(owner, ast.Attribute):
            owner = owner.value
        opening = {called(node), names.get(called(node))} & OPENING
        if opening and isinstance(owner, ast.Name) and owner.id in names:
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
    "source",
    [
        "session.commit()",
        "await connection.commit()",
        "async with engine.begin() as connection: pass",
        "async with session.begin(): pass",
        "run(b'COMMIT')",
        "x('INSERT; COMMIT;')",
        "x('insert into a; commit')",
        "connection.execute('commit')",
        "x('END TRANSACTION')",
        "x('COMMIT AND CHAIN')",
        "x(\"PREPARE TRANSACTION 'planted'\")",
    ],
)
def test_a_planted_commit_is_seen(source):
    assert commits(f"async def planted():\n    {source}")


@pytest.mark.parametrize(
    "source", ["return 'the end of it; commit later'", "claim('END OF FILE')", "to('commit')"]
)
def test_what_only_speaks_of_commits_is_not_one(source):
    assert not commits(f"def innocent():\n    {source}")


def test_only_the_database_package_opens_connections():
    opening = {
        shown(path) for path in python_files("src") if opens_connections(path.read_text(encoding="utf-8"))
    }
    assert opening == OPENERS


@pytest.mark.parametrize(
    "source",
    [
        "import psycopg\nwith psycopg.connect(url) as c: c.execute(b'DELETE')",
        "import psycopg as p\np.AsyncConnection.connect(url)",
        "from psycopg import connect\nconnect(url, autocommit=True)",
        "from psycopg import Connection\nConnection.connect(url)",
        "import sqlalchemy.ext.asyncio as sa\nsa.create_async_engine(url)",
        "from sqlmodel import create_engine as make\nmake(url)",
    ],
)
def test_a_planted_connection_is_seen(source):
    assert opens_connections(source)


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
