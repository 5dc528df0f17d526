"""Every query about principals, roles and tokens."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import select

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.auth.models import Partnership, Principal, RevokedToken, RoleAssignment

# Prepared on each connection, so that a request's opening message runs it without planning it again.
_RIGHTS = """
SELECT p.kind, p.client_id, p.agency_id, p.scopes, p.tokens_valid_after,
 p.disabled_at IS NOT NULL OR EXISTS (SELECT 1 FROM revoked_tokens t
  WHERE t.partnership_id = $1 AND t.token_id = $3),
 r.roles, r.services, {purposes}
FROM principals p CROSS JOIN LATERAL (
 SELECT array_agg(DISTINCT a.role) AS roles,
  array_agg(DISTINCT a.service_id) FILTER (WHERE a.service_id IS NOT NULL) AS services
 FROM role_assignments a WHERE a.partnership_id = $1 AND a.principal_id = $2
  AND a.starts_on <= (now() AT TIME ZONE 'Europe/London')::date
  AND (a.ends_on IS NULL OR a.ends_on > (now() AT TIME ZONE 'Europe/London')::date)) r
WHERE p.partnership_id = $1 AND p.id = $2"""
_PURPOSES = """
(SELECT jsonb_agg(jsonb_build_array(u.code, g.id, u.lawful_basis) ORDER BY g.starts_on DESC)
 FROM sharing_agreement_parties y
 JOIN sharing_agreements g ON g.partnership_id = y.partnership_id AND g.id = y.agreement_id
 JOIN sharing_agreement_purposes u ON u.partnership_id = g.partnership_id AND u.agreement_id = g.id
 WHERE y.partnership_id = $1 AND y.agency_id = p.agency_id
  AND g.starts_on <= (now() AT TIME ZONE 'Europe/London')::date
  AND (g.ends_on IS NULL OR g.ends_on > (now() AT TIME ZONE 'Europe/London')::date))"""

RIGHTS, RIGHTS_WITH_PURPOSES = "sosafe_rights", "sosafe_rights_with_purposes"
PREPARED = {
    f"{RIGHTS} (uuid, uuid, uuid)": _RIGHTS.format(purposes="NULL"),
    f"{RIGHTS_WITH_PURPOSES} (uuid, uuid, uuid)": _RIGHTS.format(purposes=_PURPOSES),
}


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

    async def use_assertion(self, principal: Principal, assertion_id: str, expires_at: datetime) -> bool:
        """False when this assertion was used before."""
        rows = await self._transaction.execute(
            b"INSERT INTO used_assertions (partnership_id, principal_id, assertion_id, expires_at)"
            b" VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1",
            (principal.partnership_id, principal.id, assertion_id, expires_at),
        )
        return bool(rows)

    def add(self, row: Any) -> None:
        self._transaction.session.add(row)

    async def revoke_token(self, partnership_id: UUID, token_id: UUID, expires_at: datetime) -> None:
        self.add(RevokedToken(partnership_id=partnership_id, token_id=token_id, expires_at=expires_at))

    async def forget_expired(self, partnership_id: UUID, now: datetime) -> None:
        for table in (b"used_assertions", b"revoked_tokens"):
            await self._transaction.execute(
                b"DELETE FROM " + table + b" WHERE partnership_id = %s AND expires_at < %s",
                (partnership_id, now),
            )
