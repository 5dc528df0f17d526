"""Base64url without padding (RFC 7515 section 2), in its one canonical spelling."""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def encode(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Raises `ValueError` for every other spelling of the same octets: padding, spaces, stray last bits."""
    octets = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if not text or encode(octets) != text:
        raise ValueError("not canonical base64url")
    return octets
