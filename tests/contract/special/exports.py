"""Exports that a worker has written."""

from sosafe_api import worker
from sosafe_api.domains.auth.rules import Role
from tests.contract.arrangements import Call
from tests.domains.exports.writing import asked
from tests.fixtures.world import World


def _written(world: World) -> Call:
    client = world.as_role(Role.ANALYST)
    export_id = asked(client, "/v1/agencies", "csv")
    urls = world.service.urls
    assert urls is not None
    world.superuser.execute("DELETE FROM work_items WHERE item_id <> %s", (export_id,))
    assert worker.do_next(world.service.settings, urls)
    return Call(world.as_role(Role.ANALYST), {"export_id": export_id})


SPECIAL = {"get_export_content": _written}
IDENTIFIERS: dict[str, object] = {}
