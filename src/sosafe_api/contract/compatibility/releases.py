"""The contracts of releases, kept as they were published: `openapi/releases/<version>.json.gz`."""

import gzip
import re
from pathlib import Path

DIRECTORY = Path("openapi/releases")
ALLOWANCES = Path("openapi/allowed-changes.toml")
_VERSION = re.compile(r"([0-9]+)\.([0-9]+)\.([0-9]+)")
# Compressed: 120,000 lines a release would be found by each search and told by each comparison of the checkout.
_SUFFIX = ".json.gz"


class AlreadyReleased(Exception):
    """The contract of this version is kept already; what was published is not changed."""


def last_release(directory: Path = DIRECTORY) -> Path | None:
    """The kept contract of the highest version; None before the first."""
    found = [
        (tuple(map(int, version.groups())), path)
        for path in directory.glob(f"*{_SUFFIX}")
        if (version := _VERSION.fullmatch(path.name.removesuffix(_SUFFIX)))
    ]
    return max(found)[1] if found else None


def keep(content: bytes, version: str, directory: Path = DIRECTORY) -> Path:
    """Keeps a contract as that of a version. Raises `AlreadyReleased` when other bytes are kept for it."""
    path = directory / f"{version}{_SUFFIX}"
    if path.exists():
        if gzip.decompress(path.read_bytes()) != content:
            raise AlreadyReleased(f"{path} holds the contract that was released as {version}")
        return path
    directory.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, mtime=0))
    return path


def read(path: Path) -> bytes:
    """The bytes of a contract, kept or plain."""
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content
