"""Every column of every table declares how harmful its disclosure would be."""

import ast
from importlib import import_module

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from sosafe_api.core.db.columns import DataClass
from sosafe_api.core.db.data_classes import undeclared_columns
from tests.architecture.source_tree import PACKAGE, python_files


@pytest.fixture(scope="module")
def tables():
    return import_module("sosafe_api.tables")


def test_every_column_declares_its_data_class(tables):
    metadata = import_module("sosafe_api.core.db.columns").metadata
    assert metadata.tables
    assert undeclared_columns(metadata) == []


def declares_tables(source: str) -> bool:
    return any(
        keyword.arg == "table"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
        for keyword in node.keywords
    )


def imported(source: str) -> set[str]:
    """Modules, and what is taken from them, named by `from … import …`."""
    return {
        name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        for name in (str(node.module), f"{node.module}.{alias.name}")
    }


def declaring_modules() -> set[str]:
    return {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in python_files("src")
        if declares_tables(path.read_text(encoding="utf-8"))
    }


def test_every_module_that_declares_tables_is_seen():
    """By `tables` itself, or by the package of models that it imports."""
    seen = imported((PACKAGE / "tables.py").read_text(encoding="utf-8"))
    for package in PACKAGE.glob("domains/*/models/__init__.py"):
        name = ".".join(package.parent.relative_to(PACKAGE.parent).parts)
        seen |= imported(package.read_text(encoding="utf-8")) if name in seen else set()
    assert declaring_modules() - seen == set()


def test_a_planted_table_is_seen():
    assert declares_tables("class Planted(SQLModel, table=True):\n    id: int")


@pytest.mark.parametrize("info", [{}, {"data_class": None}, {"data_class": "C9"}, {"data_class": "secret"}])
def test_an_undeclared_column_is_named(info):
    metadata = MetaData()
    declared = Column("id", Integer, info={"data_class": DataClass.C1.value})
    Table("referrals", metadata, declared, Column("narrative", Integer, info=info))
    assert undeclared_columns(metadata) == ["referrals.narrative"]
