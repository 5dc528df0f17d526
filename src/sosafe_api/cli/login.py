"""`sosafe login` and `logout`: a client's secret or key is tried, and kept where only this user can read it."""

import json
from pathlib import Path
from typing import Annotated

import httpx
import typer
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from rich.console import Console

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.credentials import private_key, public_jwk
from sosafe_api.cli.keeping import own_file
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.signed_in import LOCAL, TIMEOUT_SECONDS, Json, Login, end, keep_login, login_file


def login(
    client_id: Annotated[str, typer.Option(envvar="SOSAFE_CLIENT_ID", prompt=True, help="Your client.")],
    client_secret: Annotated[
        str, typer.Option(envvar="SOSAFE_CLIENT_SECRET", help="Its secret; asked for if no key is given.")
    ] = "",
    key: Annotated[
        Path | None,
        typer.Option(help="The file of its private key (PEM, P-256 or RSA) instead of a secret."),
    ] = None,
    key_id: Annotated[str, typer.Option(help="The key's `kid`, where it is not its thumbprint.")] = "",
    audience: Annotated[
        str, typer.Option(help="What the service calls itself to keys, where that is not --url.")
    ] = "",
    url: Annotated[str, typer.Option(envvar="SOSAFE_URL", help="The service.")] = LOCAL,
    as_json: Json = False,
) -> None:
    """Sign in: the other commands call as this client until `sosafe logout`.

    A key stays in its file, which nobody else may be able to read.
    """
    if key is None:
        secret = client_secret or typer.prompt("Client secret", hide_input=True)
        found = Login(url, client_id, secret)
    else:
        found = Login(url, client_id, key_file=str(key.absolute()), key_id=key_id, audience=audience)
    try:
        with httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS) as http:
            ApiClient(http, found.credentials).sign_in()
    except StepRefused as refused:
        end(refused)
    path = keep_login(found)
    if as_json:
        typer.echo(json.dumps({"url": url, "client_id": client_id, "kept_in": str(path)}))
    else:
        Console().print(
            f"Signed in to {url} as {client_id}; kept in {path}.", highlight=False, soft_wrap=True
        )


def logout(as_json: Json = False) -> None:
    """Forget the client and its secret; the file of a key stays."""
    was_there = login_file().exists()
    login_file().unlink(missing_ok=True)
    if as_json:
        typer.echo(json.dumps({"signed_out": was_there}))
    else:
        Console().print("Signed out.")


def client_key(
    file: Annotated[Path, typer.Argument(help="Where the private key is written; nothing is overwritten.")],
) -> None:
    """Make a key for your client, and print what of it is registered (a JWK set): all but what is secret."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    try:
        with own_file(file) as written:
            written.write(pem)
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be made: {error.strerror}") from error
    typer.echo(json.dumps({"keys": [public_jwk(private_key(file))]}))


COMMANDS = {"login": login, "logout": logout, "client-key": client_key}
