"""What every use case of the directory needs: its rows, found or locked, and its rules' refusals."""

from typing import Any, TypeVar
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.core.errors import FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.agencies.repository import DirectoryRepository
from sosafe_api.domains.auth.service import RecordService

Row = TypeVar("Row", bound=PartnershipRow)


class DirectoryService(RecordService):
    """Everybody of the partnership reads the directory; its administrator changes it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = DirectoryRepository(context)

    async def found(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row:
        row = await self.repository.find(table, row_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def made(self) -> dict[str, Any]:
        """What every new row begins with."""
        return {
            "partnership_id": self.actor.partnership_id,
            "id": new_id(),
            "version": 1,
            "created_at": self.context.now,
        }

    @staticmethod
    def refuse(errors: list[FieldError]) -> None:
        """Raises `ValidationFailed` with all of them, if there are any."""
        if errors:
            raise ValidationFailed(errors=errors)
