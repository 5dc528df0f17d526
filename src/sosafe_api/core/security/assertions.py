"""Client assertions (RFC 7523, `private_key_jwt`): a client proves by its own key who it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Self
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sosafe_api.core.security import compact
from sosafe_api.core.security.compact import Header, MalformedToken
from sosafe_api.core.security.jose_edge import PreparedKey
from sosafe_api.core.security.jwks import ALGORITHMS, public_jwk, validate_jwks
from sosafe_api.core.security.keys import generate_private_pem

LONGEST_SECONDS = 5 * 60
LEEWAY_SECONDS = 5
_TYPES = frozenset({None, "jwt", "client-authentication+jwt"})


class InvalidAssertion(Exception):
    """The assertion is not accepted; why is never said."""


@dataclass(frozen=True, slots=True)
class AssertionClaims:
    """What the caller stores until `exp`, so that the assertion is used once."""

    jti: str
    exp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredClient:
    """What a client registered: its one algorithm and its public keys, as `validate_jwks` answers them."""

    client_id: str
    algorithm: str
    keys: Sequence[dict[str, str]]


def unverified_client_id(assertion: str) -> str:
    """Who the assertion claims to come from: good for looking the client up, and for nothing else."""
    try:
        _, payload = compact.unverified(assertion)
        return compact.text(compact.json_object(payload), "sub")
    # Whatever a hostile text makes a parser raise, RecursionError included, is the same answer.
    except Exception:  # noqa: BLE001
        raise InvalidAssertion from None


def verify_assertion(
    assertion: str, *, client: RegisteredClient, audiences: Collection[str], now: float
) -> AssertionClaims:
    """Raises `InvalidAssertion` for every defect, and nothing else. Single use is the caller's to ensure."""
    try:
        header, _ = compact.unverified(assertion)
        payload = _key(client, header).verified_payload(assertion)
        return _read(compact.json_object(payload), client.client_id, audiences, now)
    except Exception:  # noqa: BLE001
        raise InvalidAssertion from None


@dataclass(frozen=True, slots=True)
class ClientKey:
    """A client's private key, as the client holds it: for the command line, the demonstration and tests."""

    private_pem: bytes = field(repr=False)
    algorithm: str = "ES256"

    @classmethod
    def generate(cls) -> Self:
        return cls(generate_private_pem())

    def public_jwk(self) -> dict[str, str]:
        """What the client registers."""
        private_key = load_pem_private_key(self.private_pem, password=None)
        if not isinstance(private_key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise TypeError("a client's key is EC or RSA")
        return public_jwk(private_key.public_key(), self.algorithm)


def sign_assertion(key: ClientKey, *, client_id: str, audience: str, now: float, lifetime: int = 60) -> str:
    """What a client sends to the token endpoint."""
    issued_at = int(now)
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "jti": str(uuid4()),
        "iat": issued_at,
        "exp": issued_at + lifetime,
    }
    signer = PreparedKey(key.private_pem, key.algorithm)
    return signer.sign(claims, key_id=key.public_jwk()["kid"], token_type="JWT")  # noqa: S106


def _key(client: RegisteredClient, header: Header) -> PreparedKey:
    token_type = None if header.type is None else header.type.lower()
    if header.algorithm != client.algorithm or token_type not in _TYPES:
        raise MalformedToken
    # Checked again: a stored key is trusted no more than a registered one.
    (jwk,) = (key for key in validate_jwks({"keys": list(client.keys)}) if key["kid"] == header.key_id)
    if client.algorithm not in ALGORITHMS[jwk["kty"]] or jwk.get("alg", client.algorithm) != client.algorithm:
        raise MalformedToken
    return PreparedKey(jwk, client.algorithm)


def _read(
    claims: dict[str, object], client_id: str, audiences: Collection[str], now: float
) -> AssertionClaims:
    if compact.text(claims, "iss") != client_id or compact.text(claims, "sub") != client_id:
        raise MalformedToken
    if compact.text(claims, "aud", compact.LONGEST_TOKEN) not in audiences:
        raise MalformedToken
    expires_at = compact.integer(claims, "exp")
    if not now < expires_at <= now + LONGEST_SECONDS + LEEWAY_SECONDS:
        raise MalformedToken
    for not_later in ("iat", "nbf"):
        if not_later in claims and compact.integer(claims, not_later) > now + LEEWAY_SECONDS:
            raise MalformedToken
    return AssertionClaims(compact.text(claims, "jti"), expires_at)
