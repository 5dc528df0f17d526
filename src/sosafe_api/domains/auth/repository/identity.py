"""Every query about principals, roles and tokens."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, or_, select

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.auth.models import Partnership, Principal, RoleAssignment

# A function of the database (see the first migration), so that a request's opening message runs it without
# planning it again; a prepared statement would be lost whenever the driver clears its own.
RIGHTS = "SELECT * FROM request_rights('{partnership_id}', '{principal_id}', '{token_id}', {with_purposes})"


@dataclass(frozen=True, slots=True)
class Post:
    """A role for a service, on a day."""

    partnership_id: UUID
    service_id: UUID
    role: str
    day: date


class AuthRepository:
    """Partnerships and principals. Rows of a partnership need a transaction in its scope."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def find_partnership(self, slug: str) -> Partnership | None:
        result = await self._transaction.session.exec(select(Partnership).where(Partnership.slug == slug))
        return result.first()

    async def partnerships(self) -> list[Partnership]:
        result = await self._transaction.session.exec(select(Partnership).order_by(Partnership.slug))
        return list(result.all())

    async def find_principal(self, partnership_id: UUID, client_id: str) -> Principal | None:
        statement = select(Principal).where(
            Principal.partnership_id == partnership_id, Principal.client_id == client_id
        )
        result = await self._transaction.session.exec(statement)
        return result.first()

    async def roles_on(self, principal: Principal, day: date) -> frozenset[str]:
        statement = select(RoleAssignment).where(
            RoleAssignment.partnership_id == principal.partnership_id,
            RoleAssignment.principal_id == principal.id,
        )
        found = await self._transaction.session.exec(statement)
        held = (
            item for item in found if item.starts_on <= day and (item.ends_on is None or item.ends_on > day)
        )
        return frozenset(item.role for item in held)

    async def holders(
        self,
        post: Post,
        *,
        principal_id: UUID | None = None,
        after: UUID | None = None,
        limit: int = 1,
    ) -> list[Principal]:
        """Who fills the post, unless disabled; by id, after that of `after`."""
        held = select(RoleAssignment.principal_id).where(
            RoleAssignment.partnership_id == post.partnership_id,
            RoleAssignment.service_id == post.service_id,
            RoleAssignment.role == post.role,
            col(RoleAssignment.starts_on) <= post.day,
            or_(col(RoleAssignment.ends_on).is_(None), col(RoleAssignment.ends_on) > post.day),
        )
        statement = select(Principal).where(
            Principal.partnership_id == post.partnership_id,
            col(Principal.disabled_at).is_(None),
            col(Principal.id).in_(held),
        )
        if principal_id is not None:
            statement = statement.where(Principal.id == principal_id)
        if after is not None:
            statement = statement.where(col(Principal.id) > after)
        result = await self._transaction.session.exec(statement.order_by(col(Principal.id)).limit(limit))
        return list(result.all())

    async def use_assertion(self, principal: Principal, assertion_id: str, expires_at: datetime) -> bool:
        """False when this assertion was used before."""
        rows = await self._transaction.execute(
            b"INSERT INTO used_assertions (partnership_id, principal_id, assertion_id, expires_at)"
            b" VALUES (%(partnership_id)s, %(principal_id)s, %(assertion_id)s, %(expires_at)s)"
            b" ON CONFLICT DO NOTHING RETURNING 1",
            {
                "partnership_id": principal.partnership_id,
                "principal_id": principal.id,
                "assertion_id": assertion_id,
                "expires_at": expires_at,
            },
        )
        return bool(rows)

    async def forget_expired(self, partnership_id: UUID, now: datetime) -> None:
        for table in (b"used_assertions", b"revoked_tokens"):
            await self._transaction.execute(
                b"DELETE FROM "
                + table
                + b" WHERE partnership_id = %(partnership_id)s AND expires_at < %(now)s",
                {"partnership_id": partnership_id, "now": now},
            )
