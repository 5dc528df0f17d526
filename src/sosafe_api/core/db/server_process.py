"""The embedded server as the operating system sees it: its account, its process, what a killed one leaves."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from sosafe_api.core.db.binaries import ADVICE, EmbeddedServerError

if sys.platform != "win32":
    import pwd

# Nothing of our own environment reaches the server: it may hold secrets, and PG* variables that misdirect it.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """The account the server runs as: our own, or another existing one for root, whom PostgreSQL refuses."""

    uid: int
    gid: int
    name: str
    is_other: bool

    @classmethod
    def choose(cls, cluster: Path) -> Self:
        if sys.platform == "win32":
            raise EmbeddedServerError(f"the embedded PostgreSQL does not run on Windows: {ADVICE}")
        if os.geteuid() != 0:
            try:
                name = pwd.getpwuid(os.geteuid()).pw_name
            except KeyError:
                raise EmbeddedServerError(
                    f"user id {os.geteuid()} has no entry in the password file, which PostgreSQL needs: "
                    f"{ADVICE}"
                ) from None
            return cls(os.geteuid(), os.getegid(), name, is_other=False)
        owner = cluster.stat().st_uid if cluster.exists() else 0
        accounts = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
        by_uid = {entry.pw_uid: entry for entry in accounts.values()}
        chosen = by_uid.get(owner) if owner else accounts.get("postgres") or accounts.get("nobody")
        if chosen is None:
            raise EmbeddedServerError(
                f"PostgreSQL refuses to run as root, and no other account is there to run {cluster}: {ADVICE}"
            )
        return cls(chosen.pw_uid, chosen.pw_gid, chosen.pw_name, is_other=True)

    def take(self, path: Path) -> None:
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def can_run(self, program: Path) -> bool:
        try:
            return self.run([program, "--version"]).returncode == 0
        except PermissionError:
            return False

    def run(self, arguments: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - PostgreSQL's own programs, no shell
            arguments,
            env=ENVIRONMENT,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            user=self._user,
            group=self._group,
            extra_groups=self._groups,
        )

    def spawn(self, arguments: Sequence[str | Path], log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Starts the server as our child, in a session of its own, so that Ctrl-C reaches only ourselves."""
        return subprocess.Popen(  # noqa: S603 - PostgreSQL's own program, no shell
            arguments,
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_StopWithParent(os.getpid()) if _libc else None,  # noqa: PLW1509 - main thread only
            user=self._user,
            group=self._group,
            extra_groups=self._groups,
        )

    @property
    def _user(self) -> int | None:
        return self.uid if self.is_other else None

    @property
    def _group(self) -> int | None:
        return self.gid if self.is_other else None

    @property
    def _groups(self) -> list[int] | None:
        return [] if self.is_other else None


class _StopWithParent:
    """Run in the new child: the kernel will send it SIGINT when the thread that started it ends."""

    def __init__(self, parent: int) -> None:
        self._parent = parent

    def __call__(self) -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != self._parent:  # it ended before the request was made
            os._exit(1)


def await_previous_server(cluster: Path, deadline: float) -> None:
    """Waits until a server whose owner was killed has ended, and clears what it left.

    Called only by the holder of the lock, so no living owner exists. The server's own rule for a
    left-over process file takes any living process of that number for a server; numbers are soon
    used again in a container, and then it would never start.
    """
    process_file = cluster / "postmaster.pid"
    if not process_file.exists():
        return
    number = process_file.read_text(encoding="ascii").partition("\n")[0]
    server = int(number) if number.isdigit() else None
    told = False
    while living := _server_processes(cluster):
        if server is not None and server in living and not told:
            os.kill(server, signal.SIGINT)
            told = True
        if time.monotonic() > deadline:
            raise EmbeddedServerError(f"the previous server on {cluster} does not end (process {server})")
        time.sleep(0.02)
    if sys.platform == "linux":  # elsewhere the list is not sure enough to overrule the server
        process_file.unlink(missing_ok=True)


def _server_processes(cluster: Path) -> set[int]:
    if sys.platform == "linux":
        directory = str(cluster.resolve())
        numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
        return {number for number in numbers if _works_in(number, directory)}
    else:  # noqa: RET505 - the type checker leaves out the branch of another platform
        listing = subprocess.run(
            ["/bin/ps", "-axo", "pid=,command="], capture_output=True, text=True, check=True, timeout=30
        )
        lines = (line.split(maxsplit=1) for line in listing.stdout.splitlines())
        return {int(number) for number, command in lines if f"-D {cluster}" in command}


def _works_in(process: int, directory: str) -> bool:
    """A PostgreSQL process stands in its data directory; one of another account cannot be ours."""
    place = Path("/proc") / str(process)
    try:
        return (
            str((place / "cwd").readlink()) == directory
            and (place / "comm").read_text().strip() == "postgres"
        )
    except (PermissionError, FileNotFoundError, ProcessLookupError):
        return False
