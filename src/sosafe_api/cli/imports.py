"""`sosafe import FILE…`: sends street files through the public API, shows progress and ends in a summary."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

WAIT_SECONDS = 300
PART_BYTES = 8 * 1024 * 1024
ENDED = frozenset({"validated", "committed", "duplicate", "failed", "cancelled"})
KEPT = frozenset({"committed", "duplicate"})


class ImportStopped(Exception):
    """The service refused a step; the message says why."""


@dataclass(slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    status: str
    rows: int = 0
    without_area: int = 0
    faults: int = 0
    detail: str = ""
    examples: list[dict[str, Any]] = field(default_factory=list)


def import_files(
    files: Annotated[
        list[Path], typer.Argument(help="Street files as downloaded.", exists=True, dir_okay=False)
    ],
    client_id: Annotated[str, typer.Option(envvar="SOSAFE_CLIENT_ID", help="The client that imports.")],
    client_secret: Annotated[str, typer.Option(envvar="SOSAFE_CLIENT_SECRET", help="Its secret.")],
    url: Annotated[str, typer.Option(envvar="SOSAFE_URL", help="The service.")] = "http://127.0.0.1:8000",
) -> None:
    """Load police street files; a file that was loaded before changes nothing."""
    console = Console()
    started = time.monotonic()
    outcomes: list[Outcome] = []
    with httpx.Client(base_url=url, timeout=120) as client, _progress(console) as progress:
        _sign_in(client, client_id, client_secret)
        bar = progress.add_task("", total=len(files))
        for path in sorted(files):
            progress.update(bar, description=path.name)
            outcomes.append(_load(client, path))
            progress.advance(bar)
    _summarise(console, outcomes, time.monotonic() - started)
    if any(outcome.status not in KEPT for outcome in outcomes):
        raise typer.Exit(1)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _sign_in(client: httpx.Client, client_id: str, client_secret: str) -> None:
    answer = client.post(
        "/oauth2/token", auth=(client_id, client_secret), data={"grant_type": "client_credentials"}
    )
    if answer.status_code != httpx.codes.OK:
        typer.echo("The service does not know this client and secret.", err=True)
        raise typer.Exit(1)
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


def _load(client: httpx.Client, path: Path) -> Outcome:
    try:
        made = _step(
            client, "POST", "/v1/imports", json=_options(path), headers={"Idempotency-Key": str(uuid4())}
        )
        sent = _send(client, made["upload"]["url"], path)
        _step(
            client,
            "POST",
            f"/v1/imports/{made['id']}/transitions",
            json={"to": "validating"},
            headers={"If-Match": sent["etag"]},
        )
        found = _await(client, made["id"])
        examples = []
        if found["faults"] or found["problem_code"] == "broken_rows":
            examples = _step(client, "GET", f"/v1/imports/{made['id']}/faults?limit=5")["data"]
    except (ImportStopped, httpx.HTTPError) as error:
        return Outcome(path, "failed", detail=str(error) or type(error).__name__)
    return Outcome(
        path,
        "refused" if found["faults"] else found["status"],
        found["rows_read"] or 0,
        found["rows_without_area"] or 0,
        found["faults"] or 0,
        found["problem_detail"] or "",
        examples,
    )


def _options(path: Path) -> dict[str, Any]:
    return {
        "resource": "incidents",
        "format": "police_uk_street_csv",
        "commit": "automatic",
        "file_name": path.name,
    }


def _send(client: httpx.Client, url: str, path: Path) -> dict[str, Any]:
    """In parts, so that neither side holds the whole file."""
    offset = 0
    sent: dict[str, Any] = {}
    with path.open("rb") as file:
        while True:
            part = file.read(PART_BYTES)
            if not part and offset:
                return sent
            headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
            sent = _step(client, "PATCH", url, content=part, headers=headers)
            offset += len(part)
            if not part:
                return sent


def _await(client: httpx.Client, import_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        found = _step(client, "GET", f"/v1/imports/{import_id}")
        if found["status"] in ENDED:
            return found
        time.sleep(0.1)
    raise ImportStopped("no worker took the import; is `sosafe worker` running?")


def _step(client: httpx.Client, method: str, path: str, **options: Any) -> dict[str, Any]:
    answer = client.request(method, path, **options)
    body: dict[str, Any] = answer.json()
    if answer.is_error:
        raise ImportStopped(f"{body['title']}: {body['detail']}")
    return body


def _summarise(console: Console, outcomes: list[Outcome], seconds: float) -> None:
    table = Table("file", "status", "rows", "without area", "faults", title="Imports")
    for outcome in outcomes:
        table.add_row(
            outcome.path.name,
            outcome.status,
            f"{outcome.rows:,}",
            f"{outcome.without_area:,}",
            f"{outcome.faults:,}",
        )
    console.print(table)
    for outcome in outcomes:
        if outcome.detail:
            console.print(f"{outcome.path.name}: {outcome.detail}")
        for fault in outcome.examples:
            place = f"row {fault['row']}, {fault['column'] or 'whole row'}"
            console.print(f"{outcome.path.name}: {place}: {fault['code']}. {fault['suggestion']}")
    rows = sum(outcome.rows for outcome in outcomes if outcome.status in KEPT)
    kept = sum(outcome.status in KEPT for outcome in outcomes)
    console.print(f"{kept} of {len(outcomes)} files are loaded: {rows:,} rows in {seconds:.1f} s.")
