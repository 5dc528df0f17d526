"""Incidents as agencies of the test return them: singly and in files."""

from typing import Any

import httpx

from sosafe_api.domains.auth.rules import Role
from tests.domains.imports.loading import load
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

ASB, FIRES = "/v1/asb-incidents", "/v1/fire-incidents"
NOISE: dict[str, Any] = {
    "agency_reference": "EX-1",
    "changed_at": "2026-10-02T09:00:00Z",
    "occurred_on": "2026-10-01",
    "occurred_time": "21:40",
    "opening_heading": "noise",
    "qualifier": "nuisance",
    "youth_related": False,
    "lsoa_code": "E01023787",
    "lsoa_vintage": 2011,
    "outward_postcode": "SG1",
}
BIN_FIRE: dict[str, Any] = {
    "agency_reference": "FI-1",
    "changed_at": "2026-10-02T09:00:00Z",
    "occurred_on": "2026-10-01",
    "kind": "secondary_fire",
    "cause": "deliberate",
    "property": "refuse",
}


def csv_of(*rows: dict[str, Any], newline: str = "\n") -> bytes:
    """One column a property that any of the rows states, in the order in which they come up."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(names), *(",".join(_cell(row.get(name)) for name in names) for row in rows)]
    return newline.join((*lines, "")).encode()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def sender(world: World, agency: str) -> str:
    """The name of a program that imports for the agency."""
    name = f"{agency}_imports"
    if name not in world.people:
        world.add_principal(name, agency, Role.IMPORT_CLIENT)
    return name


def returned(
    world: World, database: TestDatabase, *rows: dict[str, Any], agency: str = "police", **options: Any
) -> dict[str, Any]:
    """The import of a file of the agency's, as it ended."""
    client = world.as_role(sender(world, agency))
    wanted = {"resource": "asb_incidents", "format": "incident_return_csv", **options}
    return load(client, world.service, database, csv_of(*rows), **wanted)


def sent(world: World, path: str, content: dict[str, Any], *, agency: str = "police") -> httpx.Response:
    return world.as_role(sender(world, agency)).post(path, json=content)


def held(world: World, table: str = "asb_incidents") -> list[tuple[Any, ...]]:
    """What the records of the partnership say, whoever returned them."""
    return world.superuser.execute(
        f"SELECT agency_id, agency_reference, changed_at, to_jsonb(t) - ARRAY['id', 'import_id', 'recorded_by',"
        " 'recorded_at', 'updated_at', 'version', 'sent_digest', 'changed_at']"
        f" FROM {table} t WHERE partnership_id = %s ORDER BY 1, 2",
        (world.id,),
    ).fetchall()
