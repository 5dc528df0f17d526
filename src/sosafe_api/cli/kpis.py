"""`sosafe kpis draft` and `approve`: a release of the indicators by two people, through the public API."""

import json
import time
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

import httpx
import typer
from rich.console import Console

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.signed_in import LOCAL, TIMEOUT_SECONDS, Json
from sosafe_api.cli.statuses import Status

app = typer.Typer(help="Indicators and their releases.", no_args_is_help=True)
RELEASES = "/v1/kpi-releases"
WAIT_SECONDS = 600
PAUSE_SECONDS = 0.5
Token = Annotated[str, typer.Option(envvar="SOSAFE_TOKEN", help="Your access token.")]
Url = Annotated[str, typer.Option(envvar="SOSAFE_URL", help="The service.")]


@app.command()
def draft(
    notes: Annotated[str, typer.Option(help="What is new or corrected, for readers.")],
    token: Token,
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only periods that ended by this day, like 2026-10-01."),
    ] = None,
    url: Url = LOCAL,
    as_json: Json = False,
) -> None:
    """Have all indicators of the token's partnership computed and checked, for somebody else to approve."""
    wanted = {"notes": notes, "before": before.date().isoformat() if before else None}
    with httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS) as http:
        api = ApiClient(http, None, token)
        try:
            made = api.call("POST", RELEASES, json=wanted, headers={"Idempotency-Key": str(uuid4())})
            release = _checked(api, f"{RELEASES}/{made['id']}")
        except StepRefused as refused:
            raise _told("Not drafted", refused) from refused
    if as_json:
        typer.echo(json.dumps(release))
    else:
        _show_findings(release)
    if release["status"] != "checked":
        Console(stderr=True).print("[bold red]Refused:[/] it could give somebody away, or failed.")
        raise typer.Exit(Status.REFUSED)
    if as_json:
        return
    console = Console()
    console.print(f"Release {release['id']} is checked. Somebody else publishes it:", highlight=False)
    console.print(f"sosafe kpis approve {release['id']}", highlight=False, soft_wrap=True)


@app.command()
def approve(
    release_id: Annotated[UUID, typer.Argument(help="The checked release.")],
    token: Token,
    url: Url = LOCAL,
    as_json: Json = False,
) -> None:
    """Publish a release that somebody else drafted; everybody reads the new values within a second."""
    with httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS) as http:
        api = ApiClient(http, None, token)
        path = f"{RELEASES}/{release_id}"
        try:
            seen = api.call("GET", path)
            headers = {"If-Match": seen["etag"]}
            release = api.call("POST", f"{path}/transitions", json={"to": "published"}, headers=headers)
            slug = api.call("GET", "/v1/partnership")["slug"]
        except StepRefused as refused:
            raise _told("Not published", refused) from refused
    if as_json:
        typer.echo(json.dumps(release))
        return
    console = Console()
    console.print(f"Release {release['number']} is published.", highlight=False)
    console.print(f"{url}/v1/partnerships/{slug}/kpis", highlight=False, soft_wrap=True)


def _checked(api: ApiClient, path: str) -> dict[str, Any]:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        found = api.call("GET", path)
        if found["status"] != "draft":
            return found
        time.sleep(PAUSE_SECONDS)
    raise StepRefused(
        "the release was not checked in time; is `sosafe worker` running?", status=Status.NOT_YET
    )


def _show_findings(release: dict[str, Any]) -> None:
    for finding in release["findings"]:
        Console().print(f"{finding['code']}: {finding['cells']} in {finding['path']}", highlight=False)


def _told(what: str, refused: StepRefused) -> typer.Exit:
    Console(stderr=True).print(f"[bold red]{what}:[/] {refused}", highlight=False)
    return typer.Exit(refused.status)


COMMANDS = {"kpis": app}
