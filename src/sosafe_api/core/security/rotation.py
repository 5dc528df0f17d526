"""Makes and removes signing keys: published before use, kept until their last token has expired."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sosafe_api.core.security.keys import KeyRing, SigningKey, generate_private_pem, key_id

PUBLISH_AHEAD = timedelta(hours=24)
AT_ONCE = timedelta(0)


class UnknownKey(Exception):
    """No key of this installation has that identifier."""


def rotate(directory: Path, now: datetime, publish_ahead: timedelta = PUBLISH_AHEAD) -> SigningKey:
    """Makes the next key. It signs after `publish_ahead`, or at once when no other key can sign today."""
    with _locked(directory):
        return _add(directory, now, publish_ahead)


def ensure_signing_key(directory: Path, now: datetime) -> KeyRing:
    """The ring, with a first key made when none can sign; safe when several processes start together."""
    with _locked(directory):
        if not KeyRing.load(directory).can_sign(now):
            _add(directory, now, AT_ONCE)
        return KeyRing.load(directory)


def prune(directory: Path, now: datetime) -> list[str]:
    """Removes the keys whose last token has expired; answers their identifiers."""
    with _locked(directory):
        return _prune(directory, now)


def withdraw(directory: Path, kid: str, now: datetime) -> SigningKey:
    """Removes a key that leaked, and with it all tokens it signed; answers its successor."""
    with _locked(directory):
        # First, since a key that has retired must not come back when its successor is the one withdrawn.
        _prune(directory, now)
        leaked = [key for key in KeyRing.load(directory).keys if key.kid == kid]
        if not leaked:
            raise UnknownKey(kid)
        successor = _add(directory, now, AT_ONCE)
        _remove(directory, leaked)
        return successor


def _add(directory: Path, now: datetime, publish_ahead: timedelta) -> SigningKey:
    created_at = now.astimezone(UTC).replace(microsecond=0)
    active_from = created_at + publish_ahead if KeyRing.load(directory).can_sign(now) else created_at
    pem = generate_private_pem()
    key = SigningKey(key_id(pem), pem, created_at, active_from)
    _write(directory / key.file_name, pem)
    return key


def _prune(directory: Path, now: datetime) -> list[str]:
    retired = [key for key in KeyRing.load(directory).keys if key.retired(now)]
    _remove(directory, retired)
    return [key.kid for key in retired]


def _remove(directory: Path, keys: Sequence[SigningKey]) -> None:
    for key in keys:
        (directory / key.file_name).unlink()
    _make_durable(directory)


def _write(path: Path, octets: bytes) -> None:
    """All or nothing: a reader never meets half a key, and a crash leaves none."""
    unfinished = path.with_name(f".{uuid4().hex}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    _make_durable(path.parent)


def _make_durable(directory: Path) -> None:
    """A new or removed name survives a power cut only when its directory was written as well."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """One process at a time changes the keys; the lock ends with the process that holds it."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(directory / ".lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
