"""Setting up partnerships, agencies, programs and people."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.clock import now, today
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import GROUP_ROLES, PartnershipMode, Role
from sosafe_api.provisioning.owner import Connection, Unknown, enter, insert, on_record


@dataclass(frozen=True, slots=True)
class MadePrincipal:
    """A new client or user; the secret is known here and nowhere else."""

    id: UUID
    client_id: str
    secret: str | None = None


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
    enter(connection, slug)
    on_record(connection, partnership_id, "partnership:create", partnership_id)
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
    on_record(connection, partnership_id, "agency:create", agency_id)
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
    on_record(connection, partnership_id, "principal:create", made.id)
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
