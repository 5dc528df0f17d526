"""Setting up partnerships, agencies and principals: an operator's work, done as the owner of the tables."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg import sql
from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.clock import now, today
from sosafe_api.core.db.roles import OWNER, DatabaseUrls
from sosafe_api.core.db.session import BlockingConnection, RowScope, blocking_transaction
from sosafe_api.core.ids import new_id
from sosafe_api.core.security.tokens import AccessToken
from sosafe_api.core.settings import UnsafeConfiguration
from sosafe_api.domains.auth.rules import GROUP_ROLES, PartnershipMode, Role

Connection = BlockingConnection


class Unknown(LookupError):
    """Something that was named does not exist, or a name that is needed is missing."""


class NameTaken(Exception):
    """There is one of that name already."""


@dataclass(frozen=True, slots=True)
class MadePrincipal:
    """A new client or user; the secret is known here and nowhere else."""

    id: UUID
    client_id: str
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class FoundPrincipal:
    """A client or user with the roles held today."""

    id: UUID
    partnership_id: UUID
    mode: PartnershipMode
    kind: PrincipalKind
    roles: frozenset[str]


@contextmanager
def as_owner(urls: DatabaseUrls) -> Iterator[Connection]:
    """One transaction as the owner of the tables, which row security binds like everybody else.

    Raises `NameTaken` when what was written is there already.
    """
    if not urls.migrator:
        raise UnsafeConfiguration(
            "SOSAFE_MIGRATION_DATABASE_URL is needed to set up partnerships and principals"
        )
    try:
        with blocking_transaction(urls.migrator) as connection:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
            yield connection
    except UniqueViolation:
        # Not chained: the database's own text repeats the row.
        raise NameTaken("that name is taken already") from None


def insert(connection: Connection, table: str, **values: Any) -> None:
    insert_many(connection, table, [values])


def insert_many(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of the same columns, sent together."""
    names = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
    places = sql.SQL(", ").join(map(sql.Placeholder, rows[0]))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, places)
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def enter(connection: Connection, slug: str) -> UUID:
    """Sets the row security context to a partnership; raises `Unknown` when there is none."""
    row = connection.execute("SELECT id FROM partnerships WHERE slug = %s", (slug,)).fetchone()
    if row is None:
        raise Unknown(f"there is no partnership {slug}")
    connection.execute(RowScope(row[0], reach="partnership").statements.encode())
    found: UUID = row[0]
    return found


def create_partnership(
    connection: Connection, slug: str, name: str, area_code: str, mode: PartnershipMode
) -> UUID:
    partnership_id = new_id()
    insert(
        connection,
        "partnerships",
        id=partnership_id,
        slug=slug,
        name=name,
        area_code=area_code,
        mode=mode.value,
        version=1,
        created_at=now(),
    )
    return partnership_id


def create_agency(connection: Connection, partnership: str, slug: str, *, name: str, kind: str) -> UUID:
    partnership_id, agency_id = enter(connection, partnership), new_id()
    insert(
        connection,
        "agencies",
        partnership_id=partnership_id,
        id=agency_id,
        slug=slug,
        name=name,
        kind=kind,
        version=1,
        created_at=now(),
        updated_at=now(),
    )
    return agency_id


def create_client(
    connection: Connection,
    partnership: str,
    agency: str,
    name: str,
    *,
    roles: Sequence[Role],
    scopes: Sequence[str],
    key_set: list[dict[str, str]] | None = None,
    key_algorithm: str | None = None,
    secret: str | None = None,
) -> MadePrincipal:
    """With keys there is no secret; without, one of 256 random bits unless the caller brings its own."""
    given = None if key_set else secret or secrets.token_urlsafe(32)
    made = _principal(
        connection,
        partnership,
        agency,
        name,
        kind=PrincipalKind.CLIENT.value,
        scopes=list(scopes),
        secret_digest=hashlib.sha256(given.encode()).digest() if given else None,
        key_set=Jsonb(key_set) if key_set else None,
        key_algorithm=key_algorithm,
    )
    _assign(connection, made.id, partnership, roles)
    return MadePrincipal(made.id, made.client_id, given)


def create_user(
    connection: Connection,
    partnership: str,
    agency: str,
    name: str,
    *,
    roles: Sequence[Role],
    service: str | None = None,
    group: str | None = None,
) -> MadePrincipal:
    """A caseworker's role is for the named service, a panel's for the named group.

    Raises `Unknown` for an unknown agency, service or group, and where one that is needed is not named.
    """
    made = _principal(connection, partnership, agency, name, kind=PrincipalKind.USER.value, scopes=[])
    _assign(connection, made.id, partnership, roles, service=service, group=group)
    return made


def _principal(
    connection: Connection, partnership: str, agency: str, name: str, **columns: Any
) -> MadePrincipal:
    partnership_id = enter(connection, partnership)
    made = MadePrincipal(new_id(), f"{partnership}.{name}")
    insert(
        connection,
        "principals",
        partnership_id=partnership_id,
        id=made.id,
        client_id=made.client_id,
        agency_id=_id_of(connection, "agencies", partnership_id, agency),
        tokens_valid_after=datetime.fromtimestamp(0, UTC),
        created_at=now(),
        **columns,
    )
    return made


def _assign(
    connection: Connection,
    principal_id: UUID,
    partnership: str,
    roles: Sequence[Role],
    *,
    service: str | None = None,
    group: str | None = None,
) -> None:
    partnership_id = enter(connection, partnership)
    service_id = _id_of(connection, "services", partnership_id, service) if service else None
    group_id = _id_of(connection, "groups", partnership_id, group) if group else None
    if Role.CASEWORKER in roles and service_id is None:
        raise Unknown("a caseworker works for a service: name it")
    if GROUP_ROLES & set(roles) and group_id is None:
        raise Unknown("somebody of a panel or of reviews sits in a group: name it")
    for role in roles:
        insert(
            connection,
            "role_assignments",
            partnership_id=partnership_id,
            id=new_id(),
            principal_id=principal_id,
            role=role.value,
            service_id=service_id if role is Role.CASEWORKER else None,
            group_id=group_id if role in GROUP_ROLES else None,
            starts_on=today(),
        )


def _id_of(connection: Connection, table: str, partnership_id: UUID, slug: str) -> UUID:
    query = sql.SQL("SELECT id FROM {} WHERE partnership_id = %s AND slug = %s").format(sql.Identifier(table))
    row = connection.execute(query, (partnership_id, slug)).fetchone()
    if row is None:
        raise Unknown(f"there is no {slug} among the {table}")
    found: UUID = row[0]
    return found


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


def revoke(connection: Connection, client_id: str, *, disable: bool) -> bool:
    """Ends every token issued so far; False when there is no such client or user."""
    slug = client_id.partition(".")[0]
    partnership_id = enter(connection, slug)
    changed = connection.execute(
        "UPDATE principals SET tokens_valid_after = date_trunc('second', now()) + interval '1 second',"
        " disabled_at = CASE WHEN %(disable)s THEN now() ELSE disabled_at END"
        " WHERE partnership_id = %(partnership_id)s AND client_id = %(client_id)s",
        {"disable": disable, "partnership_id": partnership_id, "client_id": client_id},
    )
    return changed.rowcount == 1


def revoke_token(connection: Connection, token: AccessToken) -> None:
    """Ends one token; its principal's other tokens stay. A second time changes nothing."""
    connection.execute(RowScope(token.partnership_id, reach="partnership").statements.encode())
    connection.execute(
        "INSERT INTO revoked_tokens (partnership_id, token_id, expires_at) VALUES (%s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        (token.partnership_id, token.token_id, datetime.fromtimestamp(token.expires_at, UTC)),
    )
