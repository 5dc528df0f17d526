"""What every use case of programmes needs: the programme or session, found or locked."""

from typing import TypeVar
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.programmes.models import Programme, ProgrammeSession
from sosafe_api.domains.programmes.repository import ProgrammeRepository

Owned = TypeVar("Owned", Programme, ProgrammeSession)


class ProgrammeServiceBase(RecordService):
    """Programmes of the caller's services; another's are absent."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ProgrammeRepository(context)

    async def found(self, table: type[Owned], row_id: UUID, *, lock: bool = False) -> Owned:
        row = await self.repository.find(table, row_id, lock=lock)
        if row is None:
            raise NotFound()
        return row
