"""Access tokens (RFC 9068): issued here, and accepted only when of our key, for us and in time."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.clock import epoch_seconds
from sosafe_api.core.errors import Unauthenticated
from sosafe_api.core.ids import new_id
from sosafe_api.core.security import compact
from sosafe_api.core.security.compact import MalformedToken
from sosafe_api.core.security.jose_edge import PreparedKey
from sosafe_api.core.security.keys import ALGORITHM, KeyRing, SigningKey

TOKEN_TYPE = "at+jwt"  # noqa: S105  (a media type, not a secret)
LONGEST_SECONDS = {PrincipalKind.USER: 15 * 60, PrincipalKind.CLIENT: 60 * 60}
LEEWAY_SECONDS = 5
REMEMBERED_SECONDS = 60
REMEMBERED_TOKENS = 4096

Clock = Callable[[], float]


class InvalidToken(Unauthenticated):
    """The token is not accepted; why is never said, since every reason would help to forge the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSubject:
    """Who a token is made out to, and for which scope.

    `authenticated_at` is when the person last proved who they are (`auth_time`, RFC 9068 section 2.2.1), in
    seconds since 1970; None where nothing is known of it.
    """

    subject: UUID
    client_id: str
    partnership_id: UUID
    kind: PrincipalKind
    scope: frozenset[str]
    authenticated_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken(TokenSubject):
    """A token whose signature and claims were checked. It identifies; rights are read from the database."""

    token_id: str
    issued_at: int
    expires_at: int


class VerifiedTokens:
    """Remembers which texts were just verified, since a signature costs a hundred times a look-up."""

    def __init__(self, size: int = REMEMBERED_TOKENS) -> None:
        self._size = size
        self._entries: OrderedDict[str, tuple[float, AccessToken]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, text: str, now: float) -> AccessToken | None:
        # Taken out and put back at the end: so the front is always the one not used for longest.
        entry = self._entries.pop(text, None)
        if entry is None or now >= entry[0]:
            return None
        self._entries[text] = entry
        return entry[1]

    def remember(self, text: str, token: AccessToken, until: float) -> None:
        self._entries[text] = (until, token)
        if len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def forget_all(self) -> None:
        self._entries.clear()


@dataclass(frozen=True, slots=True)
class _Verifier:
    """A key of the ring, parsed once."""

    key: PreparedKey
    retires_at: float


class AccessTokens:
    """Issues and verifies this installation's access tokens."""

    def __init__(
        self,
        key_ring: KeyRing,
        *,
        issuer: str,
        audience: str,
        clock: Clock = epoch_seconds,
        remembered: int = REMEMBERED_TOKENS,
    ) -> None:
        self._issuer = issuer
        self._audience = audience
        self._clock = clock
        self._verified = VerifiedTokens(remembered)
        self._ring = KeyRing()
        self._signers: dict[str, PreparedKey] = {}
        self._verifiers: dict[str, _Verifier] = {}
        self.use_keys(key_ring)

    def use_keys(self, key_ring: KeyRing) -> None:
        """Takes over a ring that was read again. Tokens verified with the old one are forgotten."""
        if key_ring == self._ring:
            return
        self._signers = {key.kid: PreparedKey(key.private_pem, ALGORITHM) for key in key_ring.keys}
        self._verifiers = {key.kid: _verifier(key) for key in key_ring.keys}
        self._ring = key_ring
        self._verified.forget_all()

    def issue(self, subject: TokenSubject, lifetime: int) -> str:
        """Signs a token that lives `lifetime` seconds; raises `NoSigningKey` when no key is active."""
        if not 0 < lifetime <= LONGEST_SECONDS[subject.kind]:
            raise ValueError(f"a {subject.kind} token lives 1 to {LONGEST_SECONDS[subject.kind]} seconds")
        if not subject.scope:
            raise ValueError("a token needs a scope")
        now = self._clock()
        kid = self._ring.signing_key(datetime.fromtimestamp(now, UTC)).kid
        claims: dict[str, object] = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(subject.subject),
            "client_id": subject.client_id,
            "partnership_id": str(subject.partnership_id),
            "kind": subject.kind.value,
            "scope": " ".join(sorted(subject.scope)),
            "iat": int(now),
            "nbf": int(now),
            "exp": int(now) + lifetime,
            "jti": str(new_id()),
        }
        if subject.authenticated_at is not None:
            claims["auth_time"] = subject.authenticated_at
        return self._signers[kid].sign(claims, key_id=kid, token_type=TOKEN_TYPE)

    def verify(self, token: str) -> AccessToken:
        """Raises `InvalidToken` for every defect, and nothing else."""
        try:
            now = self._clock()
            return self._verified.find(token, now) or self._check(token, now)
        # Whatever a hostile text makes a parser raise, RecursionError included, is the same answer.
        except Exception:  # noqa: BLE001
            raise InvalidToken from None

    def _check(self, text: str, now: float) -> AccessToken:
        header, _ = compact.unverified(text)
        if header.algorithm != ALGORITHM or header.type != TOKEN_TYPE:
            raise MalformedToken
        verifier = self._verifiers[header.key_id]
        if now >= verifier.retires_at:
            raise MalformedToken
        token = self._read(compact.json_object(verifier.key.verified_payload(text)), now)
        until = min(token.expires_at, now + REMEMBERED_SECONDS, verifier.retires_at)
        self._verified.remember(text, token, until)
        return token

    def _read(self, claims: dict[str, object], now: float) -> AccessToken:
        if claims["iss"] != self._issuer or claims["aud"] != self._audience:
            raise MalformedToken
        kind = PrincipalKind(compact.text(claims, "kind"))
        issued_at, expires_at = compact.integer(claims, "iat"), compact.integer(claims, "exp")
        if max(issued_at, compact.integer(claims, "nbf")) > now + LEEWAY_SECONDS or now >= expires_at:
            raise MalformedToken
        if not 0 < expires_at - issued_at <= LONGEST_SECONDS[kind]:
            raise MalformedToken
        authenticated_at = compact.integer(claims, "auth_time") if "auth_time" in claims else None
        if authenticated_at is not None and not 0 <= authenticated_at <= issued_at + LEEWAY_SECONDS:
            raise MalformedToken
        return AccessToken(
            subject=compact.identifier(claims, "sub"),
            client_id=compact.text(claims, "client_id"),
            partnership_id=compact.identifier(claims, "partnership_id"),
            kind=kind,
            scope=frozenset(compact.text(claims, "scope", compact.LONGEST_TOKEN).split()),
            authenticated_at=authenticated_at,
            token_id=str(compact.identifier(claims, "jti")),
            issued_at=issued_at,
            expires_at=expires_at,
        )


def _verifier(key: SigningKey) -> _Verifier:
    retires_at = key.retire_after.timestamp() if key.retire_after else float("inf")
    return _Verifier(PreparedKey(key.public_jwk(), ALGORITHM), retires_at)
