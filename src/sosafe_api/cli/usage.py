"""`sosafe usage`: which clients call which operations, above all those that end (ADR 0043)."""

from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec
import typer

from sosafe_api import provisioning
from sosafe_api.cli.operator import as_operator, name_of, refuse
from sosafe_api.contract.document import operations_of
from sosafe_api.contract.routes import contract
from sosafe_api.core import clock

YEAR = timedelta(days=365)


def _name_of_one(slug: str | None) -> str | None:
    return None if slug is None else name_of(slug)


def usage(
    partnership: Annotated[
        str | None, typer.Option("--partnership", help="Only this partnership.", callback=_name_of_one)
    ] = None,
    operation: Annotated[list[str] | None, typer.Option("--operation", help="Only this operation.")] = None,
    ending: Annotated[bool, typer.Option("--ending", help="Only operations that end.")] = False,
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help="From this day's month on; else a year."),
    ] = None,
) -> None:
    """Print a line of JSON for each client and operation: how often it was called, and on which day last.

    People are counted under their agency. What was called in the last half minute may not be counted yet.
    """
    day: date = since.date() if since else clock.today() - YEAR
    with as_operator() as connection:
        for used in provisioning.usage(
            connection, since=day, partnership=partnership, operations=_asked(operation, ending=ending)
        ):
            typer.echo(msgspec.json.encode(used._asdict()).decode())


def _asked(operations: list[str] | None, *, ending: bool) -> set[str] | None:
    described = operations_of(contract())
    unknown = set(operations or ()) - {item["operationId"] for item in described}
    if unknown:
        refuse(f"The contract has no operation {', '.join(sorted(unknown))}.")
    if not ending:
        return set(operations) if operations else None
    found = {item["operationId"] for item in described if "x-sunset" in item}
    return found & set(operations) if operations else found


COMMANDS = {"usage": usage}
