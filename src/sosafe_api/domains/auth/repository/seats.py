"""Every query about who sits in a group, by the roles that they hold on a day."""

from datetime import date
from uuid import UUID

from sqlmodel import col, or_, select

from sosafe_api.core.context import Context
from sosafe_api.domains.auth.models import RoleAssignment


class SeatRepository:
    """Roles that name a group."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def groups(self, principal_id: UUID, roles: frozenset[str], day: date) -> frozenset[UUID]:
        """The groups in which a principal holds one of these roles on that day."""
        statement = select(RoleAssignment.group_id).where(
            RoleAssignment.partnership_id == self._partnership_id,
            RoleAssignment.principal_id == principal_id,
            col(RoleAssignment.role).in_(roles),
            col(RoleAssignment.starts_on) <= day,
            or_(col(RoleAssignment.ends_on).is_(None), col(RoleAssignment.ends_on) > day),
        )
        found = (await self._session.exec(statement)).all()
        return frozenset(group_id for group_id in found if group_id is not None)
