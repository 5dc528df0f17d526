"""Who may be given a token, and taking tokens and rights away again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.clock import today
from sosafe_api.core.db.session import RowScope
from sosafe_api.core.security.tokens import AccessToken
from sosafe_api.domains.auth.rules import PartnershipMode
from sosafe_api.provisioning.owner import Connection, enter, on_record


@dataclass(frozen=True, slots=True)
class FoundPrincipal:
    """A client or user with the roles held today."""

    id: UUID
    partnership_id: UUID
    mode: PartnershipMode
    kind: PrincipalKind
    roles: frozenset[str]


def find_principal(connection: Connection, client_id: str) -> FoundPrincipal | None:
    slug = client_id.partition(".")[0]
    row = connection.execute("SELECT id, mode FROM partnerships WHERE slug = %s", (slug,)).fetchone()
    if row is None:
        return None
    partnership_id, mode = enter(connection, slug), PartnershipMode(row[1])
    found = connection.execute(
        "SELECT p.id, p.kind, array_agg(a.role) FILTER (WHERE a.starts_on <= %(today)s"
        " AND (a.ends_on IS NULL OR a.ends_on > %(today)s))"
        " FROM principals p LEFT JOIN role_assignments a"
        " ON a.partnership_id = p.partnership_id AND a.principal_id = p.id"
        " WHERE p.partnership_id = %(partnership_id)s AND p.client_id = %(client_id)s"
        " AND p.disabled_at IS NULL GROUP BY p.id, p.kind",
        {"partnership_id": partnership_id, "client_id": client_id, "today": today()},
    ).fetchone()
    if found is None:
        return None
    return FoundPrincipal(found[0], partnership_id, mode, PrincipalKind(found[1]), frozenset(found[2] or ()))


def note_token(connection: Connection, person: FoundPrincipal) -> None:
    """Leaves on record that a token was issued here in the person's name."""
    on_record(connection, person.partnership_id, "principal:issue_token", person.id)


def revoke(connection: Connection, client_id: str, *, disable: bool) -> bool:
    """Ends every token issued so far; False when there is no such client or user."""
    slug = client_id.partition(".")[0]
    partnership_id = enter(connection, slug)
    changed = connection.execute(
        "UPDATE principals SET tokens_valid_after = date_trunc('second', now()) + interval '1 second',"
        " disabled_at = CASE WHEN %(disable)s THEN now() ELSE disabled_at END"
        " WHERE partnership_id = %(partnership_id)s AND client_id = %(client_id)s RETURNING id",
        {"disable": disable, "partnership_id": partnership_id, "client_id": client_id},
    ).fetchone()
    if changed is None:
        return False
    on_record(
        connection, partnership_id, f"principal:{'disable' if disable else 'revoke_tokens'}", changed[0]
    )
    return True


def revoke_token(connection: Connection, token: AccessToken) -> None:
    """Ends one token; its principal's other tokens stay. A second time changes nothing."""
    connection.execute(RowScope(token.partnership_id, reach="partnership").statements.encode())
    connection.execute(
        "INSERT INTO revoked_tokens (partnership_id, token_id, expires_at) VALUES (%s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        (token.partnership_id, token.token_id, datetime.fromtimestamp(token.expires_at, UTC)),
    )
    on_record(connection, token.partnership_id, "token:revoke", UUID(token.token_id))
