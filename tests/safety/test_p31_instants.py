"""P31: instants are sent and kept as UTC, naive ones are refused, and a day is a day in London."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sosafe_api.core import clock
from sosafe_api.core.clock import LONDON
from sosafe_api.domains.auth.rules import Role
from tests.access.requests import headers_of, real_path
from tests.access.table import TABLE
from tests.contract.arrangements import by_name, perform
from tests.fixtures.contract import document
from tests.fixtures.world import World

pytestmark = [pytest.mark.p31, pytest.mark.database]
WIRE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
FOR_PEOPLE = ("text/html", "application/pdf")
NAIVE = ("2026-03-29T01:30:00", "2026-10-25 01:30:00", "2026-11-02", "1793700000", "2026-11-02T09:30")
READS = sorted(
    name for name, row in TABLE.items() if row.method == "GET" and row.roles and not name.endswith("_offset")
)
# Both nights on which the clocks change, the 29th of February, the turn of the year: London's day of the instant.
DAYS = {
    "2026-03-29T00:59:59Z": "2026-03-29",
    "2026-03-29T22:59:59Z": "2026-03-29",
    "2026-03-29T23:00:00Z": "2026-03-30",
    "2026-10-24T23:00:00Z": "2026-10-25",
    "2026-10-25T23:59:59Z": "2026-10-25",
    "2026-10-26T00:00:00Z": "2026-10-26",
    "2028-02-29T23:59:59Z": "2028-02-29",
    "2026-12-31T23:59:59Z": "2026-12-31",
    "2027-01-01T00:00:00Z": "2027-01-01",
}


def instants(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from instants(member, key)
    elif isinstance(value, list):
        for item in value:
            yield from instants(item, name)
    elif isinstance(value, str) and name.endswith(("_at", "_since", "cut_off")):
        yield name, value


def values_of(answer: httpx.Response) -> list[Any]:
    """What was sent: one value, or one for each line of a stream."""
    media_type = answer.headers["Content-Type"].partition(";")[0]
    if media_type == "application/x-ndjson":
        return [json.loads(line) for line in answer.text.splitlines()]
    if media_type == "text/event-stream":
        sent = [line.removeprefix("data: ") for line in answer.text.splitlines() if line.startswith("data: ")]
        assert sent
        return [json.loads(line) for line in sent]
    if media_type == "text/csv":
        return list(csv.DictReader(io.StringIO(answer.text)))
    if media_type in FOR_PEOPLE:  # days as people write them
        return []
    return [answer.json()]


@pytest.mark.parametrize("name", READS)
def test_every_instant_that_is_sent_is_utc_and_says_so(world: World, name: str) -> None:
    answer = perform(world, by_name(name))
    assert answer.status_code == 200, answer.text
    assert [found for found in instants(values_of(answer)) if not WIRE.fullmatch(found[1])] == []


def instant_parameters() -> Iterator[tuple[str, str]]:
    for path, operations in document()["paths"].items():
        for operation in operations.values():
            for parameter in operation.get("parameters", []) if isinstance(operation, dict) else []:
                if parameter.get("schema", {}).get("format") == "date-time":
                    yield path, parameter["name"]


def test_parameters_that_are_instants_are_known() -> None:
    assert {path for path, _ in instant_parameters()} == {
        "/duty-shifts",
        "/events",
        "/kpis/{kpi_code}/targets/{financial_year}",
        "/meetings",
        "/open-referral/services",
        "/referrals",
    }


@pytest.mark.parametrize("text", NAIVE)
def test_a_naive_instant_is_refused_wherever_it_is_sent(world: World, text: str) -> None:
    for path, name in instant_parameters():
        (row,) = [row for row in TABLE.values() if (row.method, row.path) == ("GET", f"/v1{path}")]
        caller = world.as_role(min(row.roles))
        refused = caller.get(real_path(caller, world, row), params={name: text})
        assert refused.status_code == 400
        assert {error["parameter"] for error in refused.json()["errors"]} == {name}


def test_one_instant_in_two_offsets_finds_the_same(world: World) -> None:
    world.push("OFFSET/1")
    received = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals").json()["data"][0]["received_at"]
    instant = datetime.fromisoformat(received)
    for offset in (0, 1, -5):
        text = (instant.replace(tzinfo=None) + timedelta(hours=offset)).isoformat() + f"{offset:+03d}:00"
        found = world.as_role(Role.REFERRER_CLIENT).get("/v1/referrals", params={"received_at_from": text})
        assert len(found.json()["data"]) == 1, text


@pytest.mark.parametrize(("instant", "day"), DAYS.items())
def test_a_day_is_londons_on_any_night(
    world: World, monkeypatch: pytest.MonkeyPatch, instant: str, day: str
) -> None:
    """The service's day, the rules' deadline and the database's answer-by agree on it."""
    now = datetime.fromisoformat(instant)
    tokens = {role: headers_of(world, role) for role in (Role.REFERRER_CLIENT,)}
    monkeypatch.setattr(clock, "now", lambda: now)
    with world.service.client() as http:
        pushed = http.post(
            "/v1/referrals",
            json=world.referral("NIGHT/1", referred_on=day),
            headers=tokens[Role.REFERRER_CLIENT],
        )
        ahead = http.post(
            "/v1/referrals",
            json=world.referral(
                "NIGHT/2", referred_on=str(now.astimezone(LONDON).date() + timedelta(days=1))
            ),
            headers=tokens[Role.REFERRER_CLIENT],
        )
    assert pushed.status_code == 201, pushed.text
    assert pushed.json()["received_at"] == now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    week_later = datetime.fromisoformat(day) + timedelta(days=7)
    assert pushed.json()["answer_by"] == week_later.date().isoformat()
    assert ahead.json()["errors"][0]["code"] == "date_in_future"
    (kept,) = world.superuser.execute(
        "SELECT answer_deadline_at FROM referrals WHERE partnership_id = %s", (world.id,)
    ).fetchall()
    assert kept[0] == (week_later + timedelta(days=1)).replace(tzinfo=LONDON)
