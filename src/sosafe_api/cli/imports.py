"""`sosafe import FILE…`: sends police files through the public API, shows progress and ends in a summary."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from sosafe_api.cli.api_client import ApiClient, StepRefused
from sosafe_api.cli.signed_in import ClientId, ClientSecret, Json, Token, Url, calling, directory, keep

WAIT_SECONDS = 300
PART_BYTES = 8 * 1024 * 1024
LONGEST_HEADER = 65_536
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
EXAMPLES = 20
ENDED = frozenset({"validated", "committed", "duplicate", "failed", "cancelled"})
KEPT = frozenset({"committed", "duplicate"})
Advance = Callable[[int], None]  # is told how many bytes more have arrived


@dataclass(slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    status: str
    rows: int = 0
    without_area: int = 0
    faults: int = 0
    seconds: float = 0.0
    detail: str = ""
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        return self.status in KEPT


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(help="Street and outcomes files as downloaded.", exists=True, dir_okay=False),
    ],
    url: Url = "",
    client_id: ClientId = "",
    client_secret: ClientSecret = "",
    token: Token = "",
    as_json: Json = False,
) -> None:
    """Load police street and outcomes files; a file that was loaded before changes nothing.

    Stopped half-way, call it again: it goes on with what has not arrived.
    """
    console = Console()
    started = time.monotonic()
    with calling(url, client_id, client_secret, token) as api:
        outcomes = _load_all(api, sorted(files), console, quiet=as_json)
    if as_json:
        for outcome in outcomes:
            typer.echo(json.dumps(asdict(outcome), default=str))
    else:
        _summarise(console, outcomes, time.monotonic() - started)
    if not all(outcome.kept for outcome in outcomes):
        raise typer.Exit(1)


def _load_all(api: ApiClient, files: list[Path], console: Console, *, quiet: bool) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with Progress(*_columns(), console=console, transient=True, disable=quiet) as progress:
        bar = progress.add_task("", total=sum(path.stat().st_size for path in files), rows=0)
        for number, path in enumerate(files, start=1):
            progress.update(bar, description=f"{number} of {len(files)}: {path.name}")
            outcomes.append(_load(api, path, lambda sent: progress.update(bar, advance=sent)))
            progress.update(bar, rows=sum(outcome.rows for outcome in outcomes))
            if not console.is_terminal and not quiet:  # where no bar can move, each file has its line
                console.print(_told(number, len(files), outcomes[-1]), markup=False, highlight=False)
    return outcomes


def _columns() -> Iterator[Any]:
    yield TextColumn("{task.description}")
    yield BarColumn()
    yield DownloadColumn()
    yield TextColumn("{task.fields[rows]:,} rows")
    yield TimeElapsedColumn()


def _told(number: int, total: int, outcome: Outcome) -> str:
    return f"{number} of {total}: {outcome.path.name}: {outcome.status}, {outcome.rows:,} rows"


def _load(api: ApiClient, path: Path, advance: Advance) -> Outcome:
    started = time.monotonic()
    try:
        found, examples = _import(api, path, advance)
    except StepRefused as refused:
        return Outcome(path, "failed", detail=str(refused), seconds=time.monotonic() - started)
    return Outcome(
        path,
        "refused" if found["faults"] else found["status"],
        found["rows_read"] or 0,
        found["rows_without_area"] or 0,
        found["faults"] or 0,
        time.monotonic() - started,
        found["problem_detail"] or "",
        examples,
    )


def _import(api: ApiClient, path: Path, advance: Advance) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The import as it ended, and the first of its faults."""
    options = {**_kind_of(path), "commit": "automatic", "file_name": path.name}
    begun = _begun(path)
    made = api.call("POST", "/v1/imports", json=options, headers={"Idempotency-Key": begun.read_text()})
    address = f"/v1/imports/{made['id']}"
    stands = api.call("GET", address)  # an import that was begun before is answered as it was then
    if stands["status"] == "open":
        sent = _send(api, made["upload"]["url"], path, advance, stands)
        api.call(
            "POST", f"{address}/transitions", json={"to": "validating"}, headers={"If-Match": sent["etag"]}
        )
    found = _await(api, address)
    begun.unlink(missing_ok=True)
    if not found["faults"]:
        return found, []
    return found, api.call("GET", f"{address}/faults?limit={EXAMPLES}")["data"]


def _begun(path: Path) -> Path:
    """The key under which this very content is being sent: kept until the import ends, so that a later call goes on."""
    with path.open("rb") as file:
        name = f"import-{hashlib.file_digest(file, 'sha256').hexdigest()}"
    kept = directory() / name
    return kept if kept.exists() else keep(name, str(uuid4()))


def _kind_of(path: Path) -> dict[str, str]:
    """What the file holds, by its header; the service refuses by name what is neither."""
    with path.open("rb") as file:
        if b"Outcome type" in file.readline(LONGEST_HEADER):
            return {"resource": "crime_outcomes", "format": "police_uk_outcomes_csv"}
    return {"resource": "incidents", "format": "police_uk_street_csv"}


def _send(
    api: ApiClient, url: str, path: Path, advance: Advance, stands_at: dict[str, Any]
) -> dict[str, Any]:
    """In parts, so that neither side holds the whole file; goes on where a broken upload stands."""
    offset, size = stands_at["bytes_received"], path.stat().st_size
    sent: dict[str, Any] = stands_at if offset else {}
    advance(offset)
    with path.open("rb") as file:
        while not sent or offset < size:
            file.seek(offset)
            part = file.read(PART_BYTES)
            headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
            try:
                sent = api.call("PATCH", url, content=part, headers=headers)
                offset += len(part)
                advance(len(part))
            except StepRefused as refused:
                if refused.code != "upload_offset_mismatch":
                    raise
                stands = int(refused.members["upload_offset"])
                advance(stands - offset)
                offset = stands
                sent = api.call("GET", url.removesuffix("/content"))
    return sent


def _await(api: ApiClient, address: str) -> dict[str, Any]:
    """Asks soon at first and then less often, well within the quota."""
    pause, deadline = FIRST_PAUSE, time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        found = api.call("GET", address)
        if found["status"] in ENDED:
            return found
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
    raise StepRefused("the import did not end in time; is `sosafe worker` running?")


def _summarise(console: Console, outcomes: list[Outcome], seconds: float) -> None:
    table = Table("file", "status", "rows", "without area", "faults", "seconds", title="Imports")
    for outcome in outcomes:
        counts = (outcome.rows, outcome.without_area, outcome.faults)
        table.add_row(
            outcome.path.name,
            outcome.status,
            *(f"{count:,}" for count in counts),
            f"{outcome.seconds:.1f}",
        )
    console.print(table)
    for outcome in outcomes:
        if outcome.detail:
            console.print(f"{outcome.path.name}: {outcome.detail}", markup=False)
        if outcome.examples:
            console.print(_faults(outcome))
        if outcome.faults > len(outcome.examples) > 0:
            console.print(f"{outcome.path.name}: and {outcome.faults - len(outcome.examples):,} more")
    kept = [outcome for outcome in outcomes if outcome.kept]
    rows = sum(outcome.rows for outcome in kept)
    console.print(f"{len(kept)} of {len(outcomes)} files are loaded: {rows:,} rows in {seconds:.1f} s.")


def _faults(outcome: Outcome) -> Table:
    table = Table("line", "column", "code", "what to do", title=f"{outcome.path.name}: what is wrong")
    for fault in outcome.examples:
        table.add_row(str(fault["line"]), fault["column"] or "whole row", fault["code"], fault["suggestion"])
    return table


COMMANDS = {"import": import_files}
