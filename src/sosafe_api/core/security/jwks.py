"""JSON Web Keys (RFC 7517): the public form of a key, its thumbprint, and what a client may register."""

import hashlib
import json
import re
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from sosafe_api.core.security import base64url

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
ALGORITHMS = {"EC": frozenset({"ES256"}), "RSA": frozenset({"RS256", "RS512"})}
MOST_KEYS = 4
LEAST_RSA_BITS, MOST_RSA_BITS = 2048, 4096
RSA_EXPONENT = "AQAB"

_REQUIRED = {"EC": ("crv", "x", "y"), "RSA": ("e", "n")}
_DESCRIPTIVE = frozenset({"kty", "kid", "use", "key_ops", "alg"})
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_KEY_ID = re.compile(r"[\x21-\x7e]{1,200}")
_P256_OCTETS = 32


class UnsuitableKeys(ValueError):
    """Keys that a client may not register. `pointer` says where; `detail` repeats no value that was sent."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(f"{pointer or '/'}: {detail}")
        self.pointer = pointer
        self.detail = detail


def public_jwk(key: PublicKey, algorithm: str) -> dict[str, str]:
    """The form in which a key is published; its `kid` is its thumbprint."""
    numbers = key.public_numbers()
    if isinstance(numbers, ec.EllipticCurvePublicNumbers):
        members = {
            "crv": "P-256",
            "kty": "EC",
            "x": _number(numbers.x, _P256_OCTETS),
            "y": _number(numbers.y, _P256_OCTETS),
        }
    else:
        members = {"e": _number(numbers.e), "kty": "RSA", "n": _number(numbers.n)}
    return {**members, "kid": thumbprint(members), "use": "sig", "alg": algorithm}


def thumbprint(jwk: Mapping[str, str]) -> str:
    """RFC 7638: a hash of the required members, so that equal keys have equal identifiers everywhere."""
    required = {name: jwk[name] for name in ("kty", *_REQUIRED[jwk["kty"]])}
    canonical = json.dumps(required, separators=(",", ":"), sort_keys=True)
    return base64url.encode(hashlib.sha256(canonical.encode()).digest())


def validate_jwks(document: object) -> list[dict[str, str]]:
    """The keys of a JWK set that a client registers, reduced to what is used; raises `UnsuitableKeys`."""
    keys = document.get("keys") if isinstance(document, Mapping) else None
    if not isinstance(keys, list) or not 1 <= len(keys) <= MOST_KEYS:
        raise UnsuitableKeys("/keys", f"Must be a list of 1 to {MOST_KEYS} keys.")
    found: list[dict[str, str]] = []
    for position, key in enumerate(keys):
        pointer = f"/keys/{position}"
        accepted = _validate(key, pointer)
        if accepted["kid"] in {other["kid"] for other in found}:
            raise UnsuitableKeys(f"{pointer}/kid", "Must differ from the other keys' identifiers.")
        found.append(accepted)
    return found


def _validate(key: object, pointer: str) -> dict[str, str]:
    if not isinstance(key, Mapping):
        raise UnsuitableKeys(pointer, "Must be an object.")
    if _PRIVATE & key.keys():
        raise UnsuitableKeys(pointer, "Holds private members: register the public key, and replace this one.")
    kind = key.get("kty")
    if not isinstance(kind, str) or kind not in _REQUIRED:
        raise UnsuitableKeys(f"{pointer}/kty", "Must be EC or RSA.")
    known = _DESCRIPTIVE | {*_REQUIRED[kind]}
    if not key.keys() <= known:
        raise UnsuitableKeys(pointer, f"May hold only {', '.join(sorted(known))}.")
    _validate_description(key, kind, pointer)
    numbers = {name: key.get(name) for name in _REQUIRED[kind]}
    if not all(isinstance(value, str) for value in numbers.values()):
        raise UnsuitableKeys(pointer, f"Must hold {', '.join(numbers)} as strings.")
    plain = {name: str(value) for name, value in numbers.items()}
    if kind == "EC":
        _validate_point(plain, pointer)
    else:
        _validate_modulus(plain, pointer)
    accepted = {"kty": kind, "kid": str(key["kid"]), **plain, "use": "sig"}
    return {**accepted, "alg": str(key["alg"])} if "alg" in key else accepted


def _validate_description(key: Mapping[str, object], kind: str, pointer: str) -> None:
    key_id = key.get("kid")
    if not isinstance(key_id, str) or not _KEY_ID.fullmatch(key_id):
        raise UnsuitableKeys(f"{pointer}/kid", "Must be 1 to 200 visible ASCII characters.")
    if key.get("use", "sig") != "sig":
        raise UnsuitableKeys(f"{pointer}/use", "Must be sig.")
    if key.get("key_ops", ["verify"]) != ["verify"]:
        raise UnsuitableKeys(f"{pointer}/key_ops", "Must be [verify].")
    algorithm = key.get("alg")
    if "alg" in key and (not isinstance(algorithm, str) or algorithm not in ALGORITHMS[kind]):
        allowed = " or ".join(sorted(ALGORITHMS[kind]))
        raise UnsuitableKeys(f"{pointer}/alg", f"Must be {allowed} for this kty.")


def _validate_point(members: Mapping[str, str], pointer: str) -> None:
    if members["crv"] != "P-256":
        raise UnsuitableKeys(f"{pointer}/crv", "Must be P-256.")
    try:
        x, y = base64url.decode(members["x"]), base64url.decode(members["y"])
        point = ec.EllipticCurvePublicNumbers(int.from_bytes(x), int.from_bytes(y), ec.SECP256R1())
        point.public_key()
    except ValueError:
        raise UnsuitableKeys(
            pointer, "x and y must be a point of P-256 in base64url without padding."
        ) from None
    if not len(x) == len(y) == _P256_OCTETS:
        raise UnsuitableKeys(pointer, f"x and y must have {_P256_OCTETS} octets each.")


def _validate_modulus(members: Mapping[str, str], pointer: str) -> None:
    try:
        octets = base64url.decode(members["n"])
    except ValueError:
        raise UnsuitableKeys(f"{pointer}/n", "Must be base64url without padding.") from None
    modulus = int.from_bytes(octets)
    # A leading zero octet would be a second spelling of the same key (RFC 7518 section 2).
    if octets[0] == 0 or modulus % 2 == 0 or not LEAST_RSA_BITS <= modulus.bit_length() <= MOST_RSA_BITS:
        raise UnsuitableKeys(f"{pointer}/n", f"Must have {LEAST_RSA_BITS} to {MOST_RSA_BITS} bits.")
    if members["e"] != RSA_EXPONENT:
        raise UnsuitableKeys(f"{pointer}/e", f"Must be {RSA_EXPONENT}, the exponent 65537.")


def _number(value: int, octets: int | None = None) -> str:
    return base64url.encode(value.to_bytes(octets or (value.bit_length() + 7) // 8))
