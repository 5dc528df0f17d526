"""Seals values so that only this installation reads them, and only where they were written (AES-256-GCM)."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sosafe_api.core.errors import ServiceUnavailable
from sosafe_api.core.secrets import InstallationSecret

NONCE_BYTES = 12  # what GCM is made for (NIST SP 800-38D section 5.2.1.1)
HIGHEST_KEY_NUMBER = 9999


class SealBroken(ServiceUnavailable):
    """The sealed value was altered, moved, or sealed by another installation: nothing of it is known."""


@dataclass(frozen=True, slots=True)
class SealedPlace:
    """Where a sealed value stands. One that is copied to any other place cannot be opened there."""

    table: str
    column: str
    partnership_id: UUID
    row_id: UUID

    def bound(self, key_number: int) -> bytes:
        parts = (self.table, self.column, str(self.partnership_id), str(self.row_id), str(key_number))
        return "\0".join(parts).encode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value and the number of the key that opens it; `content` begins with the nonce."""

    key_number: int
    content: bytes


class Sealer:
    """Seals with the present key, opens with the one that a value names, so keys are changed without a pause.

    Each key is derived from the installation secret and its number (HKDF, RFC 5869).
    """

    def __init__(self, secret: InstallationSecret, key_number: int) -> None:
        self._secret = secret
        self._present = key_number
        self._ciphers: dict[int, AESGCM] = {}

    def seal(self, value: bytes, place: SealedPlace) -> Sealed:
        nonce = secrets.token_bytes(NONCE_BYTES)
        content = self._cipher(self._present).encrypt(nonce, value, place.bound(self._present))
        return Sealed(self._present, nonce + content)

    def unseal(self, sealed: Sealed, place: SealedPlace) -> bytes:
        """Raises `SealBroken` for anything but the very value that was sealed at this place."""
        if not 0 < sealed.key_number <= HIGHEST_KEY_NUMBER:
            raise SealBroken()
        nonce, content = sealed.content[:NONCE_BYTES], sealed.content[NONCE_BYTES:]
        try:
            return self._cipher(sealed.key_number).decrypt(nonce, content, place.bound(sealed.key_number))
        except (InvalidTag, ValueError) as error:
            raise SealBroken() from error

    def _cipher(self, key_number: int) -> AESGCM:
        found = self._ciphers.get(key_number)
        if found is None:
            found = self._ciphers[key_number] = AESGCM(self._secret.key(f"sealing/{key_number}"))
        return found
