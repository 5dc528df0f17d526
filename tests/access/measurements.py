"""Who may do what with figures entered by hand."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row
from tests.domains.measurements.entering import of_an_import

ENTERERS = {R.ANALYST, *ADMIN}
DECIDERS = {*ENTERERS, R.RESPONSIBLE_AUTHORITIES_GROUP}
READERS = {*DECIDERS, R.JOINT_ACTION_GROUP}
ONE = "/v1/measurements/{measurement_id}"

ROWS: dict[str, Row] = {
    "create_measurement": row("POST", "/v1/measurements", ENTERERS),
    "list_measurements": row("GET", "/v1/measurements", READERS),
    "get_measurement": row("GET", ONE, READERS),
    "update_measurement": row("PATCH", ONE, ENTERERS),
    "create_measurement_transition": row("POST", f"{ONE}/transitions", DECIDERS),
    "create_measurement_release": row(
        "POST", "/v1/measurement-releases", DECIDERS, body=lambda world: {"import_id": of_an_import(world)}
    ),
}
SUBJECTS: dict[str, Any] = {"measurement_id": ("create_measurement", R.ANALYST)}
