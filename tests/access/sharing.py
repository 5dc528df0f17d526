"""Who may do what with consents, disclosures, notices to recipients, and exclusions."""

from typing import Any

from sosafe_api.core.ids import new_id
from tests.access.rows import ADMIN, R, Row, row
from tests.domains.sharing.sharing import agree, consent, disclosure, person, withdrawn
from tests.fixtures.world import World

WORKERS = {R.CASEWORKER}
PANEL = {R.PANEL_COORDINATOR, R.PANEL_MEMBER}
RECEIVERS = {*WORKERS, *PANEL, R.REFERRER}
OF_ANOTHER_AGENCY = {R.CASEWORKER}  # the notice goes to the council, where everybody else is
CONSENTS, NOTICES, EXCLUSIONS = "/v1/consents", "/v1/disclosure-notices", "/v1/exclusions"


def _consent(world: World) -> dict[str, Any]:
    return consent(world, person(world))


def _withdrawal(_: World) -> dict[str, Any]:
    return {"to": "withdrawn", "stated_on": "2026-11-10"}


def _disclosure(world: World) -> dict[str, Any]:
    agree(world)
    return disclosure(world, person(world))


def _check(world: World) -> dict[str, Any]:
    agency = str(world.agencies["police"])
    return {"purpose": "safeguarding", "recipient_agency_id": agency, "data_classes": ["identity"]}


def _exclusion(_: World) -> dict[str, Any]:
    return {"subject_type": "person", "subject_id": str(new_id()), "reason_code": "relative"}


def _notice(world: World) -> str:
    withdrawn(world, person(world), ("council",))
    found = world.as_role(R.REFERRER).get(NOTICES).json()["data"]
    return str(found[-1]["id"])


def _excluded(world: World) -> str:
    """Declared about somebody who takes part in nothing that is tried."""
    content = {**_exclusion(world), "principal_id": str(world.somebody(R.SCRUTINY.value))}
    made = world.as_role(R.PARTNERSHIP_ADMIN).post(
        EXCLUSIONS, json=content, headers={"Idempotency-Key": str(new_id())}
    )
    return str(made.json()["id"])


ROWS: dict[str, Row] = {
    "create_consent": row("POST", CONSENTS, WORKERS, body=_consent),
    "list_consents": row("GET", CONSENTS, WORKERS),
    "get_consent": row("GET", CONSENTS + "/{consent_id}", WORKERS, sensitive=True),
    "create_consent_transition": row(
        "POST", CONSENTS + "/{consent_id}/transitions", WORKERS, body=_withdrawal
    ),
    "create_sharing_check": row("POST", "/v1/sharing-checks", {*WORKERS, *PANEL}, body=_check),
    "create_disclosure": row("POST", "/v1/disclosures", WORKERS, body=_disclosure),
    "list_disclosures": row("GET", "/v1/disclosures", WORKERS),
    "get_disclosure": row("GET", "/v1/disclosures/{disclosure_id}", WORKERS, sensitive=True),
    "list_disclosure_notices": row("GET", NOTICES, RECEIVERS),
    "get_disclosure_notice": row("GET", NOTICES + "/{disclosure_notice_id}", RECEIVERS),
    "create_disclosure_notice_acknowledgement": row(
        "POST",
        NOTICES + "/{disclosure_notice_id}/acknowledgements",
        RECEIVERS - OF_ANOTHER_AGENCY,
        absent_to=OF_ANOTHER_AGENCY,
    ),
    "create_exclusion": row("POST", EXCLUSIONS, {*RECEIVERS, *ADMIN}, body=_exclusion),
    "list_exclusions": row("GET", EXCLUSIONS, ADMIN),
    "get_exclusion": row("GET", EXCLUSIONS + "/{exclusion_id}", ADMIN),
    "create_exclusion_transition": row("POST", EXCLUSIONS + "/{exclusion_id}/transitions", ADMIN),
}

SUBJECTS = {
    "consent_id": ("create_consent", R.CASEWORKER),
    "disclosure_id": ("create_disclosure", R.CASEWORKER),
}
SHOWS = {
    "get_consent": {"consent_transitions", "consents"},
    "get_disclosure": {"disclosures"},
}
KNOWN = {"disclosure_notice_id": _notice, "exclusion_id": _excluded}
