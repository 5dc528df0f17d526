"""`sosafe sandboxes`: test partnerships with fictional data, made and made anew."""

from typing import Annotated

import typer

from sosafe_api import provisioning
from sosafe_api.cli.operator import as_operator, name_of, refuse
from sosafe_api.demo import seed

sandboxes = typer.Typer(help="Test partnerships with fictional data.", no_args_is_help=True)

Slug = Annotated[str, typer.Argument(help="The test partnership's slug.", callback=name_of)]


@sandboxes.command()
def create(
    slug: Slug, name: Annotated[str, typer.Option(help="Its name.")] = "Sandbox Community Safety Partnership"
) -> None:
    """Set up a test partnership with agencies, services, people in every role and two years of fictional referrals."""
    with as_operator() as connection:
        made = seed.make_sandbox(connection, slug, name)
    typer.echo(f"client_id: {made.client_id}")
    typer.echo(f"client_secret: {made.secret}   (shown once)")
    typer.echo(f"A token for a person, on a test installation: sosafe tokens issue --as {slug}.analyst")


@sandboxes.command()
def reset(
    slug: Slug,
    empty: Annotated[bool, typer.Option("--empty", help="Do not fill it with fictional data again.")] = False,
) -> None:
    """Throw away all that happened in a test partnership. Its organisation, people and programs stay.

    A sandbox is filled again with the fictional data that it began with.
    """
    try:
        with as_operator() as connection:
            gone = provisioning.reset(connection, slug)
            filled = not empty and seed.refill(connection, slug)
    except provisioning.NotATestPartnership as error:
        refuse(f"{str(error)[:1].upper()}{str(error)[1:]}.")
    state = "It is as it began" if filled else "It is empty"
    typer.echo(f"{gone} rows of {slug} are gone. {state}, and its clock is the true one.")


COMMANDS = {"sandboxes": sandboxes}
