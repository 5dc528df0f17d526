"""Makes any token at all, rightly or wrongly signed, without the code that is under test."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
ABSENT = object()
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def part(content: object) -> str:
    """One part of a token: bytes and texts as they are, everything else as JSON."""
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def octets(part_of_token: str) -> bytes:
    return urlsafe_b64decode(part_of_token + "=" * (-len(part_of_token) % 4))


def kid_of(token: str) -> str:
    return str(json.loads(octets(token.partition(".")[0]))["kid"])


def changed(members: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in {**members, **changes}.items() if value is not ABSENT}


def signed(
    key: PrivateKey, header: object, payload: object, digest: hashes.HashAlgorithm | None = None
) -> str:
    signing_input = f"{part(header)}.{part(payload)}"
    return f"{signing_input}.{part(signature(key, signing_input.encode(), digest or hashes.SHA256()))}"


def signature(key: PrivateKey, message: bytes, digest: hashes.HashAlgorithm) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), digest)
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(digest)))
    size = (key.key_size + 7) // 8
    return r.to_bytes(size) + s.to_bytes(size)


def with_secret(secret: bytes, header: object, payload: object) -> str:
    signing_input = f"{part(header)}.{part(payload)}"
    return f"{signing_input}.{part(hmac.digest(secret, signing_input.encode(), hashlib.sha256))}"


def private_pem(key: PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_octets(key: PrivateKey) -> dict[str, bytes]:
    """The spellings of a public key that an attacker could use as a shared secret."""
    public = key.public_key()
    info = serialization.PublicFormat.SubjectPublicKeyInfo
    return {
        "PEM": public.public_bytes(serialization.Encoding.PEM, info),
        "PEM without its last line end": public.public_bytes(serialization.Encoding.PEM, info).rstrip(),
        "DER": public.public_bytes(serialization.Encoding.DER, info),
        "OpenSSH": public.public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH),
    }
