"""`sosafe push FILE`: sends referrals one by one; sending them again does nothing twice."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.signed_in import ClientId, ClientSecret, Json, Token, Url, calling
from sosafe_api.cli.statuses import Status

PATH = "/v1/referrals"
JSON_BODY = {"Content-Type": "application/json"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Ambiguous(ValueError):
    """What one reader of JSON takes and another refuses, or takes for something else."""


def push(
    file: Annotated[
        Path, typer.Argument(help="One referral as JSON, or one a line (NDJSON); `-` reads the input.")
    ],
    url: Url = "",
    client_id: ClientId = "",
    client_secret: ClientSecret = "",
    token: Token = "",
    as_json: Json = False,
) -> None:
    """Push referrals; ends with 1 when one is refused, and says of each why."""
    referrals = list(_referrals(file))
    outcomes: list[dict[str, Any]] = []
    try:
        with calling(url, client_id, client_secret, token) as api:
            for number, (content, referral) in enumerate(referrals, start=1):
                outcomes.append(_pushed(api, number, content, referral))
                if as_json:
                    typer.echo(json.dumps(outcomes[-1]))
    finally:  # what was sent is told, whatever became of a later one
        if outcomes and not as_json:
            _show(outcomes)
    if any(outcome["id"] is None for outcome in outcomes):
        raise typer.Exit(Status.REFUSED)


def _referrals(file: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Each as it stands in the file, and what it says. Raises `BadParameter` with the line that is no referral.

    What is sent is the file's own bytes: written anew, numbers and texts could come out otherwise. What a line holds is
    not told. Lines end at a line feed alone, since others of Unicode's ends of lines may stand in a text.
    """
    try:
        content = typer.get_binary_stream("stdin").read() if str(file) == "-" else file.read_bytes()
        content = content.removeprefix(BYTE_ORDER_MARK)
        content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{file} cannot be read as text in UTF-8") from error
    for number, text in _texts(content):
        try:
            found = json.loads(text.decode(), object_pairs_hook=_object, parse_constant=_constant)
        except _Ambiguous as error:
            raise typer.BadParameter(f"line {number} {error}") from error
        except (ValueError, RecursionError) as error:
            raise typer.BadParameter(f"line {number} is not JSON") from error
        if not isinstance(found, dict):
            raise typer.BadParameter(f"line {number} is not an object: give one referral a line")
        yield text, found


def _texts(content: bytes) -> list[tuple[int, bytes]]:
    """One JSON text, or one a line, with the number of its line."""
    try:
        json.loads(content.decode())
    except (ValueError, RecursionError):
        lines = enumerate(content.split(b"\n"), start=1)
        return [(number, text) for number, line in lines if (text := line.strip())]
    return [(1, content.strip())]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Ambiguous("states a property twice")
    return found


def _constant(_: str) -> NoReturn:
    raise _Ambiguous("holds NaN or Infinity, which are not JSON")


def _pushed(api: ApiClient, number: int, content: bytes, referral: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": number,
        "agency_reference": referral.get("agency_reference"),
        "id": None,
        "faults": [],
    }
    try:
        return told | {"id": api.call("POST", PATH, content=content, headers=JSON_BODY)["id"]}
    except StepRefused as refused:
        if refused.status is not Status.REFUSED:
            raise
        faults = [
            {"pointer": fault.get("pointer"), "code": fault["code"], "detail": fault["detail"]}
            for fault in refused.faults
        ]
        return told | {"faults": faults or [{"pointer": None, "code": refused.code, "detail": str(refused)}]}


def _show(outcomes: list[dict[str, Any]]) -> None:
    table = Table("referral", "reference", "what became of it", "where", "code", "what to do")
    for outcome in outcomes:
        place = (str(outcome["number"]), str(outcome["agency_reference"] or ""))
        if outcome["id"] is not None:
            table.add_row(*_plain(*place, f"held as {outcome['id']}", "", "", ""))
        for fault in outcome["faults"]:
            told = (fault["pointer"] or "", fault["code"], fault["detail"])
            table.add_row(*_plain(*place, "refused", *told))
    Console().print(table)


def _plain(*cells: str) -> Iterator[Text]:
    """As they are: nothing in them is markup, and half a surrogate pair cannot be printed."""
    return (Text(cell.encode(errors="replace").decode()) for cell in cells)


COMMANDS = {"push": push}
