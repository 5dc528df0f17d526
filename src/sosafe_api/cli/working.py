"""`sosafe worker`: the background process of an installation."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from sosafe_api import worker as background
from sosafe_api.core.logging import configure
from sosafe_api.core.settings import load_settings
from sosafe_api.installation import check, installation

STOP_SECONDS = 15


def worker(
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,
) -> None:
    """Do the work that takes long: imports, releases of indicators, reports, exports, webhooks."""
    settings = load_settings()
    configure(settings.log_level)
    if with_parent:
        _end_with_parent()
    with installation(settings) as found:
        check(found)
        background.run(found.settings, found.urls)


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


COMMANDS = {"worker": worker}
