"""Who works for which service, as other domains ask it."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.models import Principal
from sosafe_api.domains.auth.repository import AuthRepository, Post
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.auth.schemas import RecordQuery
from sosafe_api.domains.auth.service.records import RecordService


class StaffService(RecordService):
    """Caseworkers of the actor's partnership, by the roles that they hold today."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = AuthRepository(context.transaction)

    async def works_for(self, principal_id: UUID, service_id: UUID) -> bool:
        """Whether somebody is a caseworker of the service today."""
        return bool(await self._caseworkers(service_id, principal_id=principal_id))

    async def page(self, service_id: UUID, query: RecordQuery) -> Page[dict[str, Any]]:
        """Who works for one of the actor's services; raises `NotFound` for another's."""
        if service_id not in self.actor.service_ids:
            raise NotFound()

        async def read(query: RecordQuery, after: Any) -> list[Principal]:
            last = UUID(after) if after is not None else None
            return await self._caseworkers(service_id, after=last, limit=query.limit + 1)

        page = await self.paged(query, read, "id", within=service_id)
        return Page([{"id": row.id, "client_id": row.client_id} for row in page.rows], page.next_cursor)

    async def _caseworkers(self, service_id: UUID, **which: Any) -> list[Principal]:
        day = london_date(self.context.now)
        post = Post(self.actor.partnership_id, service_id, Role.CASEWORKER.value, day)
        return await self.repository.holders(post, **which)
