"""A private PostgreSQL server in a data directory, for trials, tests, demonstrations and one small site."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, Self
from urllib.parse import quote

import psycopg

from sosafe_api.core.db.binaries import (
    ADVICE,
    EmbeddedServerError,
    copy_tree,
    find_all_binaries,
    find_binaries,
    major_version,
)
from sosafe_api.core.db.cluster import SUPERUSER, Cluster
from sosafe_api.core.db.server_process import ServerAccount, await_previous_server
from sosafe_api.core.db.server_socket import SocketDirectory

if sys.platform != "win32":
    import fcntl

__all__ = [
    "EmbeddedPostgres",
    "EmbeddedServerError",
    "default_data_directory",
    "find_all_binaries",
    "find_binaries",
    "is_open",
    "major_version",
]

ATTACH_SECONDS = 60.0
# Recovery after a crash may take long, and a server stopped in the midst of it would begin anew each time.
RECOVERY_SECONDS = 600.0
STOP_SECONDS = 60
LOG_BYTES = 10_000_000

# What makes the server private, durable and silent about people. Errors go to the client alone, since
# their texts repeat values; the log keeps what the server itself has to say.
FIXED_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "fsync": "on",
        "full_page_writes": "on",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_timezone": "UTC",
        "timezone": "UTC",
    }
)


def default_data_directory() -> Path:
    """`/var/lib/sosafe` for root, as its server runs under another account; else in the user's own data."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return Path("/var/lib/sosafe")
    configured = os.environ.get("XDG_DATA_HOME", "")
    # The XDG Base Directory Specification tells to ignore a relative path.
    base = Path(configured) if Path(configured).is_absolute() else Path.home() / ".local" / "share"
    return base / "sosafe"


def is_open(data_directory: Path) -> bool:
    """Whether some process owns the server of this data directory."""
    if sys.platform == "win32" or not (data_directory / "lock").exists():
        return False
    with (data_directory / "lock").open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


class EmbeddedPostgres:
    """The first opener of a data directory owns the server, a later one attaches to it.

    Start it from the main thread: on Linux the server stops by itself when the thread that started it
    ends, however that comes about. Elsewhere the next owner stops what a killed one left running.
    """

    def __init__(
        self,
        data_directory: Path,
        *,
        binaries: Path | None = None,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        refused = sorted({*settings} & {*FIXED_SETTINGS, "unix_socket_directories"})
        if refused:
            raise ValueError(f"the embedded server fixes {', '.join(refused)}")
        self.data_directory = data_directory.absolute()
        self.owned = False
        self._cluster = Cluster(self.data_directory / "cluster", self.data_directory / "superuser-secret")
        self._sockets = SocketDirectory(self.data_directory, self._cluster.directory)
        self.binaries = binaries
        self._settings = settings
        self._lock: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._failure = "the owner of the data directory has not started its server"

    @property
    def superuser_dsn(self) -> str:
        secret, sockets = self._cluster.superuser_secret(), quote(str(self.socket_directory))
        return f"postgresql://{SUPERUSER}:{secret}@/postgres?host={sockets}&port=5432"

    @property
    def socket_directory(self) -> Path:
        return self._sockets.path

    @property
    def log_file(self) -> Path:
        return self.data_directory / "server.log"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Returns when the server answers; raises `EmbeddedServerError` when it cannot be had."""
        deadline = time.monotonic() + ATTACH_SECONDS
        account = ServerAccount.choose(self._cluster.directory)
        try:
            self._make_home(account)
            while not self._become_owner():
                if self._answers():
                    return self
                self._pause(deadline)
            if self._process is None:
                self._serve(account, deadline)
        except PermissionError as error:
            self.stop()
            raise EmbeddedServerError(
                f"not permitted in {self.data_directory} ({error}): start the service under the account that "
                f"owns this directory, choose another by SOSAFE_DATA_DIRECTORY, or {ADVICE}"
            ) from error
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stops the server if this object owns it; open transactions are rolled back, committed ones kept."""
        if self._process is not None:
            self._end(self._process)
            self._process = None
            self._sockets.remove()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        self.owned = False

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        """Asks again each second: a server that has only just begun can miss the first time."""
        for _ in range(STOP_SECONDS):
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
                return
        process.send_signal(signal.SIGQUIT)
        process.wait()

    def _make_home(self, account: ServerAccount) -> None:
        self.data_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account.is_other:
            # The server's account passes through to its own directories, but cannot list what else is here.
            self.data_directory.chmod(stat.S_IMODE(self.data_directory.stat().st_mode) | 0o011)

    def _become_owner(self) -> bool:
        if sys.platform == "win32" or self._lock is not None:
            return self.owned
        lock = os.fdopen(os.open(self.data_directory / "lock", os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._lock = lock
        self.owned = True
        return True

    def _serve(self, account: ServerAccount, deadline: float) -> None:
        binaries = find_binaries(self.binaries)
        major = major_version(binaries)
        if not account.can_run(binaries / "postgres"):
            binaries = copy_tree(binaries, self.data_directory)
        await_previous_server(self._cluster.directory, deadline)
        self._cluster.ensure(account, binaries, major)
        settings = {
            **self._settings,
            **FIXED_SETTINGS,
            "unix_socket_directories": str(self._sockets.make(account)),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self._open_log() as log:
            self._process = account.spawn(
                [binaries / "postgres", "-D", self._cluster.directory, *options], log
            )
        self._await_answer(self._process, account)

    def _await_answer(self, process: subprocess.Popen[bytes], account: ServerAccount) -> None:
        deadline = time.monotonic() + RECOVERY_SECONDS
        while not self._answers():
            if process.poll() is not None:
                said = self.log_file.read_text(encoding="utf-8", errors="replace")[-1000:]
                raise EmbeddedServerError(f"PostgreSQL, run as {account.name}, ended at its start: {said}")
            self._pause(deadline)

    def _answers(self) -> bool:
        try:
            if not self._sockets.is_ours():
                return False
            psycopg.connect(self.superuser_dsn, connect_timeout=5).close()
        except FileNotFoundError:  # nothing has been made yet
            return False
        except psycopg.OperationalError as error:
            self._failure = str(error)
            return False
        return True

    def _pause(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            raise EmbeddedServerError(f"the server on {self.data_directory} does not answer: {self._failure}")
        time.sleep(0.02)

    def _open_log(self) -> IO[bytes]:
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_BYTES:
            self.log_file.replace(self.log_file.with_name("server.log.1"))
        return os.fdopen(os.open(self.log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
