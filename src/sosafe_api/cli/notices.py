"""`sosafe notices`: what the duty leads must be told of reveals, for whatever pages them. Identifiers only."""

from typing import Annotated
from uuid import UUID

import msgspec
import typer

from sosafe_api import provisioning
from sosafe_api.cli.operator import as_operator, name_of

NAMES = ("id", "created_at", "reveal_id", "place_id", "service_id", "principal_id", "recipient_id")
_READ = (
    "SELECT id, created_at, reveal_id, place_id, service_id, principal_id, recipient_id FROM reveal_notices"
    " WHERE partnership_id = %s AND id > %s ORDER BY id"
)


def notices(
    partnership: Annotated[
        str, typer.Option("--partnership", help="The partnership's slug.", callback=name_of)
    ],
    after: Annotated[
        UUID | None, typer.Option("--after", help="Only notices after this one, the last that was passed on.")
    ] = None,
) -> None:
    """Print each notice as a line of JSON, oldest first: who asked for which place's location, and who is told.

    Without a recipient nobody led the duty, and it is for the whole service.
    """
    with as_operator() as connection:
        partnership_id = provisioning.enter(connection, partnership)
        for row in connection.execute(_READ, (partnership_id, after or UUID(int=0))):
            typer.echo(msgspec.json.encode(dict(zip(NAMES, row, strict=True))).decode())


COMMANDS = {"notices": notices}
