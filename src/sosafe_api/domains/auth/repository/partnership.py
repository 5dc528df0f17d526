"""The query of the partnership's own record."""

from sqlmodel import select

from sosafe_api.core.context import Context
from sosafe_api.domains.auth.models import Partnership


class PartnershipRepository:
    """The actor's partnership. The table is common to the installation, so nothing else guards it."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def own(self, *, lock: bool = False) -> Partnership:
        statement = select(Partnership).where(Partnership.id == self._partnership_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        return result.one()
