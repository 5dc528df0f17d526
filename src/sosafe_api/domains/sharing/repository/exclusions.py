"""Every query about exclusions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import and_, col, or_

from sosafe_api.domains.sharing.models import Exclusion
from sosafe_api.domains.sharing.repository.base import SharingRepositoryBase
from sosafe_api.domains.sharing.schemas import ExclusionQuery
from sosafe_api.domains.sharing.vocabulary import ExclusionStatus

_LIFTED, _REQUESTED = col(Exclusion.lifted_at), col(Exclusion.lifting_requested_at)
_IN = {
    ExclusionStatus.IN_FORCE: and_(_LIFTED.is_(None), _REQUESTED.is_(None)),
    ExclusionStatus.LIFTING_REQUESTED: and_(_LIFTED.is_(None), _REQUESTED.is_not(None)),
    ExclusionStatus.LIFTED: _LIFTED.is_not(None),
}


class ExclusionRepository(SharingRepositoryBase):
    """What others declared about the caller is not for the caller, whose administrator they may be."""

    def _shown(self) -> Any:
        others = col(Exclusion.principal_id) != self.actor.id
        return self.own(Exclusion).where(or_(others, col(Exclusion.declared_by) == self.actor.id))

    async def find(self, exclusion_id: UUID, *, lock: bool = False) -> Exclusion | None:
        statement = self._shown().where(col(Exclusion.id) == exclusion_id)
        found: Exclusion | None = await self.one(statement.with_for_update() if lock else statement)
        return found

    async def page(self, query: ExclusionQuery, after: Any) -> Sequence[Exclusion]:
        statement = self._shown()
        if query.status is not None:
            statement = statement.where(or_(*(_IN[status] for status in query.status)))
        if query.principal_id is not None:
            statement = statement.where(Exclusion.principal_id == query.principal_id)
        return await self.rows(Exclusion, statement, query.limit, after)
