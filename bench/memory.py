"""How much memory processes hold while something is done."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

SAMPLE_SECONDS = 0.02
MEGABYTE = 1_000_000


class Memory:
    """The most that each process held at once while it was watched."""

    def __init__(self, *pids: int) -> None:
        self._processes = [psutil.Process(pid) for pid in pids]
        self._stop = threading.Event()
        self.most = [0.0] * len(pids)

    @contextmanager
    def watched(self) -> Iterator[None]:
        watcher = threading.Thread(target=self._watch)
        watcher.start()
        try:
            yield
        finally:
            self._stop.set()
            watcher.join()

    def _watch(self) -> None:
        while not self._stop.wait(SAMPLE_SECONDS):
            held = [process.memory_info().rss / MEGABYTE for process in self._processes]
            self.most = [max(pair) for pair in zip(self.most, held, strict=True)]
