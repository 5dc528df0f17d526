"""`sosafe login` and `logout`: a client's secret is tried, and kept where only this user can read it."""

from typing import Annotated

import httpx
import typer
from rich.console import Console

from sosafe_api.cli.api_client import ApiClient, StepRefused
from sosafe_api.cli.signed_in import (
    EXIT_REFUSED,
    EXIT_UNAVAILABLE,
    LOCAL,
    TIMEOUT_SECONDS,
    Login,
    directory,
    keep_login,
)


def login(
    client_id: Annotated[str, typer.Option(envvar="SOSAFE_CLIENT_ID", prompt=True, help="Your client.")],
    client_secret: Annotated[
        str,
        typer.Option(
            envvar="SOSAFE_CLIENT_SECRET", prompt=True, hide_input=True, help="Asked for if not given."
        ),
    ],
    url: Annotated[str, typer.Option(envvar="SOSAFE_URL", help="The service.")] = LOCAL,
) -> None:
    """Sign in: the other commands call as this client until `sosafe logout`."""
    try:
        with httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS) as http:
            ApiClient(http, client_id, client_secret).sign_in()
    except StepRefused as refused:
        Console(stderr=True).print(f"[bold red]Not signed in:[/] {refused}", highlight=False)
        raise typer.Exit(EXIT_REFUSED if refused.answered else EXIT_UNAVAILABLE) from refused
    path = keep_login(Login(url, client_id, client_secret))
    Console().print(f"Signed in to {url} as {client_id}; kept in {path}.", highlight=False, soft_wrap=True)


def logout() -> None:
    """Forget the client and its secret."""
    (directory() / "login.json").unlink(missing_ok=True)
    Console().print("Signed out.")


COMMANDS = {"login": login, "logout": logout}
