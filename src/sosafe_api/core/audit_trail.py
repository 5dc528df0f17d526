"""The audit trail: who did or read what, for which purpose; written in the same transaction, never changed.

A row holds no value of the record it speaks of. Row security and grants leave the service INSERT only.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql_text

from sosafe_api.core.context import Work
from sosafe_api.core.db.columns import Access, DataClass, PartnershipRow, column, secured, to_partnership
from sosafe_api.core.ids import new_id


class AuditEntry(PartnershipRow, table=True):
    """One line of the trail. `recorded_at` is the database's clock."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        to_partnership(),
        Index(None, "partnership_id", "object_id", "recorded_at"),
        Index(None, "partnership_id", "actor_id", "recorded_at"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    recorded_at: datetime = column(
        DataClass.C1, datetime, column_options={"server_default": sql_text("clock_timestamp()")}
    )
    actor_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    operation: str = column(DataClass.C1, str)
    object_type: str = column(DataClass.C1, str)
    object_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    field_set: str | None = column(DataClass.C1, str, nullable=True)
    purpose: str | None = column(DataClass.C1, str, nullable=True)
    lawful_basis: str | None = column(DataClass.C1, str, nullable=True)
    decision: str = column(DataClass.C1, str)
    request_id: str = column(DataClass.C1, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is recorded of one operation; the context supplies the rest."""

    operation: str
    object_type: str
    object_id: UUID | None = None
    field_set: str | None = None
    decision: str = "allowed"


INSERT = (
    "INSERT INTO audit_entries (partnership_id, id, actor_id, agency_id, operation, object_type, object_id,"
    " field_set, purpose, lawful_basis, decision, request_id)"
)
VALUES = (
    "%(partnership_id)s, %(audit_id)s, %(actor_id)s, %(actor_agency_id)s, %(audit_operation)s,"
    " %(audit_object_type)s, %(audit_object_id)s::uuid, %(audit_field_set)s::text, %(audit_purpose)s::text,"
    " %(audit_lawful_basis)s::text"
)
RECORD = f"{INSERT} VALUES ({VALUES}, %(audit_decision)s, %(request_id)s)".encode()


def parameters(context: Work, entry: Entry) -> dict[str, Any]:
    """Named parameters of `VALUES`, for repositories that record within their own statement."""
    purpose = context.purpose
    return {
        "partnership_id": context.actor.partnership_id,
        "audit_id": new_id(),
        "actor_id": context.actor.id,
        "actor_agency_id": context.actor.agency_id,
        "audit_operation": entry.operation,
        "audit_object_type": entry.object_type,
        "audit_object_id": entry.object_id,
        "audit_field_set": entry.field_set,
        "audit_purpose": purpose.code if purpose else None,
        "audit_lawful_basis": purpose.lawful_basis if purpose else None,
        "audit_decision": entry.decision,
        "request_id": context.request_id,
    }


async def record(context: Work, entry: Entry) -> None:
    await context.transaction.execute(RECORD, parameters(context, entry))
