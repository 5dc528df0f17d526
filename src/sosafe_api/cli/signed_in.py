"""Who the developer's commands call as: what the command line says, or what `sosafe login` kept for this user."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, NoReturn

import httpx
import typer
from rich.console import Console

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.credentials import OTHERS, Credentials, KeyFile, Secret
from sosafe_api.cli.keeping import configuration, keep
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.statuses import Status

LOCAL = "http://127.0.0.1:8000"
TIMEOUT_SECONDS = 120

Url = Annotated[
    str, typer.Option(envvar="SOSAFE_URL", help="The service; by default the one you signed in to.")
]
ClientId = Annotated[str, typer.Option(envvar="SOSAFE_CLIENT_ID", help="A client instead of yours.")]
ClientSecret = Annotated[str, typer.Option(envvar="SOSAFE_CLIENT_SECRET", help="Its secret.")]
Token = Annotated[str, typer.Option(envvar="SOSAFE_TOKEN", help="An access token instead.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program, and nothing else.")]
Purpose = Annotated[
    str, typer.Option(help="What you read records about people for, like safeguarding; it is recorded.")
]


@dataclass(frozen=True, slots=True)
class Login:
    """A client of a service, with its secret or the file of its key."""

    url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    key_file: str = ""
    key_id: str = ""
    audience: str = ""

    @property
    def credentials(self) -> Credentials:
        if not self.key_file:
            return Secret(self.client_id, self.client_secret)
        audience = self.audience or f"{self.url.rstrip('/')}/oauth2/token"
        return KeyFile(self.client_id, Path(self.key_file), audience, self.key_id)


def login_file() -> Path:
    return configuration() / "login.json"


def keep_login(login: Login) -> Path:
    return keep(login_file(), json.dumps(asdict(login)))


def kept_login() -> Login | None:
    """None where nobody signed in; raises `StepRefused` where others can read the secret or it cannot be read."""
    path = login_file()
    if not path.exists():
        return None
    if os.name == "posix" and path.stat().st_mode & OTHERS:
        raise StepRefused(f"others can read {path}: sign in again, and have the secret changed")
    try:
        return Login(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise StepRefused(f"{path} cannot be read: sign in again") from error


@contextmanager
def calling(url: str, client_id: str, client_secret: str, token: str) -> Iterator[ApiClient]:
    """The service as this caller; a step that it refuses ends the command with a sentence and a status."""
    try:
        login = _meant(url, client_id, client_secret, token)
        with httpx.Client(base_url=login.url, timeout=TIMEOUT_SECONDS) as http:
            yield ApiClient(http, login.credentials, token)
    except StepRefused as refused:
        end(refused)


def _meant(url: str, client_id: str, client_secret: str, token: str) -> Login:
    """Raises `StepRefused`, also for half a client: the kept one may be another agency's program."""
    if token or (client_id and client_secret):
        return Login(url or _usual_url(), client_id, client_secret)
    if client_secret:
        raise _not_signed_in("--client-secret (SOSAFE_CLIENT_SECRET) is given without --client-id.")
    login = kept_login()
    if client_id and (login is None or login.client_id != client_id):
        told = f"--client-id (SOSAFE_CLIENT_ID) is given as {client_id} without --client-secret."
        raise _not_signed_in(f"{told} Give both, or sign in as this client.")
    if login is None:
        raise _not_signed_in(
            "Sign in by `sosafe login`, or give --client-id and --client-secret, or --token."
        )
    if url not in {"", login.url}:
        raise _not_signed_in(f"You are signed in to {login.url}: sign in to {url} first.")
    return login


def _usual_url() -> str:
    """The service that one signed in to, and on this machine where nobody did; raises `StepRefused`."""
    login = kept_login()
    return login.url if login else LOCAL


def _not_signed_in(told: str) -> StepRefused:
    return StepRefused(told, status=Status.NOT_SIGNED_IN)


def end(refused: StepRefused) -> NoReturn:
    """The sentence, each fault that the service names, and the status."""
    console = Console(stderr=True)
    console.print(str(refused), style="bold red", markup=False, highlight=False, soft_wrap=True)
    for told in refused.told_faults:
        console.print(told, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(refused.status)
