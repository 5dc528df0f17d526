"""The private directory of the embedded server's socket, and the note by which a second opener finds it."""

import os
import re
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sosafe_api.core.db.private_files import write_private_file
from sosafe_api.core.db.server_process import ServerAccount

# A socket's path holds 107 bytes on Linux and 103 on macOS; libpq reads a comma as the end of a host.
LONGEST_PATH = 100
PLAIN_PATH = re.compile(r"/[A-Za-z0-9/._+-]*")


@dataclass(frozen=True, slots=True)
class SocketDirectory:
    """Inside the data directory where the path is short enough, else a new directory for temporary files."""

    home: Path
    cluster: Path

    @property
    def path(self) -> Path:
        """Raises `FileNotFoundError` while no server has been started."""
        return Path(self._note.read_text(encoding="utf-8"))

    @property
    def _note(self) -> Path:
        return self.home / "socket-directory"

    def make(self, account: ServerAccount) -> Path:
        self.remove()
        path = self.home / "socket"
        if _holds_socket(path):
            path.mkdir(mode=0o700)
        else:
            path = _temporary_directory()
        account.take(path)
        write_private_file(self._note, str(path))
        return path

    def remove(self) -> None:
        """Takes away what the last server left, a killed one too."""
        if self._note.exists() and self.is_ours():
            shutil.rmtree(self.path)

    def is_ours(self) -> bool:
        """A path noted before the machine was restarted may now be a stranger's, set there to deceive."""
        path = self.path
        if not os.path.lexists(path):
            return False
        status = path.lstat()
        return stat.S_ISDIR(status.st_mode) and status.st_uid == self.cluster.stat().st_uid


def _temporary_directory() -> Path:
    path = Path(tempfile.mkdtemp(prefix="sosafe-"))
    if _holds_socket(path):
        return path
    path.rmdir()
    return Path(tempfile.mkdtemp(prefix="sosafe-", dir="/tmp"))


def _holds_socket(directory: Path) -> bool:
    path = str(directory / ".s.PGSQL.5432")
    return len(os.fsencode(path)) <= LONGEST_PATH and PLAIN_PATH.fullmatch(path) is not None
