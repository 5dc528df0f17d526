"""How a client proves who it is: by a secret, or by a key that never leaves its file (RFC 7523)."""

import base64
import hashlib
import json
import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sosafe_api.cli.refusals import StepRefused

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME_SECONDS = 60
P256_OCTETS = 32
OTHERS = stat.S_IRWXG | stat.S_IRWXO
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Credentials(Protocol):
    """A client, and what it sends to the token endpoint beside the grant."""

    @property
    def client_id(self) -> str: ...

    def proof(self) -> dict[str, Any]:
        """Options of the request; raises `StepRefused` where there is no proof to be had."""


@dataclass(frozen=True, slots=True)
class Secret:
    """`client_secret_basic`."""

    client_id: str
    secret: str = field(repr=False)

    def proof(self) -> dict[str, Any]:
        return {"auth": (self.client_id, self.secret)}


@dataclass(frozen=True, slots=True)
class KeyFile:
    """`private_key_jwt`: a new assertion each time, for one audience, good for a minute.

    The audience is what the user says, never what a server says of itself: else a hostile one would have an assertion
    made out to another.
    """

    client_id: str
    path: Path
    audience: str
    key_id: str = ""

    def proof(self) -> dict[str, Any]:
        key = private_key(self.path)
        now = int(time.time())
        header = {"alg": _algorithm(key), "kid": self.key_id or public_jwk(key)["kid"], "typ": "JWT"}
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": self.audience,
            "jti": str(uuid4()),
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
        }
        signed = ".".join(_encoded(json.dumps(part).encode()) for part in (header, claims))
        assertion = f"{signed}.{_encoded(_signature(key, signed.encode()))}"
        return {"data": {"client_assertion_type": JWT_BEARER, "client_assertion": assertion}}


def private_key(path: Path) -> PrivateKey:
    """Raises `StepRefused` for a file that others can read, and for what is no key of a kind that is registered."""
    try:
        if os.name == "posix" and path.stat().st_mode & OTHERS:
            raise StepRefused(f"others can read {path}: make a new key, and have the old one taken off")
        found = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise StepRefused(f"{path} cannot be read") from error
    except (TypeError, ValueError) as error:
        raise StepRefused(f"{path} holds no private key in PEM without a passphrase") from error
    if isinstance(found, rsa.RSAPrivateKey):
        return found
    if isinstance(found, ec.EllipticCurvePrivateKey) and isinstance(found.curve, ec.SECP256R1):
        return found
    raise StepRefused(f"{path} holds a key that is neither P-256 nor RSA")


def public_jwk(key: PrivateKey) -> dict[str, str]:
    """What is registered of it (RFC 7517); its `kid` is its thumbprint (RFC 7638)."""
    numbers = key.public_key().public_numbers()
    if isinstance(numbers, ec.EllipticCurvePublicNumbers):
        members = {"crv": "P-256", "kty": "EC", "x": _number(numbers.x), "y": _number(numbers.y)}
    else:
        octets = (numbers.n.bit_length() + 7) // 8
        members = {"e": _number(numbers.e, 3), "kty": "RSA", "n": _number(numbers.n, octets)}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    return {
        **members,
        "kid": _encoded(hashlib.sha256(canonical).digest()),
        "use": "sig",
        "alg": _algorithm(key),
    }


def _algorithm(key: PrivateKey) -> str:
    return "RS256" if isinstance(key, rsa.RSAPrivateKey) else "ES256"


def _signature(key: PrivateKey, signed: bytes) -> bytes:
    """As JWS has it (RFC 7518 section 3): of a curve the two numbers one after the other."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(P256_OCTETS) + s.to_bytes(P256_OCTETS)


def _number(value: int, octets: int = P256_OCTETS) -> str:
    return _encoded(value.to_bytes(octets))


def _encoded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode("ascii").rstrip("=")
