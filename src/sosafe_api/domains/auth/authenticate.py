"""From a token to an actor: what the token proves, and the rights the database holds today (ADR 0006)."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core.actor import Actor, AllowedPurpose, PrincipalKind, VerifiedToken
from sosafe_api.core.db.session import RowScope
from sosafe_api.core.errors import Unauthenticated
from sosafe_api.core.security.tokens import AccessTokens
from sosafe_api.domains.auth.repository import RIGHTS
from sosafe_api.domains.auth.rules import ACTING_FOR_AGENCIES, CLIENT_ROLES, SENDERS, permissions_of

MOST_REMEMBERED = 10_000


class RightsToday:
    """The rights that the database holds today, for whoever a token stood for when it was verified.

    The row scope that a principal had last time is sent along with BEGIN and the query of its rights, and
    replaced when the rights say otherwise: one round trip, and nothing rests on what is remembered.
    """

    def __init__(self) -> None:
        self._remembered: OrderedDict[UUID, RowScope] = OrderedDict()

    def opening(self, token: VerifiedToken, *, with_purposes: bool) -> tuple[RowScope, str]:
        scope = self._remembered.get(token.subject)
        if scope is None or scope.partnership_id != token.partnership_id:
            scope = RowScope(token.partnership_id)
        return scope, RIGHTS.format(
            partnership_id=UUID(int=token.partnership_id.int),
            principal_id=UUID(int=token.subject.int),
            token_id=UUID(token.token_id),
            with_purposes="true" if with_purposes else "false",
        )

    def actor(self, token: VerifiedToken, rows: list[tuple[Any, ...]]) -> tuple[Actor, RowScope]:
        actor, scope = actor_of(token, rows)
        self._remember(token.subject, scope)
        return actor, scope

    def _remember(self, principal_id: UUID, scope: RowScope) -> None:
        self._remembered[principal_id] = scope
        self._remembered.move_to_end(principal_id)
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)


class TokenIdentity(RightsToday):
    """Implements core's `Identity`."""

    def __init__(self, tokens: AccessTokens) -> None:
        super().__init__()
        self._tokens = tokens

    def verify(self, token: str) -> VerifiedToken:
        """Raises `Unauthenticated` for any defect."""
        return self._tokens.verify(token)


def actor_of(token: VerifiedToken, rows: list[tuple[Any, ...]]) -> tuple[Actor, RowScope]:
    """The actor and whose rows it sees; raises `Unauthenticated` where the database holds no right to be here."""
    if not rows:
        raise Unauthenticated()
    kind, client_id, agency_id, scopes, valid_after, withdrawn, *given = rows[0]
    roles, services, groups, excluded, purposes, in_test_mode, clock_ahead_seconds = given
    if withdrawn or _issued_before(token, valid_after):
        raise Unauthenticated()
    held = frozenset(roles or ())
    if kind == PrincipalKind.CLIENT:  # no assignment makes a program a caseworker: it reads no person
        services, groups, held = (), (), held & CLIENT_ROLES
    scope = _scope(token, _sent_and_acted_for(held, agency_id), services, groups, excluded)
    actor = Actor(
        id=token.subject,
        kind=PrincipalKind(kind),
        client_id=client_id,
        partnership_id=token.partnership_id,
        agency_id=agency_id,
        roles=held,
        permissions=permissions_of(held),
        scope=token.scope & frozenset(scopes) if kind == PrincipalKind.CLIENT else token.scope,
        service_ids=scope.service_ids,
        group_ids=scope.group_ids,
        purposes=_purposes(purposes),
        authenticated_at=token.authenticated_at,
        in_test_mode=in_test_mode,
        clock_ahead=timedelta(seconds=clock_ahead_seconds),
    )
    return actor, scope


def _sent_and_acted_for(held: frozenset[str], agency_id: UUID) -> tuple[UUID | None, UUID | None]:
    """The agency, as far as these roles send for it, and as far as they act for it."""
    return agency_id if held & SENDERS else None, agency_id if held & ACTING_FOR_AGENCIES else None


def _scope(
    token: VerifiedToken,
    agencies: tuple[UUID | None, UUID | None],
    *identifiers: Iterable[UUID] | None,
) -> RowScope:
    """`agencies` are the one that sends and the one that is acted for.

    `identifiers` are those of the services, the groups and the excluded records.
    """
    services, groups, excluded = (tuple(sorted(found or ())) for found in identifiers)
    return RowScope(
        token.partnership_id,
        agencies[0],
        services,
        principal_id=token.subject,
        group_ids=groups,
        excluded_ids=excluded,
        acting_agency_id=agencies[1],
    )


def _purposes(found: Iterable[tuple[str, str, str]] | None) -> tuple[AllowedPurpose, ...]:
    return tuple(AllowedPurpose(code, UUID(agreement), basis) for code, agreement, basis in found or ())


def _issued_before(token: VerifiedToken, valid_after: datetime) -> bool:
    return token.issued_at < int(valid_after.timestamp())
