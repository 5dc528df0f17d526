"""Who may do what with referrals as FHIR: whoever may do it otherwise."""

from typing import Any

from sosafe_api.core.ids import new_id
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.schemas.samples import bundle
from tests.access.referrals import SENDER_OR_SERVICE, SENDERS
from tests.access.rows import Row, open_row, row
from tests.fixtures.world import World


def _bundle(world: World) -> dict[str, Any]:
    names = Names(world.service.settings.public_url)
    return bundle(names, f"TABLE/{new_id()}", str(world.services["refuge"]))


ROWS: dict[str, Row] = {
    "get_fhir_capabilities": open_row("GET", "/v1/fhir/metadata"),
    "create_fhir_transaction": row("POST", "/v1/fhir", SENDERS, body=_bundle),
    "list_fhir_service_requests": row("GET", "/v1/fhir/ServiceRequest", SENDER_OR_SERVICE),
    "get_fhir_service_request": row("GET", "/v1/fhir/ServiceRequest/{referral_id}", SENDER_OR_SERVICE),
    "list_fhir_tasks": row("GET", "/v1/fhir/Task", SENDER_OR_SERVICE),
    "get_fhir_task": row("GET", "/v1/fhir/Task/{referral_id}", SENDER_OR_SERVICE),
}
SUBJECTS: dict[str, Any] = {}
