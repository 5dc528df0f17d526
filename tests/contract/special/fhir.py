"""A transaction of FHIR names services and codes by the address of the installation it is sent to."""

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.schemas.samples import bundle
from tests.contract.arrangements import Call
from tests.fixtures.world import World


def _sender(world: World) -> Call:
    names = Names(world.service.settings.public_url)
    sent = bundle(names, f"EXAMPLE/{new_id()}", str(world.services["refuge"]))
    return Call(world.as_role(Role.REFERRER_CLIENT), replaced={"entry": sent["entry"]})


SPECIAL = {"create_fhir_transaction": _sender}
IDENTIFIERS: dict[str, object] = {}
