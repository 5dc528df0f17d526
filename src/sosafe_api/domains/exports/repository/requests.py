"""What the asker of exports asks; never commits."""

from typing import Any
from uuid import UUID

from sqlmodel import col, delete, func, select

from sosafe_api.core import work_items
from sosafe_api.core.context import Context
from sosafe_api.domains.exports.models import Export, ExportPart
from sosafe_api.domains.exports.schemas import ExportQuery


class ExportRepository:
    """The actor's own exports; nobody else's are seen."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._session = context.transaction.session

    async def add(self, row: Export) -> None:
        """The workers hear of it when the transaction commits."""
        self._session.add(row)
        await self._session.flush()
        await work_items.queue(self._context, "export", row.id)

    async def find(self, export_id: UUID, *, held: bool = False) -> Export | None:
        """`held`: nobody else writes it until the transaction ends."""
        statement = self._own().where(Export.id == export_id)
        found: Export | None = (
            await self._session.exec(statement.with_for_update() if held else statement)
        ).first()
        return found

    async def live(self) -> int:
        """How many of the actor's are waiting, being written or kept."""
        own = self._own().where(col(Export.status).in_(("queued", "running", "ready"))).subquery()
        return int((await self._session.exec(select(func.count()).select_from(own))).one())

    async def delete(self, row: Export) -> None:
        """With its content; the row must be held."""
        parts = delete(ExportPart).where(
            col(ExportPart.partnership_id) == row.partnership_id, col(ExportPart.export_id) == row.id
        )
        await self._session.exec(parts)
        await self._session.delete(row)
        await self._session.flush()

    async def page(self, query: ExportQuery, after: Any) -> list[Export]:
        """The latest first, one more than the page holds."""
        statement = self._own()
        if after is not None:
            statement = statement.where(col(Export.id) < UUID(after))
        statement = statement.order_by(col(Export.id).desc()).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())

    def _own(self) -> Any:
        actor = self._context.actor
        return select(Export).where(
            Export.partnership_id == actor.partnership_id, Export.principal_id == actor.id
        )
