"""Who may do what: every operation and every role, stated apart from the code that decides it.

Add a row for each new operation, in the group of its domain: method and path, the roles it is open to, and
for one that names an object what the object is and a body that is otherwise fit. Everybody else is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
    media_type: str = "application/json"


def open_row(method: str, path: str) -> Row:
    return Row(method, path, open=True)


def row(method: str, path: str, roles: set[Role], **rest: Any) -> Row:
    absent_to = frozenset(rest.pop("absent_to", ()))
    return Row(method, path, frozenset(roles), absent_to, names_object="{" in path, **rest)


def _move(_: World) -> dict[str, Any]:
    return {"to": "withdrawn", "reason_code": "client_request"}


def _question(_: World) -> dict[str, Any]:
    return {"code": "needs", "question": "What is needed?"}


def _answer(world: World) -> dict[str, Any]:
    return {"question_id": str(world.id), "answer": "A bed."}


def _redirection(world: World) -> dict[str, Any]:
    return {"service_id": str(world.services["outreach"])}


REFERRALS = {
    "create_referral": row("POST", "/v1/referrals", SENDERS, body=lambda world: world.referral("TABLE/1")),
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

DOCUMENTS = {
    "get_contract": open_row("GET", "/v1/openapi.json"),
    "get_api_catalogue": open_row("GET", "/.well-known/api-catalog"),
    "list_problem_types": open_row("GET", "/problems"),
    "get_problem_type": open_row("GET", "/problems/{problem_slug}"),
    "get_reference": open_row("GET", "/docs"),
    "get_reference_page": open_row("GET", "/docs/{page}"),
}

TABLE: dict[str, Row] = {**REFERRALS, **IDENTITY, **OPERATION, **DOCUMENTS}
