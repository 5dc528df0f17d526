"""Issuing access tokens to clients: who they prove to be, and the scopes they are granted."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sosafe_api.core import clock
from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.db.session import Database, RowScope
from sosafe_api.core.security.assertions import (
    AssertionClaims,
    InvalidAssertion,
    RegisteredClient,
    unverified_client_id,
    verify_assertion,
)
from sosafe_api.core.security.tokens import AccessTokens, TokenSubject
from sosafe_api.core.settings import Settings
from sosafe_api.domains.auth.errors import TokenRefused
from sosafe_api.domains.auth.models import Partnership, Principal
from sosafe_api.domains.auth.repository import AuthRepository
from sosafe_api.domains.auth.rules import PartnershipMode, permissions_of, secret_suffices

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a client brought: either a secret or an assertion signed with its own key."""

    client_id: str
    secret: str | None = None
    assertion: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """An access token, its lifetime in seconds and the scopes granted."""

    access_token: str
    expires_in: int
    scope: frozenset[str]


def secret_digest(secret: str) -> bytes:
    """Secrets are 256 random bits, so a plain hash keeps them (there is nothing to guess)."""
    return hashlib.sha256(secret.encode()).digest()


def credentials_from(*, basic: tuple[str, str] | None, assertion_type: str, assertion: str) -> Credentials:
    """Raises `TokenRefused` when the client brings none, or two kinds at once."""
    if assertion and basic is None and assertion_type == JWT_BEARER:
        try:
            return Credentials(client_id=unverified_client_id(assertion), assertion=assertion)
        except InvalidAssertion as error:
            raise TokenRefused("invalid_client", 401) from error
    if basic is not None and not assertion:
        return Credentials(client_id=basic[0], secret=basic[1])
    raise TokenRefused("invalid_client", 401)


class TokenService:
    """The token endpoint's use case; opens its own transactions, since nobody is signed in yet."""

    def __init__(self, database: Database, tokens: AccessTokens, settings: Settings) -> None:
        self._database = database
        self._tokens = tokens
        self._settings = settings

    async def issue(self, credentials: Credentials, requested: frozenset[str] | None) -> IssuedToken:
        """Raises `TokenRefused`; an unknown client and a wrong secret are refused alike."""
        partnership = await self._partnership_of(credentials.client_id)
        async with self._database.transaction(RowScope(partnership.id)) as transaction:
            repository = AuthRepository(transaction)
            principal = await repository.find_principal(partnership.id, credentials.client_id)
            if (
                principal is None
                or principal.kind != PrincipalKind.CLIENT
                or principal.disabled_at is not None
            ):
                raise TokenRefused("invalid_client", 401)
            await self._authenticate(repository, principal, credentials)
            held = permissions_of(await repository.roles_on(principal, clock.today()))
            granted = _grant(frozenset(principal.scopes) & {item.value for item in held}, requested)
            mode = PartnershipMode(partnership.mode)
            if credentials.secret is not None and not secret_suffices(granted, mode):
                raise TokenRefused("unauthorized_client")
        lifetime = self._settings.client_token_seconds
        subject = TokenSubject(
            subject=principal.id,
            client_id=principal.client_id,
            partnership_id=partnership.id,
            kind=PrincipalKind.CLIENT,
            scope=granted,
        )
        return IssuedToken(self._tokens.issue(subject, lifetime), lifetime, granted)

    async def _partnership_of(self, client_id: str) -> Partnership:
        slug, _, rest = client_id.partition(".")
        async with self._database.transaction(read_only=True) as transaction:
            partnership = await AuthRepository(transaction).find_partnership(slug)
        if partnership is None or not rest:
            raise TokenRefused("invalid_client", 401)
        return partnership

    async def _authenticate(
        self, repository: AuthRepository, principal: Principal, credentials: Credentials
    ) -> None:
        if credentials.secret is not None:
            known = principal.secret_digest or b""
            if not hmac.compare_digest(known, secret_digest(credentials.secret)):
                raise TokenRefused("invalid_client", 401)
            return
        claims = self._verified(principal, credentials.assertion or "")
        expires_at = datetime.fromtimestamp(claims.exp, UTC) + timedelta(minutes=1)
        await repository.forget_expired(principal.partnership_id, clock.now())
        if not await repository.use_assertion(principal, claims.jti, expires_at):
            raise TokenRefused("invalid_client", 401)

    def _verified(self, principal: Principal, assertion: str) -> AssertionClaims:
        if not principal.key_set or not principal.key_algorithm:
            raise TokenRefused("invalid_client", 401)
        registered = RegisteredClient(
            client_id=principal.client_id, algorithm=principal.key_algorithm, keys=principal.key_set
        )
        try:
            return verify_assertion(
                assertion,
                client=registered,
                audiences=(self._settings.issuer, f"{self._settings.public_url}/oauth2/token"),
                now=clock.epoch_seconds(),
            )
        except InvalidAssertion as error:
            raise TokenRefused("invalid_client", 401) from error


def _grant(allowed: frozenset[str], requested: frozenset[str] | None) -> frozenset[str]:
    if requested is None:
        if not allowed:
            raise TokenRefused("invalid_scope")
        return allowed
    if not requested or not requested <= allowed:
        raise TokenRefused("invalid_scope")
    return requested
