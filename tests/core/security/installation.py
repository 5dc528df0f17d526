"""One installation with its keys, and somebody who can sign anything with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.rotation import rotate
from sosafe_api.core.security.tokens import AccessTokens, TokenSubject
from tests.core.security.forging import changed, signed

ISSUER = "https://api.example.org"
AUDIENCE = "https://api.example.org/v1"
START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
NOW = int(START.timestamp())
AGENCY_PROGRAM = TokenSubject(
    subject=UUID("0197a3f0-0000-7000-8000-000000000001"),
    client_id="stevenage-housing",
    partnership_id=UUID("0197a3f0-0000-7000-8000-000000000002"),
    kind=PrincipalKind.CLIENT,
    scope=frozenset({"referral:create", "referral:read"}),
)


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.seconds = float(NOW)

    def __call__(self) -> float:
        return self.seconds

    @property
    def instant(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


@dataclass
class Installation:
    """One installation; `with_header` and `with_claims` sign with its key what it would never sign."""

    directory: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        rotate(self.directory, START)
        self.tokens = AccessTokens(
            KeyRing.load(self.directory), issuer=ISSUER, audience=AUDIENCE, clock=self.clock
        )
        key = KeyRing.load(self.directory).signing_key(START)
        self.kid = key.kid
        self.key = load_pem_private_key(key.private_pem, None)
        self.header = {"alg": "ES256", "typ": "at+jwt", "kid": self.kid}
        self.claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(AGENCY_PROGRAM.subject),
            "client_id": AGENCY_PROGRAM.client_id,
            "partnership_id": str(AGENCY_PROGRAM.partnership_id),
            "kind": "client",
            "scope": "referral:create referral:read",
            "iat": NOW,
            "nbf": NOW,
            "exp": NOW + 900,
            "jti": "0197a3f0-0000-7000-8000-000000000003",
        }

    def with_header(self, **changes: object) -> str:
        return signed(self.key, changed(self.header, changes), self.claims)

    def with_claims(self, **changes: object) -> str:
        return signed(self.key, self.header, changed(self.claims, changes))

    def reread_keys(self) -> None:
        self.tokens.use_keys(KeyRing.load(self.directory))


Attack = Callable[[Installation], object]
