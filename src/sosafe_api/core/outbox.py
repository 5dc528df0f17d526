"""Changes: a row per change, written in the transaction of the change itself, so neither exists alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, text

from sosafe_api.core.context import Work
from sosafe_api.core.db.columns import Access, DataClass, PartnershipRow, column, secured, to_partnership
from sosafe_api.core.ids import new_id


class Change(PartnershipRow, table=True):
    """What happened to which record; ids only, so that a reader fetches under its own rights.

    `sequence` is given after the commit by one numberer per partnership: it never skips or goes back.
    """

    __tablename__ = "changes"
    __table_args__ = (
        to_partnership(),
        Index(None, "partnership_id", "sequence"),
        Index("ix_changes_unnumbered", "partnership_id", "id", postgresql_where=text("sequence IS NULL")),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE, DELETE"),
    )
    type: str = column(DataClass.C1, str)
    resource: str = column(DataClass.C1, str)
    resource_id: UUID = column(DataClass.C1, UUID)
    resource_version: int = column(DataClass.C1, Integer)
    agency_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    service_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    occurred_at: datetime = column(DataClass.C1, datetime)
    sequence: int | None = column(DataClass.C1, BigInteger, nullable=True)


INSERT = (
    "INSERT INTO changes (partnership_id, id, type, resource, resource_id, resource_version,"
    " agency_id, service_id, occurred_at)"
)

_EMIT = (
    INSERT.encode() + b" VALUES (%(partnership_id)s, %(id)s, %(type)s, %(resource)s, %(resource_id)s,"
    b" %(resource_version)s, %(agency_id)s, %(service_id)s, %(now)s)"
)


async def emit(  # noqa: PLR0913 - a change has as many parts
    context: Work,
    type_: str,
    resource_id: UUID,
    resource_version: int,
    *,
    agency_id: UUID | None = None,
    service_id: UUID | None = None,
) -> None:
    """Writes the change beside the work that caused it. `type_` is `resource.what_happened`."""
    values: dict[str, Any] = {
        "partnership_id": context.actor.partnership_id,
        "id": new_id(),
        "type": type_,
        "resource": type_.partition(".")[0],
        "resource_id": resource_id,
        "resource_version": resource_version,
        "agency_id": agency_id,
        "service_id": service_id,
        "now": context.now,
    }
    await context.transaction.execute(_EMIT, values)


# Of the feed itself: the changes that had the last numbers may be forgotten since.
_POSITION = b"""
SELECT transaction_timestamp(), coalesce((
    SELECT numbered FROM change_feeds WHERE partnership_id = %(partnership_id)s), 0)"""


async def position(work: Work) -> tuple[datetime, int]:
    """When the transaction began, and the last number given to a change that it sees.

    Numbers are given after the commit, so within a snapshot no change that it does not show has one up to here:
    who takes the snapshot and reads on from here may hear of something twice, and misses nothing.
    """
    ((begun, number),) = await work.transaction.execute(
        _POSITION, {"partnership_id": work.actor.partnership_id}
    )
    return begun, number
