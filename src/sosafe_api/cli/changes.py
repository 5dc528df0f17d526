"""`sosafe changes tail`: follows what changes, and goes on where it stood."""

import json
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.keeping import keep, stands
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.signed_in import ClientId, ClientSecret, Json, Token, Url, calling
from sosafe_api.cli.statuses import Status

app = typer.Typer(help="What changes.", no_args_is_help=True)
PAGE = 200
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 5.0
TO_SYNCHRONISE = """The changes after the kept place are no longer there: they are kept for 30 days.
Take the records anew and go on from there. Each of your lists, the first one first:
    sosafe export referrals -o referrals.ndjson
It prints the place in the feed at which the file stands:
    sosafe changes tail --after CURSOR
What changed before is in the file; nothing is missed. Without a copy to keep, begin with the oldest change:
    sosafe changes tail --from-oldest"""


@app.command()
def tail(
    types: Annotated[
        list[str] | None,
        typer.Option("--type", help="Only these: referral.accepted, or referral.* for all of a resource."),
    ] = None,
    after: Annotated[str, typer.Option(help="Begin after this cursor, not where it stood.")] = "",
    from_oldest: Annotated[
        bool, typer.Option("--from-oldest", help="Begin with the oldest change that is kept.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="End when there is nothing more for now.")] = False,
    url: Url = "",
    client_id: ClientId = "",
    client_secret: ClientSecret = "",
    token: Token = "",
    as_json: Json = False,
) -> None:
    """Print each change as it is told, oldest first, until Ctrl-C; called again, go on where it stood.

    A place is kept for each service, caller and choice of types, once what came before it is printed. Killed in
    between, it prints those again, with the same identifiers, rather than leave any out.
    """
    if after and from_oldest:
        raise typer.BadParameter("--after and --from-oldest exclude each other")
    with calling(url, client_id, client_secret, token) as api:
        place = stands("changes", *api.caller, *sorted(types or []))
        cursor = after or ("" if from_oldest or not place.exists() else place.read_text())
        try:
            _follow(api, place, cursor, types or [], once=once, as_json=as_json)
        except KeyboardInterrupt:
            return  # this is how following ends
        except StepRefused as refused:
            if refused.code != "change_cursor_expired":
                raise
            raise StepRefused(TO_SYNCHRONISE, status=Status.EXPIRED) from refused


def _follow(api: ApiClient, place: Path, cursor: str, types: list[str], *, once: bool, as_json: bool) -> None:
    pause = FIRST_PAUSE
    while True:
        stated = {"type": ",".join(types), "after": cursor}
        wanted = {"limit": PAGE, **{name: value for name, value in stated.items() if value}}
        found = api.call("GET", "/v1/changes", params=wanted)
        for change in found["data"]:
            typer.echo(json.dumps(change) if as_json else _line(change))
        cursor = found["page"]["next_cursor"]
        keep(place, cursor)
        if found["page"]["has_more"]:
            continue
        if once:
            return
        pause = FIRST_PAUSE if found["data"] else min(pause * 1.5, LONGEST_PAUSE)
        time.sleep(pause)


def _line(change: dict[str, Any]) -> str:
    return f"{change['occurred_at']}  {change['type']}  {change['resource_id']}  version {change['resource_version']}"


COMMANDS = {"changes": app}
