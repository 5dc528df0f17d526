"""Who may do what with incidents that agencies return, and with the quarterly minimum data set."""

from typing import Any

from tests.access.rows import R, Row, row

SENDERS = {R.ANALYST, R.IMPORT_CLIENT}
KEEPERS = {R.ANALYST, R.PARTNERSHIP_ADMIN}
READERS = {*KEEPERS, R.JOINT_ACTION_GROUP, R.RESPONSIBLE_AUTHORITIES_GROUP}


def rows_of(kind: str) -> dict[str, Row]:
    path = f"/v1/{kind.replace('_', '-')}s"
    one = f"{path}/{{{kind}_id}}"
    return {
        f"create_{kind}": row("POST", path, SENDERS),
        f"list_{kind}s": row("GET", path, READERS),
        f"get_{kind}": row("GET", one, READERS),
        f"list_{kind}_versions": row("GET", f"{one}/versions", READERS),
        f"update_{kind}": row("PATCH", one, KEEPERS),
        f"create_{kind}_transition": row("POST", f"{one}/transitions", KEEPERS),
    }


ROWS: dict[str, Row] = {
    **rows_of("asb_incident"),
    **rows_of("fire_incident"),
    "export_minimum_data_set": row(
        "GET", "/v1/minimum-data-sets/{quarter}", READERS | {R.IMPORT_CLIENT}, names_object=False
    ),
}
SUBJECTS: dict[str, Any] = {
    "asb_incident_id": ("create_asb_incident", R.ANALYST),
    "fire_incident_id": ("create_fire_incident", R.ANALYST),
}
KNOWN = {"quarter": lambda _: "2025-26-Q4"}
