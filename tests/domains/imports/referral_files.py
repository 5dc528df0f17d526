"""Files of referrals as a sender of the test writes them, and what became of them."""

import json
from typing import Any

import httpx

from sosafe_api.core import csv_lines
from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import create, move, settle
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

WRITTEN = ("referrals", "referral_details", "referral_transitions", "changes", "audit_entries")
COUNTS = ("rows_read", "rows_created", "rows_updated", "rows_unchanged", "rows_refused", "faults")
NDJSON, CSV = {"Content-Type": "application/x-ndjson"}, {"Content-Type": "text/csv"}
REJECTED = {"Accept": "*/*"}


def sender(world: World, agency: str = "council") -> httpx.Client:
    """A program that sends referrals one by one and in files."""
    name = f"{agency}_files"
    if name not in world.people:
        world.add_principal(name, agency, Role.REFERRER_CLIENT, Role.IMPORT_CLIENT)
    return world.as_role(name)


def ndjson(*rows: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def flat(row: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """A record as a row of CSV has it: nested names joined by a dot."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = str(value).lower() if isinstance(value, bool) else value
    return found


def csv_of(*rows: dict[str, Any]) -> bytes:
    """One column a property that any of the rows states, in the order in which they come up."""
    cells = [flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in cells for name in row))
    lines = [csv_lines.line([row.get(name) for name in names]) for row in cells]
    return b"".join([csv_lines.line(names), *lines])


def sent(client: httpx.Client, content: bytes, **options: Any) -> dict[str, Any]:
    """The import of a file that waits to be checked."""
    wanted = {"resource": "referrals", "format": "ndjson", "commit": "manual", **options}
    made = create(client, **wanted)
    headers = CSV if wanted["format"] == "csv" else NDJSON
    uploaded = client.put(made["upload"]["url"], content=content, headers=headers)
    assert uploaded.status_code == 200, uploaded.text
    moved = move(client, uploaded.json(), "validating")
    assert moved.status_code == 202, moved.text
    checked: dict[str, Any] = moved.json()
    return checked


def imported(world: World, database: TestDatabase, content: bytes, **options: Any) -> dict[str, Any]:
    client = options.pop("client", None) or sender(world)
    return settle(client, world.service, database, sent(client, content, **options)["id"])


def committed(world: World, database: TestDatabase, found: dict[str, Any]) -> dict[str, Any]:
    client = sender(world)
    assert move(client, found, "committing").status_code == 202
    return settle(client, world.service, database, found["id"])


def counts(found: dict[str, Any]) -> tuple[object, ...]:
    return (found["status"], *(found[name] for name in COUNTS))


def faults(client: httpx.Client, found: dict[str, Any]) -> list[dict[str, Any]]:
    page = client.get(f"/v1/imports/{found['id']}/faults?limit=200").json()
    data: list[dict[str, Any]] = page["data"]
    return data


def rejected(client: httpx.Client, found: dict[str, Any]) -> bytes:
    answer = client.get(f"/v1/imports/{found['id']}/rejected", headers=REJECTED)
    assert answer.status_code == 200, answer.text
    return answer.content


def held(world: World) -> dict[str, int]:
    """Rows of the partnership's referrals in each table that a push writes."""
    about = {
        "changes": " AND resource = 'referral'",
        "audit_entries": " AND operation = 'referral:create'",
    }
    return {
        table: world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s{about.get(table, '')}", (world.id,)
        ).fetchone()[0]
        for table in WRITTEN
    }


def rows_of(world: World, number: int) -> list[dict[str, Any]]:
    return [world.referral(f"REF-{place}") for place in range(1, number + 1)]
