"""Who the developer's commands call as: what the command line says, or what `sosafe login` kept for this user."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from sosafe_api.cli.api_client import ApiClient, StepRefused

LOCAL = "http://127.0.0.1:8000"
TIMEOUT_SECONDS = 120
EXIT_REFUSED = 1
EXIT_UNAVAILABLE = 69  # EX_UNAVAILABLE of sysexits.h: nobody answers there
EXIT_NOT_SIGNED_IN = 77  # EX_NOPERM of sysexits.h: sign in first
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

Url = Annotated[
    str, typer.Option(envvar="SOSAFE_URL", help="The service; by default the one you signed in to.")
]
ClientId = Annotated[str, typer.Option(envvar="SOSAFE_CLIENT_ID", help="A client instead of yours.")]
ClientSecret = Annotated[str, typer.Option(envvar="SOSAFE_CLIENT_SECRET", help="Its secret.")]
Token = Annotated[str, typer.Option(envvar="SOSAFE_TOKEN", help="An access token instead.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program, and nothing else.")]


@dataclass(frozen=True, slots=True)
class Login:
    """A client of a service."""

    url: str
    client_id: str
    client_secret: str


def directory() -> Path:
    """The user's own configuration of this program."""
    return Path(typer.get_app_dir("sosafe"))


def keep(name: str, content: str) -> Path:
    """Writes a file of the user's configuration that nobody else may read, whole or not at all."""
    directory().mkdir(mode=0o700, parents=True, exist_ok=True)
    path, draft = directory() / name, directory() / f".{name}.{os.getpid()}"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
    draft.replace(path)
    return path


def keep_login(login: Login) -> Path:
    return keep("login.json", json.dumps(asdict(login)))


def kept_login() -> Login | None:
    """None where nobody signed in; raises `StepRefused` where others can read the secret or it cannot be read."""
    path = directory() / "login.json"
    if not path.exists():
        return None
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise StepRefused(f"others can read {path}: sign in again, and have the secret changed")
    try:
        return Login(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise StepRefused(f"{path} cannot be read: sign in again") from error


@contextmanager
def calling(url: str, client_id: str, client_secret: str, token: str) -> Iterator[ApiClient]:
    """The service as this caller; a step that it refuses ends the command with a sentence and a status."""
    try:
        login = None if token or (client_id and client_secret) else kept_login()
        if login is None and not token and not (client_id and client_secret):
            _end(
                "Sign in by `sosafe login`, or give --client-id and --client-secret, or --token.",
                EXIT_NOT_SIGNED_IN,
            )
        if login is not None and url not in {"", login.url}:
            _end(f"You are signed in to {login.url}: sign in to {url} first.", EXIT_NOT_SIGNED_IN)
        if login is not None:
            url, client_id, client_secret = login.url, login.client_id, login.client_secret
        with httpx.Client(base_url=url or LOCAL, timeout=TIMEOUT_SECONDS) as http:
            yield ApiClient(http, client_id, client_secret, token)
    except StepRefused as refused:
        _end(f"{refused}", EXIT_REFUSED if refused.answered else EXIT_UNAVAILABLE)


def _end(sentence: str, status: int) -> None:
    Console(stderr=True).print(sentence, style="bold red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(status)
