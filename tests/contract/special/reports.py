"""Reports whose documents have been made."""

from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.reports.tasks import run_report
from tests.contract.arrangements import Call
from tests.domains.strategies.adopting import made, post
from tests.fixtures.world import World


def _made(world: World) -> Call:
    wanted = {"kind": "joint_action_group", "stands_on": "2021-09-08"}
    report = made(post(world, "/reports", wanted, role=Role.ANALYST))
    run_report(world.superuser, world.id, report["id"])
    return Call(world.as_role(Role.ANALYST), {"report_id": report["id"]})


SPECIAL = {"get_report_document": _made}
IDENTIFIERS: dict[str, object] = {}
