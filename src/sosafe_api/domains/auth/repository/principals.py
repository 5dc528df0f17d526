"""Every query about principals and their roles that an administrator asks."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from sosafe_api.core.context import Context
from sosafe_api.domains.auth.models import Principal, RoleAssignment
from sosafe_api.domains.auth.schemas import PrincipalQuery

_HELD = ("role", "service_id", "group_id")


class PrincipalRepository:
    """Principals of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    def _own(self) -> Any:
        return select(Principal).where(Principal.partnership_id == self._partnership_id)

    def _assignments(self) -> Any:
        return select(RoleAssignment).where(RoleAssignment.partnership_id == self._partnership_id)

    async def add(self, row: Principal | RoleAssignment) -> None:
        """A record of another partnership that it names breaks the foreign key, like one of none."""
        self._session.add(row)
        await self._session.flush()

    async def find(self, principal_id: UUID, *, lock: bool = False) -> Principal | None:
        statement = self._own().where(Principal.id == principal_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: Principal | None = result.first()
        return found

    async def assignment(self, assignment_id: UUID) -> RoleAssignment | None:
        statement = self._assignments().where(RoleAssignment.id == assignment_id).with_for_update()
        found: RoleAssignment | None = (await self._session.exec(statement)).first()
        return found

    async def page(self, query: PrincipalQuery, after: Any, day: date) -> list[Principal]:
        """In the order of creation, one more than the page holds."""
        statement = self._own().order_by(col(Principal.id)).limit(query.limit + 1)
        if query.kind is not None:
            statement = statement.where(Principal.kind == query.kind.value)
        if query.agency_id is not None:
            statement = statement.where(Principal.agency_id == query.agency_id)
        if query.active is not None:
            disabled = col(Principal.disabled_at)
            statement = statement.where(disabled.is_(None) if query.active else disabled.is_not(None))
        wanted = {name: value for name in _HELD if (value := getattr(query, name)) is not None}
        if wanted:
            statement = statement.where(col(Principal.id).in_(self._holders(wanted, day)))
        if after is not None:
            statement = statement.where(col(Principal.id) > UUID(after))
        return list((await self._session.exec(statement)).all())

    def _holders(self, wanted: dict[str, Any], day: date) -> Any:
        """Who hold one role that is all of this on the day."""
        held = select(RoleAssignment.principal_id).where(
            RoleAssignment.partnership_id == self._partnership_id,
            col(RoleAssignment.starts_on) <= day,
            or_(col(RoleAssignment.ends_on).is_(None), col(RoleAssignment.ends_on) > day),
        )
        return held.filter_by(**wanted)

    async def not_ended(self, principal_ids: Sequence[UUID], day: date) -> list[RoleAssignment]:
        """What these hold on the day or later, in the order of its first day."""
        statement = self._assignments().where(
            col(RoleAssignment.principal_id).in_(principal_ids),
            or_(col(RoleAssignment.ends_on).is_(None), col(RoleAssignment.ends_on) > day),
        )
        ordered = statement.order_by(col(RoleAssignment.starts_on), col(RoleAssignment.id))
        return list((await self._session.exec(ordered)).all())

    async def same(self, row: RoleAssignment) -> list[RoleAssignment]:
        """The principal's assignments of the same role at the same place, but this one."""
        statement = self._assignments().where(
            RoleAssignment.principal_id == row.principal_id,
            RoleAssignment.role == row.role,
            col(RoleAssignment.service_id).is_not_distinct_from(row.service_id),
            col(RoleAssignment.group_id).is_not_distinct_from(row.group_id),
            RoleAssignment.id != row.id,
        )
        return list((await self._session.exec(statement)).all())
