"""One installation secret in a file that only the service may read; each use derives its own key from it."""

import secrets
import stat
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sosafe_api.core.errors import UnsafeInstallation

LENGTH = 32


class UnsafeSecret(UnsafeInstallation):
    """The secret file is missing, too short, or readable by others."""


class InstallationSecret:
    """Derives a 32-byte key per purpose (HKDF, RFC 5869)."""

    def __init__(self, material: bytes) -> None:
        if len(material) < LENGTH:
            raise UnsafeSecret("the installation secret is shorter than 32 bytes")
        self._material = material

    def key(self, purpose: str) -> bytes:
        return HKDF(SHA256(), LENGTH, salt=None, info=purpose.encode()).derive(self._material)


def load_secret(path: Path) -> InstallationSecret:
    if not path.is_file():
        raise UnsafeSecret(f"there is no secret file {path}: run `sosafe keys rotate` once")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UnsafeSecret(f"{path} can be read by others: set its mode to 0600")
    return InstallationSecret(path.read_bytes())


def ensure_secret(path: Path) -> None:
    """Writes a new random secret when there is none yet; never replaces one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(LENGTH))
