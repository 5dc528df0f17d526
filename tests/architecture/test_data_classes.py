"""Every column of every table declares how harmful its disclosure would be."""

from importlib import import_module

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from sosafe_api.core.db.columns import DataClass
from sosafe_api.core.db.data_classes import undeclared_columns
from tests.architecture.source_tree import PACKAGE


@pytest.fixture(scope="module")
def tables():
    return import_module("sosafe_api.tables")


def test_every_column_declares_its_data_class(tables):
    metadata = import_module("sosafe_api.core.db.columns").metadata
    assert metadata.tables
    assert undeclared_columns(metadata) == []


def test_the_tables_of_every_domain_are_seen(tables):
    source = (PACKAGE / "tables.py").read_text(encoding="utf-8")
    models = sorted(path.parent.name for path in (PACKAGE / "domains").glob("*/models.py"))
    assert [domain for domain in models if f"domains.{domain}" not in source] == []


@pytest.mark.parametrize("info", [{}, {"data_class": None}, {"data_class": "C9"}, {"data_class": "secret"}])
def test_an_undeclared_column_is_named(info):
    metadata = MetaData()
    declared = Column("id", Integer, info={"data_class": DataClass.C1.value})
    Table("referrals", metadata, declared, Column("narrative", Integer, info=info))
    assert undeclared_columns(metadata) == ["referrals.narrative"]
