"""`sosafe demo`: a fictional partnership served on this machine, and five commands to try on it."""

import errno
import os
import shutil
import socket
import threading
import time
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from sosafe_api import demo as demonstration
from sosafe_api.cli.serving import STOP_SECONDS, run_web
from sosafe_api.cli.working import worker_process
from sosafe_api.core import clock
from sosafe_api.core.db.embedded import default_data_directory, is_open
from sosafe_api.core.errors import UnsafeInstallation
from sosafe_api.core.logging import configure
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.settings import Settings, load_settings
from sosafe_api.installation import Installation, check, ensure_keys, installation

MARK = (
    "demonstration"  # a file in the data directory of a demonstration; only such a directory is thrown away
)


class CannotDemonstrate(UnsafeInstallation):
    """Something else stands where the demonstration would be."""


def demo(
    reset: Annotated[
        bool, typer.Option("--reset", help="Start afresh: forget the demonstration's data.")
    ] = False,
) -> None:
    """Serve a fictional partnership with two years of referrals, and print five commands to try."""
    console = Console()
    os.environ.setdefault("SOSAFE_DATA_DIRECTORY", str(_own_directory()))
    os.environ.setdefault("SOSAFE_LOG_LEVEL", "WARNING")
    if os.environ.get("SOSAFE_ENVIRONMENT") != "live":  # who tries webhooks has a receiver on this machine
        os.environ.setdefault("SOSAFE_WEBHOOK_LOCAL_RECEIVERS", "true")
    settings = load_settings()
    configure(settings.log_level)
    if reset:
        _forget(settings)
    elif _runs_already(settings):
        console.print(f"The demonstration already runs at {settings.public_url}.")
        _print_commands(console, settings)
        return
    _require_free_port(settings)
    _mark(settings.data_directory)
    with installation(settings) as found:
        ensure_keys(settings)
        check(found)
        with console.status("Making a fictional partnership …"):
            made = demonstration.ensure(found)
        console.print(made, highlight=False, soft_wrap=True)
        tokens = demonstration.analyst_token(found), demonstration.administrator_token(found)
        with worker_process():
            announce = threading.Thread(target=_announce, args=(found, console, *tokens), daemon=True)
            announce.start()
            run_web(found)


def _own_directory() -> Path:
    return default_data_directory().with_name("sosafe-demo")


def _mark(directory: Path) -> None:
    """An installation that was there before stays unmarked: resetting would throw away what is not ours."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not any(directory.iterdir()):
        (directory / MARK).touch()


def _forget(settings: Settings) -> None:
    directory = settings.data_directory
    if settings.database_url is not None:
        raise CannotDemonstrate(
            "SOSAFE_DATABASE_URL names a database, and a demonstration resets only its own: unset it"
        )
    if not directory.exists():
        return
    if directory != _own_directory() and not (directory / MARK).exists():
        raise CannotDemonstrate(f"{directory} holds more than a demonstration, so it is not thrown away")
    if is_open(directory):
        raise CannotDemonstrate(
            f"a demonstration runs on {directory}: stop it first, with Ctrl-C where it runs"
        )
    shutil.rmtree(directory)


def _print_commands(console: Console, settings: Settings) -> None:
    console.print(demonstration.commands(settings), highlight=False, markup=False, soft_wrap=True)


def _announce(found: Installation, console: Console, analyst: str, administrator: str) -> None:
    settings = found.settings
    deadline = time.monotonic() + STOP_SECONDS
    while not _ask(settings, "/readyz") and time.monotonic() < deadline:
        time.sleep(0.05)
    demonstration.publish(settings, analyst, administrator)
    _print_commands(console, settings)
    # Nobody waits for the rest: what was printed does not need it.
    try:
        demonstration.plan_events(settings, administrator)
        with demonstration.figure_clients(found) as clients:
            demonstration.load_figures(clients)
        with demonstration.figure_clients(found) as clients:
            demonstration.publish_figures(clients)
    except demonstration.OfAnotherRelease as lacking:
        console.print(f"Some figures are missing: {lacking}.", highlight=False, markup=False, soft_wrap=True)


def _runs_already(settings: Settings) -> bool:
    """Whether the service at this address is of this very installation: it then publishes the same keys."""
    own = KeyRing.load(settings.keys_directory).jwks(clock.now())
    found = _ask(settings, "/.well-known/jwks.json")
    return bool(own["keys"]) and found is not None and found.json() == own


def _require_free_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            reason = (
                "is taken by another program" if error.errno == errno.EADDRINUSE else "cannot be had here"
            )
            raise CannotDemonstrate(
                f"port {settings.port} {reason}: choose another by SOSAFE_PORT"
            ) from error


def _ask(settings: Settings, path: str) -> httpx.Response | None:
    """A good answer, or None."""
    try:
        response = httpx.get(f"http://{settings.host}:{settings.port}{path}", timeout=2)
    except httpx.HTTPError:
        return None
    return response if response.status_code == httpx.codes.OK else None


COMMANDS = {"demo": demo}
