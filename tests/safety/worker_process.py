"""The worker as a process of its own, which can be killed and started again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fixtures.server import RunningService


class WorkerProcess:
    """`sosafe worker` beside a service of the test's; it calls receivers on this machine."""

    def __init__(self, service: RunningService, log_file: Path) -> None:
        assert service.urls is not None
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("SOSAFE_", "COVERAGE_"))
        }
        self._environment = own | {
            "SOSAFE_DATA_DIRECTORY": str(service.settings.data_directory),
            "SOSAFE_DATABASE_URL": service.urls.app,
            "SOSAFE_READER_DATABASE_URL": service.urls.reader,
            "SOSAFE_WEBHOOK_LOCAL_RECEIVERS": "true",
            "SOSAFE_LOG_LEVEL": "WARNING",
        }
        self._log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "sosafe_api", "worker"],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """As the kernel does when memory runs out: no handler runs, nothing is flushed."""
        assert self._process is not None
        assert self._process.poll() is None, self._log_file.read_text()[-2000:]
        self._process.kill()
        self._process.wait(15)

    def end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(30)


@contextmanager
def workers(service: RunningService, folder: Path, count: int = 1) -> Iterator[list[WorkerProcess]]:
    """So many workers at once, as on so many machines: they share nothing but the database."""
    found = [WorkerProcess(service, folder / f"worker-{number}.log") for number in range(count)]
    try:
        for worker in found:
            worker.start()
        yield found
    finally:
        for worker in found:
            worker.end()
