"""`sosafe serve` and `sosafe worker`: the processes of an installation."""

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
import uvicorn

from sosafe_api import worker as background
from sosafe_api.core.logging import configure
from sosafe_api.core.settings import load_settings
from sosafe_api.installation import Installation, check, ensure_keys, installation
from sosafe_api.main import create_app

STOP_SECONDS = 15


def serve() -> None:
    """Serve the API."""
    settings = load_settings()
    configure(settings.log_level)
    with installation(settings) as found:
        if found.embedded:
            ensure_keys(settings)
        check(found)
        run_web(found)


def worker(
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,
) -> None:
    """Do the work that takes long: imports, releases of indicators, reports, exports."""
    settings = load_settings()
    configure(settings.log_level)
    if with_parent:
        _end_with_parent()
    with installation(settings) as found:
        background.run(found.settings, found.urls)


def application() -> object:
    """The factory of each web process when there are several."""
    settings = load_settings()
    configure(settings.log_level)
    # The parent process holds the embedded server; opening it again here only attaches.
    attached = installation(settings).__enter__()
    return create_app(settings, attached.urls)


def run_web(found: Installation) -> None:
    settings = found.settings
    several = settings.workers > 1
    gc.freeze()  # what is imported stays: no collection needs to look at it again
    uvicorn.run(
        "sosafe_api.cli.serving:application" if several else create_app(settings, found.urls),
        factory=several,
        workers=settings.workers if several else None,
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=STOP_SECONDS,
        h11_max_incomplete_event_size=32_768,
    )


@contextmanager
def worker_process() -> Iterator[None]:
    command = [sys.executable, "-m", "sosafe_api", "worker", "--with-parent"]
    process = subprocess.Popen(command)  # noqa: S603  # our own program, with no argument from outside
    try:
        yield
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _end_with_parent() -> None:
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


COMMANDS = {"serve": serve, "worker": worker}
