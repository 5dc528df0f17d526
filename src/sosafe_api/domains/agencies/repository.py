"""Every query about the directory; all of it is of the actor's partnership, in pages and in a stable order."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, func, or_, select

from sosafe_api.core.clock import london_date
from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.agencies.models import (
    Agency,
    AgencyMembership,
    Group,
    GroupMembership,
    LiaisonOfficer,
    ServiceOffer,
)
from sosafe_api.domains.agencies.rules import OfferFilter, Period
from sosafe_api.domains.agencies.schemas import (
    AgencyMembershipQuery,
    AgencyQuery,
    GroupMembershipQuery,
    GroupQuery,
    LiaisonOfficerQuery,
    ServiceQuery,
)
from sosafe_api.domains.agencies.vocabulary import MembershipBasis, ServiceStatus

Row = TypeVar("Row", bound=PartnershipRow)
Dated = type[AgencyMembership] | type[GroupMembership] | type[LiaisonOfficer]


class DirectoryRepository:
    """Lists give one row more than the page holds, after the value of the order's column in `after`."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._today = london_date(context.now)
        self._session = context.transaction.session

    async def find(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row | None:
        statement = self._of(table).where(col(table.id) == row_id)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: Row | None = result.first()
        return found

    async def add(self, row: PartnershipRow) -> None:
        """Written at once, so that a constraint speaks before anything is told of the row."""
        self._session.add(row)
        await self._session.flush()

    async def agencies(self, query: AgencyQuery, after: Any) -> list[Agency]:
        statement = self._of(Agency)
        if query.kind is not None:
            statement = statement.where(col(Agency.kind).in_(query.kind))
        if query.on is not None or query.basis is not None:
            belonging = self._of(AgencyMembership).with_only_columns(col(AgencyMembership.agency_id))
            belonging = belonging.where(*_in_force(AgencyMembership, query.on or self._today))
            if query.basis is not None:
                belonging = belonging.where(AgencyMembership.basis == query.basis)
            statement = statement.where(col(Agency.id).in_(belonging))
        return await self._page(statement, Agency.slug, after, query.limit)

    async def memberships(
        self, agency_id: UUID, query: AgencyMembershipQuery, after: Any
    ) -> list[AgencyMembership]:
        statement = self._of(AgencyMembership).where(AgencyMembership.agency_id == agency_id)
        if query.on is not None:
            statement = statement.where(*_in_force(AgencyMembership, query.on))
        return await self._page(statement, AgencyMembership.id, after, query.limit)

    async def liaison_officers(self, query: LiaisonOfficerQuery, after: Any) -> list[LiaisonOfficer]:
        statement = self._of(LiaisonOfficer)
        if query.agency_id is not None:
            statement = statement.where(LiaisonOfficer.agency_id == query.agency_id)
        if query.on is not None:
            statement = statement.where(*_in_force(LiaisonOfficer, query.on))
        return await self._page(statement, LiaisonOfficer.id, after, query.limit)

    async def services(self, query: ServiceQuery, after: Any) -> list[ServiceOffer]:
        statement = self._of(ServiceOffer)
        if query.agency_id is not None:
            statement = statement.where(ServiceOffer.agency_id == query.agency_id)
        if query.status is not None:
            statement = statement.where(col(ServiceOffer.status).in_(query.status))
        if query.accepting is not None:
            accepting = col(ServiceOffer.accepting) & (col(ServiceOffer.status) == ServiceStatus.ACTIVE)
            statement = statement.where(accepting if query.accepting else ~accepting)
        if query.reason_code is not None:
            statement = statement.where(col(ServiceOffer.reason_codes).contains([query.reason_code]))
        return await self._page(statement, ServiceOffer.slug, after, query.limit)

    async def offers(self, wanted: OfferFilter) -> tuple[list[tuple[ServiceOffer, Agency]], int]:
        """A page of services with who offers them, by slug, and how many there are in all."""
        conditions = [col(ServiceOffer.partnership_id) == self._partnership_id]
        if wanted.service_id is not None:
            conditions.append(col(ServiceOffer.id) == wanted.service_id)
        if wanted.agency_id is not None:
            conditions.append(col(ServiceOffer.agency_id) == wanted.agency_id)
        if wanted.kinds is not None:
            conditions.append(col(ServiceOffer.kind).in_(wanted.kinds))
        if wanted.updated_at_from is not None:
            conditions.append(col(ServiceOffer.updated_at) >= wanted.updated_at_from)
        for word in wanted.words:
            text = col(ServiceOffer.name) + " " + col(ServiceOffer.description)
            conditions.append(text.icontains(word, autoescape=True))
        total = (
            await self._session.exec(select(func.count()).select_from(ServiceOffer).where(*conditions))
        ).one()
        statement = (
            select(ServiceOffer, Agency)
            .join(
                Agency,
                (col(Agency.partnership_id) == col(ServiceOffer.partnership_id))
                & (col(Agency.id) == col(ServiceOffer.agency_id)),
            )
            .where(*conditions)
            .order_by(ServiceOffer.slug)
            .offset(wanted.offset)
            .limit(wanted.limit)
        )
        return [(offer, agency) for offer, agency in await self._session.exec(statement)], total

    async def groups(self, query: GroupQuery, after: Any) -> list[Group]:
        statement = self._of(Group)
        if query.level is not None:
            statement = statement.where(col(Group.level).in_(query.level))
        if query.rhythm is not None:
            statement = statement.where(col(Group.rhythm).in_(query.rhythm))
        return await self._page(statement, Group.slug, after, query.limit)

    async def seats(self, group_id: UUID, query: GroupMembershipQuery, after: Any) -> list[GroupMembership]:
        statement = self._of(GroupMembership).where(GroupMembership.group_id == group_id)
        if query.agency_id is not None:
            statement = statement.where(GroupMembership.agency_id == query.agency_id)
        if query.role is not None:
            statement = statement.where(col(GroupMembership.role).in_(query.role))
        if query.on is not None:
            statement = statement.where(*_in_force(GroupMembership, query.on))
        return await self._page(statement, GroupMembership.id, after, query.limit)

    async def responsible_periods(self, agency_id: UUID) -> dict[UUID, Period]:
        """The periods for which the agency belongs as a responsible authority, by membership."""
        basis = AgencyMembership.basis == MembershipBasis.RESPONSIBLE_AUTHORITY
        return await self._periods(AgencyMembership, agency_id, basis)

    async def officer_periods(self, agency_id: UUID) -> dict[UUID, Period]:
        return await self._periods(LiaisonOfficer, agency_id)

    async def _periods(self, table: Any, agency_id: UUID, *conditions: Any) -> dict[UUID, Period]:
        statement = select(table.id, table.starts_on, table.ends_on).where(
            table.partnership_id == self._partnership_id, table.agency_id == agency_id, *conditions
        )
        rows = (await self._session.exec(statement)).all()
        return {row_id: Period(starts_on, ends_on) for row_id, starts_on, ends_on in rows}

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._partnership_id)

    async def _page(self, statement: Any, key: Any, after: Any, limit: int) -> list[Any]:
        if after is not None:
            statement = statement.where(col(key) > after)
        return list((await self._session.exec(statement.order_by(key).limit(limit + 1))).all())


def _in_force(table: Dated, day: date) -> tuple[Any, Any]:
    """The last day of a period is the one before `ends_on`."""
    return col(table.starts_on) <= day, or_(col(table.ends_on).is_(None), col(table.ends_on) > day)
