"""Keys, tokens, clients, users and partnerships: what an operator sets up before the API can be used."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from sosafe_api import provisioning
from sosafe_api.cli.operator import area_code_of, as_operator, name_of, public_keys_of, refuse
from sosafe_api.core import clock
from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.security import rotation
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens, InvalidToken, TokenSubject
from sosafe_api.core.settings import Environment, Settings, UnsafeConfiguration, load_settings
from sosafe_api.domains.auth.rules import CLIENT_ROLES, PartnershipMode, Role, permissions_of
from sosafe_api.installation import ensure_keys, installation

keys = typer.Typer(help="Keys that sign access tokens.", no_args_is_help=True)
tokens = typer.Typer(help="Access tokens.", no_args_is_help=True)
clients = typer.Typer(help="Programs of partner agencies.", no_args_is_help=True)
users = typer.Typer(help="People, known by an identifier.", no_args_is_help=True)
partnerships = typer.Typer(help="Partnerships of this installation.", no_args_is_help=True)

PartnershipOption = Annotated[str, typer.Option("--partnership", help="The partnership's slug.")]


@keys.command()
def rotate(
    at_once: Annotated[
        bool, typer.Option("--at-once", help="Sign with the new key now, not in 24 hours.")
    ] = False,
) -> None:
    """Make the next signing key: published now, used from tomorrow, so that every reader knows it in time."""
    settings = load_settings()
    ensure_keys(settings)
    ahead = timedelta(0) if at_once else rotation.PUBLISH_AHEAD
    key = rotation.rotate(settings.keys_directory, clock.now(), ahead)
    typer.echo(f"Key {key.kid} signs from {clock.wire_instant(key.active_from)}.")
    for removed in rotation.prune(settings.keys_directory, clock.now()):
        typer.echo(f"Key {removed} was removed: its last token has expired.")


@keys.command()
def withdraw(kid: Annotated[str, typer.Argument(help="The key's identifier.")]) -> None:
    """Withdraw a key that leaked, and with it every token it signed."""
    try:
        successor = rotation.withdraw(load_settings().keys_directory, kid, clock.now())
    except rotation.UnknownKey:
        refuse("There is no such key.")
    typer.echo(f"Key {kid} is withdrawn; {successor.kid} signs from now on.")


@tokens.command()
def issue(
    as_user: Annotated[str, typer.Option("--as", help="The user's identifier, like demo.caseworker.")],
    scope: Annotated[list[str] | None, typer.Option("--scope", help="Only these scopes.")] = None,
    step_up: Annotated[
        bool,
        typer.Option("--step-up", help="As after a fresh sign-in: what asks for one takes it 5 minutes."),
    ] = False,
) -> None:
    """Print a short token for a person of a test partnership (sign-in for people comes from outside)."""
    settings = load_settings()
    if settings.environment is not Environment.TEST:
        raise UnsafeConfiguration("tokens for people are issued here in test mode only")
    with installation(settings) as found, provisioning.as_owner(found.urls) as connection:
        person = provisioning.find_principal(connection, as_user)
        if person is None or person.kind is not PrincipalKind.USER or person.mode is not PartnershipMode.TEST:
            refuse(f"There is no user {as_user} in a test partnership.")
        allowed = {permission.value for permission in permissions_of(person.roles)}
        wanted = set(scope) if scope else allowed
        if not wanted <= allowed:
            refuse("The user's roles do not include every scope asked for.")
        provisioning.note_token(connection, person)
    subject = TokenSubject(
        subject=person.id,
        client_id="sosafe-cli",
        partnership_id=person.partnership_id,
        kind=PrincipalKind.USER,
        scope=frozenset(wanted),
        authenticated_at=int(clock.epoch_seconds()) if step_up else None,
    )
    typer.echo(_tokens(settings).issue(subject, settings.user_token_seconds))


@tokens.command()
def revoke(
    principal: Annotated[str, typer.Argument(help="The client or user whose tokens all end now.")],
    disable: Annotated[bool, typer.Option("--disable", help="Also refuse new tokens.")] = False,
) -> None:
    """End every token of a client or user at its next request."""
    with as_operator() as connection:
        if not provisioning.revoke(connection, principal, disable=disable):
            refuse(f"There is no client or user {principal}.")
    typer.echo(f"The tokens of {principal} are withdrawn.")


@tokens.command("revoke-one")
def revoke_one(
    file: Annotated[typer.FileText, typer.Argument(help="A file with the token; `-` reads standard input.")],
) -> None:
    """End one token that leaked, and no other. It is read from a file: arguments are seen by everybody."""
    settings = load_settings()
    try:
        token = _tokens(settings).verify(file.read().strip())
    except InvalidToken:
        refuse("That is no token of this service that could still be used.")
    with as_operator() as connection:
        provisioning.revoke_token(connection, token)
    typer.echo(f"The token {token.token_id} of {token.client_id} is withdrawn.")


def _tokens(settings: Settings) -> AccessTokens:
    ring = KeyRing.load(settings.keys_directory)
    return AccessTokens(ring, issuer=settings.issuer, audience=settings.audience)


@clients.command("create")
def create_client(
    partnership: PartnershipOption,
    agency: Annotated[str, typer.Option(help="The slug of the client's agency.")],
    name: Annotated[str, typer.Option(help="A short name, like housing-system.", callback=name_of)],
    role: Annotated[list[Role], typer.Option(help="What the client is for.")],
    key_set: Annotated[
        Path | None, typer.Option(help="Its public keys as a JWKS file; else a secret.")
    ] = None,
    algorithm: Annotated[str, typer.Option(help="The algorithm of its assertions.")] = "ES256",
) -> None:
    """Register a program. Without keys it gets a secret, shown once, which opens no live personal data."""
    if not set(role) <= CLIENT_ROLES:
        raise typer.BadParameter(f"a client's roles are {', '.join(sorted(CLIENT_ROLES))}")
    public_keys = public_keys_of(key_set, algorithm) if key_set else None
    scopes = sorted(permission.value for permission in permissions_of(frozenset(role)))
    with as_operator() as connection:
        made = provisioning.create_client(
            connection,
            partnership,
            agency,
            name,
            roles=role,
            scopes=scopes,
            key_set=public_keys,
            key_algorithm=algorithm if public_keys else None,
        )
    typer.echo(f"client_id: {made.client_id}")
    if made.secret:
        typer.echo(f"client_secret: {made.secret}   (shown once)")


@users.command("create")
def create_user(
    partnership: PartnershipOption,
    agency: Annotated[str, typer.Option(help="The slug of the user's agency.")],
    name: Annotated[
        str,
        typer.Option(
            help="An identifier that is not the person's name, like caseworker-7.", callback=name_of
        ),
    ],
    role: Annotated[list[Role], typer.Option(help="The user's roles.")],
    service: Annotated[str | None, typer.Option(help="The service a caseworker works for.")] = None,
    group: Annotated[str | None, typer.Option(help="The group in which a panel's member sits.")] = None,
) -> None:
    """Register a person by an identifier; the service keeps no names of staff."""
    with as_operator() as connection:
        made = provisioning.create_user(
            connection, partnership, agency, name, roles=role, service=service, group=group
        )
    typer.echo(f"user: {made.client_id}")


@partnerships.command("create")
def create_partnership(
    slug: Annotated[
        str, typer.Argument(help="A short name for addresses, like stevenage.", callback=name_of)
    ],
    name: Annotated[str, typer.Option(help="The partnership's name.")],
    area_code: Annotated[
        str, typer.Option(help="The district's ONS code, like E07000243.", callback=area_code_of)
    ],
    agency: Annotated[
        str, typer.Option(help="The slug of its administrator's agency.", callback=name_of)
    ] = "council",
    mode: Annotated[
        PartnershipMode, typer.Option(help="Whether its people are real.")
    ] = PartnershipMode.TEST,
) -> None:
    """Set up a partnership with its first agency and an administrator, who does the rest by the API."""
    with as_operator() as connection:
        provisioning.create_partnership(connection, slug, name, area_code, mode)
        provisioning.create_agency(
            connection, slug, agency, name=f"{name}: {agency}", kind="district_council"
        )
        made = provisioning.create_user(connection, slug, agency, "admin", roles=[Role.PARTNERSHIP_ADMIN])
    typer.echo(f"user: {made.client_id}")


COMMANDS = {
    "keys": keys,
    "tokens": tokens,
    "clients": clients,
    "users": users,
    "partnerships": partnerships,
}
