"""`sosafe kpi`: which indicators there are, and the values of one, as the caller may see them."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from sosafe_api.cli.signed_in import ClientId, ClientSecret, Json, Token, Url, calling

NOT_SHOWN = "not shown"


def kpi(
    code: Annotated[str, typer.Argument(help="An indicator's code; none lists them.")] = "",
    period: Annotated[str, typer.Option(help="The length of time of each value.")] = "quarter",
    by: Annotated[str, typer.Option(help="Split by this.")] = "",
    since: Annotated[str, typer.Option("--from", help="Periods that begin on or after this day.")] = "",
    before: Annotated[str, typer.Option(help="Periods that end by this day.")] = "",
    url: Url = "",
    client_id: ClientId = "",
    client_secret: ClientSecret = "",
    token: Token = "",
    as_json: Json = False,
) -> None:
    """List the indicators, or print the values of one."""
    asked = {"period": period, "by": by, "from": since, "before": before}
    with calling(url, client_id, client_secret, token) as api:
        path = f"/v1/kpis/{code}/observations" if code else "/v1/kpis"
        parameters = {name: value for name, value in asked.items() if value} if code else {}
        found = api.call("GET", path, params=parameters)
    if as_json:
        typer.echo(json.dumps(found))
    else:
        Console().print(_values(code, found["data"]) if code else _indicators(found["data"]))


def _indicators(definitions: list[dict[str, Any]]) -> Table:
    table = Table(Column("code", no_wrap=True), "title", "unit", "periods")  # a code is for copying
    for definition in definitions:
        periods = ", ".join(definition["periods"])
        table.add_row(definition["code"], definition["title"], definition["unit"], periods)
    return table


def _values(code: str, observations: list[dict[str, Any]]) -> Table:
    table = Table("period", "split", "value", "unit", "status", title=code)
    for item in observations:
        value = NOT_SHOWN if item["value"] is None else f"{item['value']:,.{item['decimal_places']}f}"
        table.add_row(item["period"]["label"], _split(item), value, item["unit"], item["status"])
    return table


def _split(item: dict[str, Any]) -> str:
    found = item["breakdown"]
    return "" if found is None else ", ".join(str(value) for value in found.values() if value is not None)


COMMANDS = {"kpi": kpi}
