"""`sosafe export LIST`: a list in one file, known to be whole."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskProgressColumn, TextColumn

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.downloads import WantedList, Watcher, file_at_once, file_in_the_background, read_at_once
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.signed_in import ClientId, ClientSecret, Json, Purpose, Token, Url, calling

ENDINGS = {".csv": "csv", ".jsonl": "ndjson", ".ndjson": "ndjson", ".parquet": "parquet"}
NAME = re.compile(r"[a-z][a-z0-9_/-]*(\?.*)?", re.IGNORECASE)

Filters = Annotated[
    list[str] | None, typer.Option("--filter", help="A filter of the list, like status=accepted.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file; by default it is printed.", dir_okay=False)
]
Background = Annotated[
    bool,
    typer.Option("--background", help="The service writes it first: for long lists, and goes on if broken."),
]


def export(
    name: Annotated[
        str, typer.Argument(metavar="LIST", help="A list, like referrals or /v1/services?kind=refuge.")
    ],
    form: Annotated[
        str, typer.Option("--format", help="csv, ndjson or parquet; by default as the file's ending says.")
    ] = "",
    filters: Filters = None,
    file: Output = None,
    background: Background = False,
    purpose: Purpose = "",
    url: Url = "",
    client_id: ClientId = "",
    client_secret: ClientSecret = "",
    token: Token = "",
    as_json: Json = False,
) -> None:
    """Take a list whole: all that its pages hold, of one instant.

    A file appears only when it is known to be whole, and only you can read it. Parquet is written in the background.
    """
    form = form or (ENDINGS.get(file.suffix.lower(), "") if file else "ndjson")
    if form not in ENDINGS.values():
        raise typer.BadParameter("the format is csv, ndjson or parquet: by --format or the file's ending")
    background = background or form == "parquet"
    if file is None and (background or as_json):
        raise typer.BadParameter("name a file by --output for parquet, --background and --json")
    wanted = WantedList(_address(name, filters or []), form, purpose)
    with calling(url, client_id, client_secret, token) as api, _watching(quiet=as_json) as watcher:
        told = _taken(api, wanted, file, watcher, background=background)
    _tell(told, file, as_json=as_json)


def _taken(
    api: ApiClient, wanted: WantedList, file: Path | None, watcher: Watcher, *, background: bool
) -> dict[str, Any]:
    if file is None:
        return read_at_once(api, wanted, typer.get_binary_stream("stdout"), watcher)
    take = file_in_the_background if background else file_at_once
    try:
        return take(api, wanted, file, watcher)
    except OSError as error:
        raise StepRefused(f"{file} cannot be written: {error.strerror}") from error


def _address(name: str, filters: list[str]) -> str:
    """The list's address; raises `BadParameter` for what could not be one."""
    path = name.removeprefix("/").removeprefix("v1/")
    if not NAME.fullmatch(path):
        raise typer.BadParameter("a list is named like referrals, or /v1/referrals?status=accepted")
    pairs = [stated.partition("=") for stated in filters]
    if not all(equals for _, equals, _ in pairs):
        raise typer.BadParameter("a filter is stated like status=accepted")
    values: dict[str, list[str]] = {}
    for filtered, _, value in pairs:
        values.setdefault(filtered, []).append(value)
    query = urlencode(
        {filtered: ",".join(found) for filtered, found in values.items()}
    )  # several are one of these
    return f"/v1/{path}" + (f"{'&' if '?' in path else '?'}{query}" if query else "")


@contextmanager
def _watching(*, quiet: bool) -> Iterator[Watcher]:
    """A bar on the error stream, where one can move; the file itself may be going to the other."""
    console = Console(stderr=True)
    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        DownloadColumn(),
    )
    hidden = quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bars:
        bar = bars.add_task("asked for", total=None)
        yield Watcher(
            lambda rows: bars.update(bar, description=f"{rows:,} rows written"),
            lambda size: bars.update(bar, total=size or None),
            lambda size: bars.update(bar, completed=size),
        )


def _tell(told: dict[str, Any], file: Path | None, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"file": str(file), **told}))
        return
    rows = "" if told["rows"] is None else f"{told['rows']:,} rows, "
    console = Console(stderr=True)
    console.print(
        f"{file or told['list']}: {rows}{told['bytes']:,} bytes, whole.", highlight=False, soft_wrap=True
    )
    if told["change_cursor"]:
        go_on = f"What changes after it: sosafe changes tail --after {told['change_cursor']}"
        console.print(go_on, highlight=False, markup=False, soft_wrap=True)


COMMANDS = {"export": export}
