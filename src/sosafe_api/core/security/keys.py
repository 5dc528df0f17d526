"""Signing keys of this installation, read from files: which one signs, which ones verify, what is published.

A file is named `<created>-<active from>-<kid>.pem`, so a key and its dates are written and removed as one.
When a key retires is not stored: it follows from the moment its successor takes over.
"""

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sosafe_api.core.errors import UnsafeInstallation
from sosafe_api.core.security.jwks import public_jwk

ALGORITHM = "ES256"
# The longest token lives an hour; five minutes more allow for machines whose clocks or key rings lag behind.
KEPT_AFTER_HAND_OVER = timedelta(minutes=65)

_FILE_NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d{8}T\d{6}Z)-([A-Za-z0-9_-]{43})\.pem")
_INSTANT = "%Y%m%dT%H%M%SZ"
_LARGEST_FILE = 16_384


class UnsafeKeyFile(UnsafeInstallation):
    """A key file can be read or changed by others, or does not hold a key this service may sign with."""


class NoSigningKey(UnsafeInstallation):
    """No key is active yet, so no token can be signed."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key on P-256; `retire_after` is known once a successor has been made."""

    kid: str
    private_pem: bytes = field(repr=False)
    created_at: datetime
    active_from: datetime
    retire_after: datetime | None = None

    def public_jwk(self) -> dict[str, str]:
        return public_jwk(_load_p256(self.private_pem).public_key(), ALGORITHM)

    def retired(self, now: datetime) -> bool:
        return self.retire_after is not None and now >= self.retire_after

    @property
    def file_name(self) -> str:
        return f"{self.created_at:{_INSTANT}}-{self.active_from:{_INSTANT}}-{self.kid}.pem"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All keys of this installation in the order in which they sign; read once, never changed."""

    keys: tuple[SigningKey, ...] = ()

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Raises `UnsafeKeyFile`; a directory that does not exist yet is an empty ring."""
        if not directory.exists():
            return cls()
        if directory.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise UnsafeKeyFile(f"others can put keys into {directory}: set its mode to 0700")
        found = [key for path in directory.glob("*.pem") if (key := _read(path))]
        if len({key.kid for key in found}) < len(found):
            raise UnsafeKeyFile(f"two files in {directory} hold the same key")
        return cls(_with_retirement(found))

    def can_sign(self, now: datetime) -> bool:
        return any(key.active_from <= now for key in self.keys)

    def signing_key(self, now: datetime) -> SigningKey:
        """The newest active key; raises `NoSigningKey` when there is none."""
        active = [key for key in self.keys if key.active_from <= now]
        if not active:
            raise NoSigningKey("there is no active signing key: run `sosafe keys rotate` once")
        return active[-1]

    def verification_keys(self, now: datetime) -> tuple[SigningKey, ...]:
        return tuple(key for key in self.keys if not key.retired(now))

    def jwks(self, now: datetime) -> dict[str, list[dict[str, str]]]:
        """The public keys, those included that will sign only later, so that nobody meets an unknown key."""
        return {"keys": [key.public_jwk() for key in self.verification_keys(now)]}


def generate_private_pem() -> bytes:
    """A new private key on P-256, for this installation or for a client."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def key_id(private_pem: bytes) -> str:
    return public_jwk(_load_p256(private_pem).public_key(), ALGORITHM)["kid"]


def _with_retirement(keys: Sequence[SigningKey]) -> tuple[SigningKey, ...]:
    ordered = sorted(keys, key=lambda key: (key.active_from, key.created_at, key.kid))
    retirements = [successor.active_from + KEPT_AFTER_HAND_OVER for successor in ordered[1:]]
    return tuple(
        replace(key, retire_after=retire_after)
        for key, retire_after in zip(ordered, [*retirements, None], strict=False)
    )


def _read(path: Path) -> SigningKey | None:
    created_at, active_from, named_kid = _parse_name(path)
    try:
        pem = _read_private(path)
    except FileNotFoundError:
        # Another process removed this retired key since the directory was listed.
        return None
    try:
        kid = key_id(pem)
    # cryptography's answers to garbage, to an encrypted key, and to curves it does not know.
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UnsafeKeyFile(f"{path} does not hold an unencrypted private key on the curve P-256") from None
    if kid != named_kid:
        raise UnsafeKeyFile(f"{path} does not hold the key that its name says")
    return SigningKey(kid, pem, created_at, active_from)


def _parse_name(path: Path) -> tuple[datetime, datetime, str]:
    unnamed = UnsafeKeyFile(f"{path} is not named <created>-<active from>-<kid>.pem")
    named = _FILE_NAME.fullmatch(path.name)
    if named is None:
        raise unnamed
    try:
        created_at = datetime.strptime(named[1], _INSTANT).replace(tzinfo=UTC)
        active_from = datetime.strptime(named[2], _INSTANT).replace(tzinfo=UTC)
    except ValueError:
        raise unnamed from None
    return created_at, active_from, named[3]


def _read_private(path: Path) -> bytes:
    with path.open("rb") as file:
        # Asked of the open file, so that it cannot be exchanged between the question and the reading.
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_FILE:
            raise UnsafeKeyFile(f"{path} is not a key file")
        if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UnsafeKeyFile(f"{path} is open to others: set its mode to 0600")
        return file.read()


def _load_p256(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise TypeError("not a private key on the curve P-256")
    return key
