"""`sosafe push FILE`: sends referrals one by one; sending them again does nothing twice."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from sosafe_api.cli.api_client import ApiClient
from sosafe_api.cli.refusals import StepRefused
from sosafe_api.cli.signed_in import ClientId, ClientSecret, Json, Token, Url, calling
from sosafe_api.cli.statuses import Status

PATH = "/v1/referrals"


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
    with calling(url, client_id, client_secret, token) as api:
        outcomes = [_pushed(api, number, referral) for number, referral in enumerate(referrals, start=1)]
    if as_json:
        for outcome in outcomes:
            typer.echo(json.dumps(outcome))
    else:
        _show(outcomes)
    if any(outcome["id"] is None for outcome in outcomes):
        raise typer.Exit(Status.REFUSED)


def _referrals(file: Path) -> Iterator[dict[str, Any]]:
    """Raises `BadParameter` with the line that is no referral; what it holds is not told."""
    try:
        content = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{file} cannot be read as text in UTF-8") from error
    lines = content.splitlines()
    try:
        whole = json.loads(content)
        texts = [(1, json.dumps(whole))]
    except ValueError:
        texts = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    for number, text in texts:
        try:
            found = json.loads(text)
        except ValueError as error:
            raise typer.BadParameter(f"line {number} is not JSON") from error
        if not isinstance(found, dict):
            raise typer.BadParameter(f"line {number} is not an object: give one referral a line")
        yield found


def _pushed(api: ApiClient, number: int, referral: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": number,
        "agency_reference": referral.get("agency_reference"),
        "id": None,
        "faults": [],
    }
    try:
        return told | {"id": api.call("POST", PATH, json=referral)["id"]}
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
        reference = str(outcome["agency_reference"] or "")
        if outcome["id"] is not None:
            table.add_row(str(outcome["number"]), reference, f"held as {outcome['id']}", "", "", "")
        for fault in outcome["faults"]:
            place = (str(outcome["number"]), reference, "refused", fault["pointer"] or "")
            table.add_row(*place, fault["code"], fault["detail"])
    Console().print(table)


COMMANDS = {"push": push}
