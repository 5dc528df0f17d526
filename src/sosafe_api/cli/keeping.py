"""What the command line keeps for its user: configuration, and where it stands with what it has begun."""

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import typer


def configuration() -> Path:
    """The directory of the user's own configuration of this program."""
    return Path(typer.get_app_dir("sosafe"))


def state() -> Path:
    """The directory of what is under way: by the XDG rules where those hold, else beside the configuration."""
    if os.name != "posix" or sys.platform == "darwin":
        return configuration()
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "sosafe"


def keep(path: Path, content: str) -> Path:
    """Writes a file that nobody else may read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with own_file(draft) as file:
        file.write(content.encode())
    draft.replace(path)
    return path


def own_file(path: Path, *, further: bool = False) -> Any:
    """A file opened for bytes that only its user may read; `further` goes on at the end of what is there."""
    there = os.O_APPEND if further else os.O_EXCL
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | there, 0o600), "ab" if further else "wb")


def stands(kind: str, *of: str) -> Path:
    """Where it is kept how something stands: a name for exactly these circumstances."""
    told = json.dumps(of).encode()
    return state() / f"{kind}-{hashlib.sha256(told).hexdigest()[:32]}"
