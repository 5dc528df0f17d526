"""Who sits in which group, and who coordinates it; asked by the domains whose work groups do."""

from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context, Service
from sosafe_api.domains.auth.repository.seats import SeatRepository
from sosafe_api.domains.auth.rules import PANEL_ROLES, Role


class SeatService(Service):
    """A role in one group says nothing of another, so each is asked for by the group."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._repository = SeatRepository(context)
        self._coordinated: frozenset[UUID] | None = None

    async def coordinated(self) -> frozenset[UUID]:
        """The groups that the caller coordinates today."""
        if self._coordinated is None:
            roles = frozenset({Role.PANEL_COORDINATOR.value})
            self._coordinated = await self._groups(self.actor.id, roles)
        return self._coordinated

    async def sits(self, principal_id: UUID, group_id: UUID) -> bool:
        """Whether somebody is a member or the coordinator of the group today."""
        return group_id in await self._groups(principal_id, frozenset(role.value for role in PANEL_ROLES))

    async def _groups(self, principal_id: UUID, roles: frozenset[str]) -> frozenset[UUID]:
        return await self._repository.groups(principal_id, roles, london_date(self.context.now))
