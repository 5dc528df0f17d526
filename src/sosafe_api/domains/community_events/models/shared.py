"""Pieces that several tables of community events declare alike."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, Numeric

INSTANT = DateTime(timezone=True)
MONEY = Numeric(13, 2)
WRITTEN = "SELECT, INSERT"
CHANGED = "SELECT, INSERT, UPDATE"


def one_of(codes: type[StrEnum], name: str) -> CheckConstraint:
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return CheckConstraint(f"{name} IN ({listed})", name=name)
