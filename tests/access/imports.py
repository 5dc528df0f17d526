"""Who may do what with imports."""

from datetime import UTC, datetime
from typing import Any

from psycopg.types.json import Jsonb

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.access.rows import ADMIN, R, Row, row
from tests.fixtures.world import World

IMPORTERS = {R.ANALYST, R.IMPORT_CLIENT}
# An import is its maker's own: the table's is an analyst's, and to others it does not exist.
OTHER_IMPORTERS = {R.IMPORT_CLIENT}
MAPPING = "/v1/import-mappings/{mapping_name}"
AT = datetime(2026, 11, 2, tzinfo=UTC)
OTHER_READERS = {R.IMPORT_CLIENT, R.PARTNERSHIP_ADMIN}


def own_import(method: str, path: str, absent_to: set[Role], **rest: Any) -> Row:
    return row(method, path, {R.ANALYST}, absent_to=absent_to, **rest)


def refused_import(world: World) -> str:
    """An import of the analyst's own, one row of which was refused."""
    made = world.as_role(R.ANALYST).post(
        "/v1/imports", json={"resource": "incidents", "format": "police_uk_street_csv"}
    )
    key: dict[str, Any] = {"partnership_id": world.id, "import_id": made.json()["id"]}
    world.insert("import_parts", **key, position=0, content=b"a\n1\n2\n")
    world.insert("import_rejected_rows", **key, row=1, line=2, position=2, length=2)
    world.superuser.execute("UPDATE imports SET rows_refused = 1 WHERE id = %(import_id)s", key)
    return str(key["import_id"])


def mapping(world: World) -> str:
    """A mapping of the council's."""
    name = "example-export"
    row = {"id": new_id(), "agency_id": world.agencies["council"], "name": name, "resource": "asb_incidents"}
    made = {"created_by": world.somebody(R.ANALYST), "created_at": AT, "updated_at": AT, "version": 1}
    known = "SELECT 1 FROM import_mappings WHERE partnership_id = %s AND name = %s"
    held = world.superuser.execute(known, (world.id, name))
    if held.fetchone() is None:
        headings = Jsonb([["Ref no", "agency_reference"]])
        world.insert("import_mappings", partnership_id=world.id, **row, **made, headings=headings)
    return name


ROWS: dict[str, Row] = {
    "create_import": row("POST", "/v1/imports", IMPORTERS),
    "list_imports": row("GET", "/v1/imports", {*IMPORTERS, *ADMIN}),
    "get_import": own_import("GET", "/v1/imports/{import_id}", OTHER_READERS),
    "get_import_events": own_import("GET", "/v1/imports/{import_id}/events", OTHER_READERS),
    "get_import_content_offset": own_import("GET", "/v1/imports/{import_id}/content", OTHER_READERS),
    "replace_import_content": own_import("PUT", "/v1/imports/{import_id}/content", OTHER_IMPORTERS),
    "update_import_content": own_import("PATCH", "/v1/imports/{import_id}/content", OTHER_IMPORTERS),
    "create_import_transition": own_import(
        "POST", "/v1/imports/{import_id}/transitions", OTHER_IMPORTERS, body=lambda _: {"to": "cancelled"}
    ),
    "get_import_rejected_rows": own_import(
        "GET",
        "/v1/imports/{import_id}/rejected",
        OTHER_READERS,
        sensitive=True,
        on={"import_id": refused_import},
    ),
    "list_import_faults": own_import("GET", "/v1/imports/{import_id}/faults", OTHER_READERS),
    "list_import_mappings": row("GET", "/v1/import-mappings", {*IMPORTERS, *ADMIN}),
    "replace_import_mapping": row("PUT", MAPPING, IMPORTERS),
    "get_import_mapping": row("GET", MAPPING, {*IMPORTERS, *ADMIN}),
    # Who comes second finds it gone.
    "delete_import_mapping": row("DELETE", MAPPING, {R.ANALYST}, absent_to={R.IMPORT_CLIENT}),
    "create_import_heading_suggestions": row("POST", "/v1/import-heading-suggestions", IMPORTERS),
}
KNOWN = {"mapping_name": mapping}

IRREGULAR = {"mapping_name": "import_mappings.name"}
SUBJECTS = {"import_id": ("create_import", R.ANALYST)}
