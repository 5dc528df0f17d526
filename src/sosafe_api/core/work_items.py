"""Work that takes long: a row each, queued in the transaction that asks for it (ADR 0010)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import SQLModel

from sosafe_api.core.clock import ahead, true_now
from sosafe_api.core.context import Work
from sosafe_api.core.db.columns import Access, DataClass, column, secured
from sosafe_api.core.db.safety import head_revision
from sosafe_api.core.ids import new_id

WAKE_CHANNEL = "sosafe_work"
# A worker that was started before a migration, or runs ahead of one, leaves all work to those of that version.
WAITING = """
SELECT EXISTS (SELECT FROM alembic_version WHERE version_num = %(revision)s),
 EXISTS (SELECT FROM work_items WHERE kind = ANY (%(kinds)s) AND available_at <= now())"""
TAKE = """
SELECT id, partnership_id, item_id, kind FROM work_items WHERE kind = ANY (%(kinds)s) AND available_at <= now()
 AND EXISTS (SELECT FROM alembic_version WHERE version_num = %(revision)s)
ORDER BY available_at LIMIT 1 FOR UPDATE SKIP LOCKED"""


class WorkItem(SQLModel, table=True):
    """Something for a worker to do; ids only, so the table needs no row security and any worker may take it."""

    __tablename__ = "work_items"
    __table_args__ = (
        Index(None, "available_at"),
        secured(Access.COMMON, grants="SELECT, INSERT, UPDATE, DELETE"),
    )
    id: UUID = column(DataClass.C1, UUID, primary_key=True)
    partnership_id: UUID = column(DataClass.C1, UUID)
    kind: str = column(DataClass.C1, str)
    item_id: UUID = column(DataClass.C1, UUID)
    asked_by: UUID | None = column(DataClass.C1, UUID, nullable=True)
    available_at: datetime = column(DataClass.C1, datetime)


_QUEUE = b"""
INSERT INTO work_items (id, partnership_id, kind, item_id, asked_by, available_at)
VALUES (%(id)s, %(partnership_id)s, %(kind)s, %(item_id)s, %(asked_by)s, %(now)s)"""


def wanted(*kinds: str) -> dict[str, object]:
    """The values of `WAITING` and `TAKE`, for these kinds of work."""
    return {"kinds": list(kinds), "revision": head_revision()}


async def queue(work: Work, kind: str, item_id: UUID, *, not_before: datetime | None = None) -> None:
    """The work becomes visible, and the workers hear of it, when the transaction commits.

    Workers go by the true clock: `not_before` is by that of the partnership, which may be ahead of it.
    """
    values = {
        "id": new_id(),
        "partnership_id": work.actor.partnership_id,
        "kind": kind,
        "item_id": item_id,
        "asked_by": work.actor.id,
        "now": not_before - ahead() if not_before else true_now(),
    }
    await work.transaction.execute(_QUEUE, values)
    await work.transaction.execute(b"NOTIFY " + WAKE_CHANNEL.encode())
