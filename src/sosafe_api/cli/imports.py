"""`sosafe import FILE…`: sends files through the public API, shows progress and ends in a summary."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Column, Table

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.signed_in import ClientId, ClientSecret, Json, Purpose, Token, Url, calling
from sosafe_api.cli.statuses import Status
from sosafe_api.cli.uploads import Outcome, Progress, Wanted, load

HUNDRED = 100

FixFiles = Annotated[
    Path | None,
    typer.Option(help="A directory for the refused rows: mend them there, and import those files."),
]


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(help="Police files as downloaded, or of --resource.", exists=True, dir_okay=False),
    ],
    resource: Annotated[str, typer.Option(help="What the files hold, like referrals.")] = "",
    file_format: Annotated[
        str, typer.Option("--format", help="How they are written, where their ending does not say it.")
    ] = "",
    mapping: Annotated[str, typer.Option(help="Your agency's mapping of their headings.")] = "",
    mode: Annotated[
        str, typer.Option(help="atomic: a faulty row keeps its file out. resumable: only itself.")
    ] = "",
    rehearse: Annotated[bool, typer.Option("--rehearse", help="Only say what would happen.")] = False,
    fix_files: FixFiles = None,
    purpose: Purpose = "",
    url: Url = "",
    client_id: ClientId = "",
    client_secret: ClientSecret = "",
    token: Token = "",
    as_json: Json = False,
) -> None:
    """Load files: by --resource, or police street and outcomes files, which are known by their header.

    A file that was loaded before changes nothing. Stopped half-way, call it again: it goes on with what has not
    arrived. Ends with 1 when a file, or a row of one, is refused.
    """
    wanted = Wanted(resource, file_format, mapping, mode, rehearse, purpose, fix_files)
    outcomes: list[Outcome] = []
    with (
        calling(url, client_id, client_secret, token) as api,
        _summary(outcomes, files, wanted, as_json=as_json),
    ):
        _load_all(api, sorted(files), wanted, outcomes, quiet=as_json)
    if not all(outcome.sound(rehearsed=rehearse) for outcome in outcomes):
        raise typer.Exit(Status.REFUSED)


@contextmanager
def _summary(outcomes: list[Outcome], files: list[Path], wanted: Wanted, *, as_json: bool) -> Iterator[None]:
    """Told whatever ends the command: of the files before, what became of them is known."""
    started = time.monotonic()
    try:
        yield
    finally:
        if as_json:
            for outcome in outcomes:
                typer.echo(json.dumps(asdict(outcome), default=str))
        else:
            seconds = time.monotonic() - started
            _summarise(Console(), outcomes, len(files), seconds, rehearsed=wanted.rehearse)


def _load_all(
    api: ApiClient, files: list[Path], wanted: Wanted, outcomes: list[Outcome], *, quiet: bool
) -> None:
    """Adds what becomes of each; raises `StepRefused` at once for what hits all, and last for what was not whole."""
    console = Console()
    incomplete: StepRefused | None = None
    with Bar(*_columns(), console=console, transient=True, disable=quiet) as bars:
        bar = bars.add_task("", total=sum(path.stat().st_size for path in files), rows=0, stage="")
        progress = Progress(
            lambda more: bars.update(bar, advance=more), lambda found: bars.update(bar, stage=stage_of(found))
        )
        for number, path in enumerate(files, start=1):
            bars.update(bar, description=f"{number} of {len(files)}: {path.name}", stage="")
            outcomes.append(Outcome(path))
            try:
                load(api, outcomes[-1], wanted, progress)
            except StepRefused as refused:
                if refused.status is not Status.INCOMPLETE:
                    raise
                incomplete = incomplete or refused
            bars.update(bar, rows=sum(outcome.rows for outcome in outcomes))
            if not console.is_terminal and not quiet:  # where no bar can move, each file has its line
                console.print(_told(number, len(files), outcomes[-1]), markup=False, highlight=False)
    if incomplete is not None:
        raise incomplete


def _columns() -> Iterator[Any]:
    yield TextColumn("{task.description}")
    yield BarColumn()
    yield TaskProgressColumn()
    yield DownloadColumn()
    yield TextColumn("{task.fields[stage]}")
    yield TextColumn("{task.fields[rows]:,} rows")
    yield TimeElapsedColumn()


def stage_of(found: dict[str, Any]) -> str:
    """How far the service is with a file that has arrived: of one kept step by step, how many of its rows."""
    if found["rows_done"] is None or not found["rows_read"]:
        return str(found["status"])
    return f"{found['status']} {HUNDRED * found['rows_done'] // found['rows_read']}%"


def _told(number: int, total: int, outcome: Outcome) -> str:
    return f"{number} of {total}: {outcome.path.name}: {outcome.status}, {outcome.rows:,} rows"


def _summarise(
    console: Console, outcomes: list[Outcome], files: int, seconds: float, *, rehearsed: bool
) -> None:
    console.print(_table(outcomes, rehearsed=rehearsed))
    for outcome in outcomes:
        if outcome.detail:
            console.print(f"{outcome.path.name}: {outcome.detail}", markup=False)
        if outcome.examples:
            console.print(_faults(outcome))
        if outcome.faults > len(outcome.examples) > 0:
            console.print(f"{outcome.path.name}: and {outcome.faults - len(outcome.examples):,} more")
        if outcome.fix_file:
            told = f"{outcome.path.name}: its refused rows are in {outcome.fix_file}: mend and import that."
            console.print(told, markup=False, highlight=False, soft_wrap=True)
    if rehearsed:
        console.print("That was a rehearsal: nothing is kept.")
        return
    kept = [outcome for outcome in outcomes if outcome.kept]
    rows = sum(outcome.rows - outcome.refused for outcome in kept)
    console.print(f"{len(kept)} of {files} files are loaded: {rows:,} rows in {seconds:.1f} s.")


def _table(outcomes: list[Outcome], *, rehearsed: bool) -> Table:
    """Counts stand only where files have them, so that a narrow terminal shows every word of the rest."""
    located = any(outcome.without_area is not None for outcome in outcomes)
    records = any(outcome.created is not None for outcome in outcomes)
    names = ["status", "rows", *(["without area"] if located else []), "faults"]
    names += ["created", "unchanged", "refused"] if records else []
    table = Table(Column("file", overflow="fold"), title="Rehearsal" if rehearsed else "Imports")
    for name in names:
        table.add_column(name, no_wrap=True)
    for outcome in outcomes:
        counts = [outcome.rows, *([outcome.without_area or 0] if located else []), outcome.faults]
        counts += [outcome.created or 0, outcome.unchanged or 0, outcome.refused] if records else []
        table.add_row(outcome.path.name, outcome.status, *(f"{count:,}" for count in counts))
    return table


def _faults(outcome: Outcome) -> Table:
    table = Table("line", "column", "code", "what to do", title=f"{outcome.path.name}: what is wrong")
    for fault in outcome.examples:
        table.add_row(str(fault["line"]), fault["column"] or "whole row", fault["code"], fault["suggestion"])
    return table


COMMANDS = {"import": import_files}
