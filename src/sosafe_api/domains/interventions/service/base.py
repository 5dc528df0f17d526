"""What every use case of interventions and reviews needs: rows found or absent, and changes that name a service."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.interventions.repository import EnforcementRepository

Row = TypeVar("Row", bound=PartnershipRow)


class Changing(Protocol):
    """A row with versions."""

    id: UUID
    version: int


class EnforcementService(RecordService):
    """What row security hides is absent."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = EnforcementRepository(context)

    @property
    def today(self) -> date:
        return london_date(self.context.now)

    def made(self) -> dict[str, Any]:
        """The columns that every new row has."""
        return {
            "partnership_id": self.actor.partnership_id,
            "id": new_id(),
            "created_at": self.context.now,
        }

    async def found(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row:
        row = await self.repository.find(table, row_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def changed(
        self, row: Changing, columns: Mapping[str, Any], event: str, *, service_id: UUID | None
    ) -> None:
        """Writes the columns as a new version; a change of nothing makes none."""
        for name, value in columns.items():
            setattr(row, name, value)
        if columns:
            row.version += 1
            row.updated_at = self.context.now  # type: ignore[attr-defined]
            await self.announce(row, event, service_id=service_id)

    async def recorded(self, object_type: str, object_id: UUID) -> None:
        """The audit line of a read of narrative, before a byte leaves."""
        operation = f"{object_type}:read"
        await record(
            self.context,
            Entry(operation=operation, object_type=object_type, object_id=object_id, field_set="F2 F3"),
        )


def refuse(errors: list[FieldError]) -> None:
    """Raises `ValidationFailed` with all of them, where there are any."""
    if errors:
        raise ValidationFailed(errors=errors)


def instant(value: Any) -> str | None:
    return wire_instant(value) if value is not None else None
