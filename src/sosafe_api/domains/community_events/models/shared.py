"""Pieces that several tables of community events declare alike."""

from sqlalchemy import DateTime, Numeric

INSTANT = DateTime(timezone=True)
MONEY = Numeric(13, 2)
WRITTEN = "SELECT, INSERT"
CHANGED = "SELECT, INSERT, UPDATE"
