"""Who may do what with referrals."""

from typing import Any

from sosafe_api.core.ids import new_id
from tests.access.rows import R, Row, row
from tests.fixtures.world import World

SENDERS = {R.REFERRER, R.REFERRER_CLIENT}
SENDER_OR_SERVICE = {*SENDERS, R.CASEWORKER}


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


ROWS: dict[str, Row] = {
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

SUBJECTS = {"referral_id": ("create_referral", R.REFERRER_CLIENT)}
SHOWS = {
    "get_referral": {"referral_details"},
    "list_referral_transitions": {"referral_transitions"},
    "list_referral_questions": {"referral_questions"},
}
