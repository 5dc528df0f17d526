"""Files of records in every format in which they come, and what became of their rows."""

from typing import Any

import httpx

from tests.domains.funding_bids.grant_files import sheet_xml, workbook
from tests.domains.imports.loading import create, move, settle
from tests.domains.imports.referral_files import CSV, NDJSON, csv_of, flat, ndjson
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

BOOK = {"Content-Type": "application/octet-stream"}
TYPES = {"csv": CSV, "ndjson": NDJSON, "xlsx": BOOK}


def listed(row: dict[str, Any]) -> dict[str, Any]:
    """As a table has it: lists by a semicolon."""
    return {
        name: ";".join(map(str, value)) if isinstance(value, list) else value
        for name, value in flat(row).items()
    }


def xlsx_of(*rows: dict[str, Any]) -> bytes:
    cells = [listed(row) for row in rows]
    names = list(dict.fromkeys(name for row in cells for name in row))
    return workbook({"Rows": sheet_xml([names, *([row.get(name) or "" for name in names] for row in cells)])})


WRITERS = {"csv": csv_of, "ndjson": ndjson, "xlsx": xlsx_of}


def sent(client: httpx.Client, content: bytes, **options: Any) -> dict[str, Any]:
    """The import of a file that waits to be checked."""
    made = create(client, **{"format": "ndjson", "commit": "manual", **options})
    uploaded = client.put(made["upload"]["url"], content=content, headers=TYPES[made["format"]])
    assert uploaded.status_code == 200, uploaded.text
    moved = move(client, uploaded.json(), "validating")
    assert moved.status_code == 202, moved.text
    checked: dict[str, Any] = moved.json()
    return checked


def imported(
    world: World, database: TestDatabase, client: httpx.Client, content: bytes, **options: Any
) -> dict[str, Any]:
    return settle(client, world.service, database, sent(client, content, **options)["id"])


def committed(
    world: World, database: TestDatabase, client: httpx.Client, found: dict[str, Any]
) -> dict[str, Any]:
    answer = move(client, found, "committing")
    assert answer.status_code == 202, answer.text
    return settle(client, world.service, database, found["id"])


def told(client: httpx.Client, found: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Row, line, column and code of every fault, in their order; each says what to do about it."""
    assert found["problem_code"] is None, (found["problem_code"], found["problem_detail"])
    data = client.get(f"/v1/imports/{found['id']}/faults?limit=200").json()["data"]
    assert all(fault["suggestion"] for fault in data)
    return [tuple(fault[name] for name in ("row", "line", "column", "code")) for fault in data]
