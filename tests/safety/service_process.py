"""The service as a process of its own, which can be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens
from tests.fixtures.server import RunningService, settings_for

START_SECONDS = 150  # on a crowded machine; on a quiet one it takes three


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServiceProcess:
    """A web process on a port of its own. Its log goes to a file; its keys are the test's."""

    def __init__(self, urls: DatabaseUrls, home: Path, **environment: str) -> None:
        self._urls = urls
        self.settings = settings_for(home, port=free_port())
        self.url = self.settings.public_url
        self.log_file = home / "service.log"
        # Measuring what it runs would slow it down, and a process that is killed reports nothing anyway.
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("SOSAFE_", "COVERAGE_"))
        }
        self._environment = own | {
            "SOSAFE_DATA_DIRECTORY": str(home),
            "SOSAFE_DATABASE_URL": urls.app,
            "SOSAFE_READER_DATABASE_URL": urls.reader,
            "SOSAFE_PORT": str(self.settings.port),
            "SOSAFE_REQUESTS_PER_MINUTE": "1000000",
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> RunningService:
        ring = KeyRing.load(self.settings.keys_directory)
        tokens = AccessTokens(ring, issuer=self.settings.issuer, audience=self.settings.audience)
        return RunningService(self.url, self.settings, tokens, self._urls)

    def start(self) -> None:
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.safety.run_service"],
                cwd=Path(__file__).parents[2],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, self.log_file.read_text()[-2000:]
            assert time.monotonic() < deadline, "the service did not start in time"
            time.sleep(0.05)

    def kill(self) -> None:
        """As the kernel does when memory runs out: no handler runs, nothing is flushed."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(15)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=2).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False
