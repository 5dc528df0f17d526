"""The source tree as the tests of this folder read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "sosafe_api"


def python_files(*folders: str) -> list[Path]:
    """Every Python file below the folders of the repository, by path."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def domain_of(module: str) -> str | None:
    """`sosafe_api.domains.referrals.service` -> `referrals`; None outside the domains."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["sosafe_api", "domains"] and len(parts) > 2 else None
