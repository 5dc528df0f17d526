"""`sosafe serve`, `sosafe worker` and `sosafe demo`: the processes of an installation."""

import gc
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import httpx
import typer
import uvicorn
from rich.console import Console

from sosafe_api import demo as demonstration
from sosafe_api import worker as background
from sosafe_api.core.db.embedded import default_data_directory
from sosafe_api.core.logging import configure
from sosafe_api.core.settings import Settings, load_settings
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
        _run_web(found)


def worker(
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,
) -> None:
    """Do the work that takes long: validating and committing imports."""
    settings = load_settings()
    configure(settings.log_level)
    if with_parent:
        _end_with_parent()
    with installation(settings) as found:
        background.run(found.settings, found.urls)


def demo(
    reset: Annotated[
        bool, typer.Option("--reset", help="Start afresh: forget the demonstration's data.")
    ] = False,
) -> None:
    """Serve a fictional partnership with two years of referrals, and print five commands to try."""
    console = Console()
    directory = default_data_directory().with_name("sosafe-demo")
    os.environ.setdefault("SOSAFE_DATA_DIRECTORY", str(directory))
    os.environ.setdefault("SOSAFE_LOG_LEVEL", "WARNING")
    settings = load_settings()
    configure(settings.log_level)
    if _answers(settings):
        console.print(f"The demonstration already runs at {settings.public_url}.")
        console.print(demonstration.commands(settings), highlight=False, markup=False, soft_wrap=True)
        return
    if reset:
        shutil.rmtree(settings.data_directory, ignore_errors=True)
    with installation(settings) as found:
        ensure_keys(settings)
        check(found)
        with console.status("Making a fictional partnership …"):
            made = demonstration.ensure(found)
        console.print(made, highlight=False)
        token = demonstration.administrator_token(found)
        with _worker_process():
            announce = threading.Thread(target=_announce, args=(settings, console, token), daemon=True)
            announce.start()
            _run_web(found)


def _announce(settings: Settings, console: Console, token: str) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while not _answers(settings) and time.monotonic() < deadline:
        time.sleep(0.05)
    demonstration.publish(settings, token)
    console.print(demonstration.commands(settings), highlight=False, markup=False, soft_wrap=True)


def _answers(settings: Settings) -> bool:
    try:
        return (
            httpx.get(f"http://{settings.host}:{settings.port}/readyz", timeout=2).status_code
            == httpx.codes.OK
        )
    except httpx.HTTPError:
        return False


def application() -> object:
    """The factory of each web process when there are several."""
    settings = load_settings()
    configure(settings.log_level)
    # The parent process holds the embedded server; opening it again here only attaches.
    attached = installation(settings).__enter__()
    return create_app(settings, attached.urls)


def _run_web(found: Installation) -> None:
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
def _worker_process() -> Iterator[None]:
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


COMMANDS = {"serve": serve, "worker": worker, "demo": demo}
