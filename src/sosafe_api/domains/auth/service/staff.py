"""Who works for which service, as other domains ask it."""

from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context, Service
from sosafe_api.domains.auth.repository import AuthRepository
from sosafe_api.domains.auth.rules import Role


class StaffService(Service):
    """Caseworkers of the actor's partnership, by the roles that they hold today."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = AuthRepository(context.transaction)

    async def works_for(self, principal_id: UUID, service_id: UUID) -> bool:
        """Whether somebody is a caseworker of the service today."""
        return await self.repository.works_for(
            self.actor.partnership_id,
            principal_id,
            service_id,
            Role.CASEWORKER.value,
            london_date(self.context.now),
        )
