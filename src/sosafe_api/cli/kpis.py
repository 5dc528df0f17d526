"""`sosafe kpis publish`: a release of the indicators through the public API, and what readers then see."""

from datetime import datetime
from typing import Annotated
from uuid import uuid4

import httpx
import typer
from rich.console import Console

from sosafe_api.cli.api_client import ApiClient, StepRefused

app = typer.Typer(help="Indicators and their releases.", no_args_is_help=True)
TIMEOUT_SECONDS = 120


@app.command()
def publish(
    notes: Annotated[str, typer.Option(help="What is new or corrected, for readers.")],
    token: Annotated[str, typer.Option(envvar="SOSAFE_TOKEN", help="An administrator's access token.")],
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only periods that ended by this day, like 2026-10-01."),
    ] = None,
    url: Annotated[str, typer.Option(envvar="SOSAFE_URL", help="The service.")] = "http://127.0.0.1:8000",
) -> None:
    """Publish all indicators of the token's partnership; everybody reads the new values within a second."""
    wanted = {"notes": notes, "before": before.date().isoformat() if before else None}
    with httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS) as http:
        api = ApiClient(http, "", "", token)
        try:
            release = api.call(
                "POST", "/v1/kpi-releases", json=wanted, headers={"Idempotency-Key": str(uuid4())}
            )
            slug = api.call("GET", "/v1/partnership")["slug"]
        except StepRefused as refused:
            Console(stderr=True).print(f"[bold red]Not published:[/] {refused}", highlight=False)
            raise typer.Exit(1) from refused
    console = Console()
    console.print(f"Release {release['number']} is published.", highlight=False)
    console.print(f"{url}/v1/partnerships/{slug}/kpis", highlight=False, soft_wrap=True)


COMMANDS = {"kpis": app}
