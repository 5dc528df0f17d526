"""Who may do what: every operation and every role, stated apart from the code that decides it.

Add a row for each new operation, in the group of its domain: method, path and the roles it is open to;
everybody else is refused. A new kind of object in a path needs a line in `SUBJECTS`. The body is the first
example of the contract unless the row brings its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

R = Role
PROGRAMS = {R.REFERRER_CLIENT, R.IMPORT_CLIENT, R.INDICATOR_READER}
EVERYBODY = set(Role)
SENDERS = {R.REFERRER, R.REFERRER_CLIENT}
SENDER_OR_SERVICE = {*SENDERS, R.CASEWORKER}

Body = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One operation. `absent_to` may call it and finds nothing; `open` asks for no token at all.

    `names_object` says that the path names an object of the partnership: for a stranger it does not exist.
    `sensitive` says that people must state a purpose.
    """

    method: str
    path: str
    roles: frozenset[Role] = frozenset()
    absent_to: frozenset[Role] = frozenset()
    open: bool = False
    names_object: bool = False
    sensitive: bool = False
    body: Body | None = None


def open_row(method: str, path: str) -> Row:
    return Row(method, path, open=True)


def row(method: str, path: str, roles: set[Role], **rest: Any) -> Row:
    absent_to = frozenset(rest.pop("absent_to", ()))
    rest.setdefault("names_object", "{" in path)
    return Row(method, path, frozenset(roles), absent_to, **rest)


def _referral(world: World) -> dict[str, Any]:
    return world.referral(f"TABLE/{new_id()}")


def _move(_: World) -> dict[str, Any]:
    return {"to": "withdrawn", "reason_code": "client_request"}


def _question(_: World) -> dict[str, Any]:
    return {"code": "needs", "question": "What is needed?"}


def _answer(world: World) -> dict[str, Any]:
    return {"question_id": str(world.id), "answer": "A bed."}


def _redirection(world: World) -> dict[str, Any]:
    return {"service_id": str(world.services["outreach"])}


REFERRALS = {
    "create_referral": row("POST", "/v1/referrals", SENDERS, body=_referral),
    "create_referral_batch": row(
        "POST", "/v1/referrals/batch", SENDERS, body=lambda world: {"items": [world.referral("TABLE/2")]}
    ),
    "list_referrals": row("GET", "/v1/referrals", SENDER_OR_SERVICE),
    "get_referral": row("GET", "/v1/referrals/{referral_id}", SENDER_OR_SERVICE, sensitive=True),
    "create_referral_transition": row(
        "POST", "/v1/referrals/{referral_id}/transitions", SENDER_OR_SERVICE, body=_move
    ),
    "list_referral_transitions": row(
        "GET", "/v1/referrals/{referral_id}/transitions", SENDER_OR_SERVICE, sensitive=True
    ),
    "create_referral_question": row(
        "POST", "/v1/referrals/{referral_id}/questions", SENDER_OR_SERVICE, body=_question
    ),
    "list_referral_questions": row(
        "GET",
        "/v1/referrals/{referral_id}/questions",
        {R.REFERRER, R.CASEWORKER},
        absent_to={R.REFERRER_CLIENT},
        sensitive=True,
    ),
    "create_referral_answer": row("POST", "/v1/referrals/{referral_id}/answers", SENDERS, body=_answer),
    "create_referral_redirection": row(
        "POST", "/v1/referrals/{referral_id}/redirections", SENDER_OR_SERVICE, body=_redirection
    ),
}


IDENTITY = {
    "issue_token": open_row("POST", "/oauth2/token"),
    "get_signing_keys": open_row("GET", "/.well-known/jwks.json"),
    "get_authorization_server_metadata": open_row("GET", "/.well-known/oauth-authorization-server"),
    "get_protected_resource_metadata": open_row("GET", "/.well-known/oauth-protected-resource"),
}

OPERATION = {
    "get_liveness": open_row("GET", "/livez"),
    "get_readiness": open_row("GET", "/readyz"),
}

ADMIN = {R.PARTNERSHIP_ADMIN}
IMPORTERS = {R.ANALYST, R.IMPORT_CLIENT}
CAPACITY_KEEPERS = {*ADMIN, R.CASEWORKER}

DIRECTORY = {
    "get_partnership": row("GET", "/v1/partnership", EVERYBODY),
    "update_partnership": row("PATCH", "/v1/partnership", ADMIN),
    "list_agencies": row("GET", "/v1/agencies", EVERYBODY),
    "create_agency": row("POST", "/v1/agencies", ADMIN),
    "get_agency": row("GET", "/v1/agencies/{agency_id}", EVERYBODY),
    "update_agency": row("PATCH", "/v1/agencies/{agency_id}", ADMIN),
    "list_agency_memberships": row("GET", "/v1/agencies/{agency_id}/memberships", EVERYBODY),
    "create_agency_membership": row("POST", "/v1/agencies/{agency_id}/memberships", ADMIN),
    "get_agency_membership": row("GET", "/v1/agency-memberships/{agency_membership_id}", EVERYBODY),
    "update_agency_membership": row("PATCH", "/v1/agency-memberships/{agency_membership_id}", ADMIN),
    "list_services": row("GET", "/v1/services", EVERYBODY),
    "create_service": row("POST", "/v1/services", ADMIN),
    "get_service": row("GET", "/v1/services/{service_id}", EVERYBODY),
    "update_service": row("PATCH", "/v1/services/{service_id}", ADMIN),
    "get_service_capacity": row("GET", "/v1/services/{service_id}/capacity", EVERYBODY),
    "replace_service_capacity": row("PUT", "/v1/services/{service_id}/capacity", CAPACITY_KEEPERS),
    "list_groups": row("GET", "/v1/groups", EVERYBODY),
    "create_group": row("POST", "/v1/groups", ADMIN),
    "get_group": row("GET", "/v1/groups/{group_id}", EVERYBODY),
    "update_group": row("PATCH", "/v1/groups/{group_id}", ADMIN),
    "list_group_meeting_dates": row("GET", "/v1/groups/{group_id}/meeting-dates", EVERYBODY),
    "list_group_memberships": row("GET", "/v1/groups/{group_id}/memberships", EVERYBODY),
    "create_group_membership": row("POST", "/v1/groups/{group_id}/memberships", ADMIN),
    "get_group_membership": row("GET", "/v1/group-memberships/{group_membership_id}", EVERYBODY),
    "update_group_membership": row("PATCH", "/v1/group-memberships/{group_membership_id}", ADMIN),
    "list_liaison_officers": row("GET", "/v1/liaison-officers", EVERYBODY),
    "create_liaison_officer": row("POST", "/v1/liaison-officers", ADMIN),
    "get_liaison_officer": row("GET", "/v1/liaison-officers/{liaison_officer_id}", EVERYBODY),
    "update_liaison_officer": row("PATCH", "/v1/liaison-officers/{liaison_officer_id}", ADMIN),
}

AGREEMENT_READERS = {*ADMIN, R.SCRUTINY}
AGREEMENTS = {
    "list_sharing_agreements": row("GET", "/v1/sharing-agreements", AGREEMENT_READERS),
    "create_sharing_agreement": row("POST", "/v1/sharing-agreements", ADMIN),
    "get_sharing_agreement": row("GET", "/v1/sharing-agreements/{sharing_agreement_id}", AGREEMENT_READERS),
    "update_sharing_agreement": row("PATCH", "/v1/sharing-agreements/{sharing_agreement_id}", ADMIN),
}

# An import is its maker's own: the table's is an analyst's, and to others it does not exist.
OTHER_IMPORTERS = {R.IMPORT_CLIENT}
OTHER_READERS = {R.IMPORT_CLIENT, R.PARTNERSHIP_ADMIN}


def own_import(method: str, path: str, absent_to: set[Role], **rest: Any) -> Row:
    return row(method, path, {R.ANALYST}, absent_to=absent_to, **rest)


IMPORTS = {
    "create_import": row("POST", "/v1/imports", IMPORTERS),
    "list_imports": row("GET", "/v1/imports", {*IMPORTERS, *ADMIN}),
    "get_import": own_import("GET", "/v1/imports/{import_id}", OTHER_READERS),
    "get_import_content_offset": own_import("GET", "/v1/imports/{import_id}/content", OTHER_READERS),
    "replace_import_content": own_import("PUT", "/v1/imports/{import_id}/content", OTHER_IMPORTERS),
    "update_import_content": own_import("PATCH", "/v1/imports/{import_id}/content", OTHER_IMPORTERS),
    "create_import_transition": own_import(
        "POST", "/v1/imports/{import_id}/transitions", OTHER_IMPORTERS, body=lambda _: {"to": "cancelled"}
    ),
    "list_import_faults": own_import("GET", "/v1/imports/{import_id}/faults", OTHER_READERS),
}

AREAS = {
    "list_areas": row("GET", "/v1/areas", EVERYBODY),
    # Areas are the same for every partnership, so a stranger finds them as well.
    "list_area_populations": row("GET", "/v1/areas/{area_code}/populations", EVERYBODY, names_object=False),
}

FIGURE_READERS = EVERYBODY - {R.IMPORT_CLIENT, R.REFERRER, R.REFERRER_CLIENT}
INDICATORS = {
    "list_kpis": row("GET", "/v1/kpis", FIGURE_READERS),
    # Indicators are the same for every partnership; their values are the reader's own.
    "get_kpi": row("GET", "/v1/kpis/{kpi_code}", FIGURE_READERS, names_object=False),
    "list_kpi_observations": row(
        "GET", "/v1/kpis/{kpi_code}/observations", FIGURE_READERS, names_object=False
    ),
    "create_kpi_release": row("POST", "/v1/kpi-releases", ADMIN),
    "list_kpi_releases": row("GET", "/v1/kpi-releases", FIGURE_READERS),
    "list_published_kpis": open_row("GET", "/v1/partnerships/{partnership_slug}/kpis"),
    "get_published_kpi": open_row("GET", "/v1/partnerships/{partnership_slug}/kpis/{kpi_code}"),
    "list_published_observations": open_row(
        "GET", "/v1/partnerships/{partnership_slug}/kpis/{kpi_code}/observations"
    ),
}

# Which operation makes the object that a path names, and in which role.
SUBJECTS = {
    "referral_id": ("create_referral", R.REFERRER_CLIENT),
    "agency_membership_id": ("create_agency_membership", R.PARTNERSHIP_ADMIN),
    "group_id": ("create_group", R.PARTNERSHIP_ADMIN),
    "group_membership_id": ("create_group_membership", R.PARTNERSHIP_ADMIN),
    "import_id": ("create_import", R.ANALYST),
    "liaison_officer_id": ("create_liaison_officer", R.PARTNERSHIP_ADMIN),
    "sharing_agreement_id": ("create_sharing_agreement", R.PARTNERSHIP_ADMIN),
}

DOCUMENTS = {
    "get_contract": open_row("GET", "/v1/openapi.json"),
    "get_api_catalogue": open_row("GET", "/.well-known/api-catalog"),
    "list_problem_types": open_row("GET", "/problems"),
    "get_problem_type": open_row("GET", "/problems/{problem_slug}"),
    "get_reference": open_row("GET", "/docs"),
    "get_reference_page": open_row("GET", "/docs/{page}"),
}

TABLE: dict[str, Row] = {
    **REFERRALS, **DIRECTORY, **AGREEMENTS, **IMPORTS, **AREAS, **INDICATORS, **IDENTITY, **OPERATION, **DOCUMENTS,
}  # fmt: skip
