"""A process beside the worker that writes exports: it alone holds every list of the API in memory.

It is started by the first export, kept for the next ones, and ends when none has come for a while.
"""

import asyncio
import gc
import os
import signal
import sys
import threading
from dataclasses import dataclass
from datetime import timedelta
from importlib.abc import MetaPathFinder
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Literal
from uuid import UUID

import structlog

from sosafe_api.core import clock
from sosafe_api.core.errors import ServiceUnavailable
from sosafe_api.core.logging import configure
from sosafe_api.core.observability.tracing import Tracing, present_traceparent
from sosafe_api.core.settings import Settings
from sosafe_api.worker.passing import may_pass

IDLE_SECONDS = 300.0
Verdict = Literal["done", "postponed", "failed"]
_log = structlog.get_logger("sosafe.worker")


class ExportFailed(Exception):
    """A fault of ours kept an export from being written; the process that met it has logged where."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One export to be written, by the clock and within the trace of who asks."""

    settings: Settings
    url: str
    partnership_id: UUID
    export_id: UUID
    ahead: timedelta
    traceparent: str


class ExportProcess:
    """The process as the worker sees it; one export at a time."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._line: Connection[Any, Any] | None = None
        self._lock = threading.Lock()

    def write(self, asked: Asked) -> None:
        """Raises `ServiceUnavailable` where it is to be tried again, `ExportFailed` where that would not help."""
        with self._lock:
            try:
                line = self._ready()
                line.send(asked)
                verdict: Verdict = line.recv()
            except (EOFError, OSError):  # it was killed, or had waited long enough at that moment
                self.close()
                raise ServiceUnavailable() from None
        if verdict == "postponed":
            raise ServiceUnavailable()
        if verdict == "failed":
            raise ExportFailed()

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None

    def _ready(self) -> "Connection[Any, Any]":
        if self._line is None or self._process is None or not self._process.is_alive():
            self.close()
            context = get_context("spawn")  # a fork would take the worker's connections and threads along
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), name="exports", daemon=True)
            self._process.start()
            theirs.close()  # so that the end of the process is the end of the line
        return self._line


_PROCESS = ExportProcess()


def write(settings: Settings, url: str, partnership_id: UUID, export_id: UUID) -> None:
    """As `ExportProcess.write`, by the one process of this worker."""
    asked = Asked(settings, url, partnership_id, export_id, clock.ahead(), present_traceparent())
    _PROCESS.write(asked)


def close() -> None:
    """Ends the one process of this worker, which also ends with the worker."""
    _PROCESS.close()


class _WithoutPandas(MetaPathFinder):
    """pyarrow loads pandas wherever it is installed: seconds and 50 MB for what nothing here uses."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _serve(line: "Connection[Any, Any]") -> None:
    """What the process does until nothing has come for a while, or the worker is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the worker decides: what it has begun comes to its end
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.meta_path.insert(0, _WithoutPandas())
    gc.disable()
    from sosafe_api.worker.exporting import run_export  # noqa: PLC0415 - 50 MB that only this process needs

    gc.enable()
    gc.freeze()
    tracing: Tracing | None = None
    while line.poll(IDLE_SECONDS):
        asked: Asked = line.recv()
        if tracing is None:
            configure(asked.settings.log_level)
            tracing = Tracing.from_environment("worker")
        line.send(_written(run_export, asked, tracing))
        if tracing is not None:
            tracing.flush()


def _written(run_export: Any, asked: Asked, tracing: Tracing | None) -> Verdict:
    clock.move(asked.ahead)
    span = tracing.resume("export", asked.traceparent) if tracing else None
    verdict: Verdict = "done"
    try:
        asyncio.run(run_export(asked.settings, asked.url, asked.partnership_id, asked.export_id))
    except Exception as error:  # noqa: BLE001 - one export must not keep the process from the next one
        verdict = "postponed" if may_pass(error) else "failed"
        _log.warning("export failed", error=type(error).__name__, exc_info=True)
    if span is not None:
        span.end_work(verdict)
    return verdict


def _end_with_parent() -> None:
    """A worker that is killed takes this process along: the next one begins the export again."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(0)
