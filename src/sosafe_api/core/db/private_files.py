"""Files of secrets: written once, whole or not at all, and refused when other accounts may read them."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from sosafe_api.core.errors import UnsafeInstallation


class UnsafePrivateFile(UnsafeInstallation):
    """A file of secrets may be read by other accounts."""


def write_private_file(path: Path, text: str) -> None:
    """Replaces the file at once, so that no reader ever sees half of it."""
    written = _write_beside(path, text)
    written.replace(path)


def ensure_private_file(path: Path, text: str) -> str:
    """What the file holds; `text` is written only where there is none, whoever else tries at that moment."""
    if not path.exists():
        written = _write_beside(path, text)
        # A link fails where a file is: of two first starts, one writes and both read the same.
        with suppress(FileExistsError):
            os.link(written, path)
        written.unlink()
    return read_private_file(path)


def read_private_file(path: Path) -> str:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UnsafePrivateFile(f"{path} can be read by others: set its mode to 0600")
    return path.read_text(encoding="utf-8")


def _write_beside(path: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)
