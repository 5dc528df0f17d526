"""The two services as processes of their own on one core, and what their work costs the machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec
import psutil

from bench.database import MeasuredDatabase
from bench.reference import Configuration
from sosafe_api.core import clock
from sosafe_api.core.secrets import load_secret
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.settings import PREFIX, Settings, load_settings
from sosafe_api.installation import ensure_keys

START_SECONDS = 120.0
POOL_SIZE = 10
SERVICE_CORE, OTHER_CORE = 0, 1
PRODUCT, REFERENCE = "service", "reference"


# Asked before anything is pinned: a process on one core would find no other.
_CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else frozenset[int]()


def can_pin() -> bool:
    return {SERVICE_CORE, OTHER_CORE} <= _CORES


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Whatever is started within stays on this core, where the system lets a process choose."""
    if not can_pin():
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_in(home: Path) -> Settings:
    """Settings of the measured service, with a key and a secret of its own."""
    port = free_port()
    settings = load_settings(
        data_directory=home / "service",
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        requests_per_minute=10**9,
        log_level="WARNING",
        pool_size=POOL_SIZE,
    )
    ensure_keys(settings)
    return settings


@dataclass(frozen=True, slots=True)
class Server:
    """A service that is running."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def await_start(self) -> Self:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"the {self.name} did not start") from None
                time.sleep(0.05)
            else:
                return self

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def inherited() -> dict[str, str]:
    """The environment without settings of the service."""
    return {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}


@contextmanager
def running(name: str, port: int, command: list[str], **variables: str) -> Iterator[Server]:
    with on_core(SERVICE_CORE):
        process = subprocess.Popen([sys.executable, *command], env=inherited() | variables)
    server = Server(name, port, process)
    try:
        yield server.await_start()
    finally:
        server.stop()


@contextmanager
def product(settings: Settings, database: MeasuredDatabase) -> Iterator[Server]:
    """`sosafe serve`, as it is deployed, with one web process."""
    variables = {
        "DATABASE_URL": database.urls.app,
        "READER_DATABASE_URL": database.urls.reader,
        "DATA_DIRECTORY": str(settings.data_directory),
        "PORT": str(settings.port),
        "PUBLIC_URL": settings.public_url,
        "REQUESTS_PER_MINUTE": str(settings.requests_per_minute),
        "LOG_LEVEL": settings.log_level,
        "POOL_SIZE": str(settings.pool_size),
    }
    named = {PREFIX + name: value for name, value in variables.items()}
    with running(PRODUCT, settings.port, ["-m", "sosafe_api", "serve"], **named) as server:
        yield server


@contextmanager
def reference(settings: Settings, database: MeasuredDatabase) -> Iterator[Server]:
    """The hand-written service, with the keys and the number of connections of the other."""
    secret = load_secret(settings.secret_file)
    configuration = Configuration(
        port=free_port(),
        database=database.superuser,
        pool_size=settings.pool_size,
        issuer=settings.issuer,
        audience=settings.audience,
        public_key=KeyRing.load(settings.keys_directory).signing_key(clock.now()).public_jwk(),
        entity_tag_key=secret.key("entity-tags"),
        cursor_key=secret.key("cursors"),
    )
    file = settings.data_directory / "reference.json"
    file.touch(mode=0o600)
    file.write_bytes(msgspec.json.encode(configuration))
    with running(REFERENCE, configuration.port, ["-m", "bench.reference", str(file)]) as server:
        yield server


class Watch:
    """Processor time of a tree of processes, and of the whole machine."""

    @staticmethod
    def tree_seconds(pid: int) -> float:
        root = psutil.Process(pid)
        found = 0.0
        for process in (root, *root.children(recursive=True)):
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            found += times.user + times.system
        return found

    @staticmethod
    def machine_seconds() -> float:
        times = psutil.cpu_times()
        return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))
