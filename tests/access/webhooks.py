"""Who may keep webhooks: programs their own; an administrator sees all and ends any."""

from typing import Any

from sosafe_api.domains.auth.rules import Role
from tests.access.rows import ADMIN, PROGRAMS, R, Row, row
from tests.fixtures.world import World

OWNER = {R.REFERRER_CLIENT}
# The table's is one program's, and to the others it does not exist.
OTHERS = PROGRAMS - OWNER
ONE = "/v1/webhooks/{webhook_id}"


def own(method: str, path: str, roles: set[Role] | None = None, **rest: Any) -> Row:
    return row(method, path, roles or OWNER, absent_to=OTHERS, **rest)


ROWS: dict[str, Row] = {
    "create_webhook": row("POST", "/v1/webhooks", PROGRAMS),
    "list_webhooks": row("GET", "/v1/webhooks", PROGRAMS | ADMIN),
    "get_webhook": own("GET", ONE, OWNER | ADMIN),
    "update_webhook": own("PATCH", ONE),
    "create_webhook_transition": own("POST", f"{ONE}/transitions", OWNER | ADMIN),
    "create_webhook_secret_rotation": own("POST", f"{ONE}/secret-rotations"),
    "create_webhook_test_delivery": own("POST", f"{ONE}/test-deliveries"),
    "list_webhook_deliveries": own("GET", f"{ONE}/deliveries", OWNER | ADMIN),
    "create_webhook_delivery_attempt": own("POST", f"{ONE}/deliveries/{{delivery_id}}/attempts"),
    "create_webhook_replay": own("POST", f"{ONE}/replays"),
}


def sample(world: World) -> str:
    """A delivery of the program's one webhook."""
    (webhook_id,) = world.superuser.execute(
        "SELECT id FROM webhooks WHERE partnership_id = %s", (world.id,)
    ).fetchone() or (None,)
    made = world.as_role(R.REFERRER_CLIENT).post(f"/v1/webhooks/{webhook_id}/test-deliveries")
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


KNOWN = {"delivery_id": sample}
SUBJECTS: dict[str, tuple[str, Role]] = {"webhook_id": ("create_webhook", R.REFERRER_CLIENT)}
