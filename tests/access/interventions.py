"""Who may do what with interventions, public spaces protection orders and ASB case reviews."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row
from tests.domains.interventions import steps
from tests.fixtures.world import World

WORKERS = {R.CASEWORKER}
READERS = {
    R.ANALYST, R.CASEWORKER, R.JOINT_ACTION_GROUP, R.PARTNERSHIP_ADMIN, R.RESPONSIBLE_AUTHORITIES_GROUP,
    R.SCRUTINY,
}  # fmt: skip
STEP = "/v1/interventions/{intervention_id}"
BREACH = "/v1/intervention-breaches/{intervention_breach_id}"
STAGE = "/v1/cases/{case_id}/asb-stage"
ORDERS = "/v1/public-spaces-protection-orders"
ORDER = ORDERS + "/{public_spaces_order_id}"
REVIEWS = "/v1/asb-case-reviews"
REVIEW = REVIEWS + "/{asb_case_review_id}"
RECOMMENDATION = "/v1/asb-case-review-recommendations/{asb_case_review_recommendation_id}"
PROCEDURES = "/v1/asb-case-review-procedures"


def _mediation(world: World) -> dict[str, Any]:
    return {"kind": "mediation", "agency_id": str(world.agencies["council"])}


def _to(status: str) -> Any:
    return lambda _: {"to": status}


def _breach(world: World) -> str:
    made = steps.breach(world, steps.notice(world, steps.asb_case(world)))
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _recommendation(world: World) -> str:
    review = steps.stepped(world, steps.applied(world), "acknowledged", "threshold_met", "review_held")
    return str(steps.recommended(world, review)["id"])


ROWS: dict[str, Row] = {
    "create_intervention": row("POST", "/v1/cases/{case_id}/interventions", WORKERS, body=_mediation),
    "list_interventions": row("GET", "/v1/cases/{case_id}/interventions", WORKERS, sensitive=True),
    "get_intervention": row("GET", STEP, WORKERS, sensitive=True),
    "update_intervention": row("PATCH", STEP, WORKERS),
    "create_intervention_transition": row("POST", STEP + "/transitions", WORKERS, body=_to("issued")),
    "create_intervention_extension": row("POST", STEP + "/extensions", WORKERS),
    "create_intervention_breach": row("POST", STEP + "/breaches", WORKERS),
    "get_intervention_breach": row("GET", BREACH, WORKERS, sensitive=True),
    "update_intervention_breach": row("PATCH", BREACH, WORKERS),
    "get_asb_stage": row("GET", STAGE, WORKERS),
    "create_asb_stage_transition": row("POST", STAGE + "/transitions", WORKERS),
    "list_public_spaces_orders": row("GET", ORDERS, READERS),
    "create_public_spaces_order": row("POST", ORDERS, ADMIN),
    "get_public_spaces_order": row("GET", ORDER, READERS),
    "update_public_spaces_order": row("PATCH", ORDER, ADMIN),
    "create_public_spaces_extension": row("POST", ORDER + "/extensions", ADMIN),
    "create_public_spaces_transition": row("POST", ORDER + "/transitions", ADMIN),
    "create_public_spaces_penalty": row("POST", ORDER + "/penalties", {*ADMIN, R.CASEWORKER}),
    "create_asb_case_review": row("POST", REVIEWS, WORKERS),
    "list_asb_case_reviews": row("GET", REVIEWS, WORKERS),
    "get_asb_case_review": row("GET", REVIEW, WORKERS, sensitive=True),
    "create_asb_case_review_transition": row("POST", REVIEW + "/transitions", WORKERS),
    "create_asb_case_review_recommendation": row("POST", REVIEW + "/recommendations", WORKERS),
    "get_asb_case_review_recommendation": row("GET", RECOMMENDATION, WORKERS, sensitive=True),
    "update_asb_case_review_recommendation": row("PATCH", RECOMMENDATION, WORKERS),
    "list_asb_case_review_procedures": row("GET", PROCEDURES, READERS),
    "create_asb_case_review_procedure": row("POST", PROCEDURES, ADMIN),
    "get_asb_case_review_figures": row("GET", "/v1/asb-case-review-figures", READERS),
}

SUBJECTS = {
    "intervention_id": ("create_intervention", R.CASEWORKER),
    "public_spaces_order_id": ("create_public_spaces_order", R.PARTNERSHIP_ADMIN),
    "asb_case_review_id": ("create_asb_case_review", R.CASEWORKER),
}
KNOWN = {
    "intervention_breach_id": _breach,
    "asb_case_review_recommendation_id": _recommendation,
}
IRREGULAR = {"intervention_breach_id": "intervention_breaches"}
SHOWS = {
    "list_interventions": {"interventions"},
    "get_intervention": {"enforcement_transitions", "intervention_breaches", "interventions"},
    "get_intervention_breach": {"intervention_breaches"},
    "get_asb_case_review": {"asb_case_review_recommendations", "asb_case_reviews"},
    "get_asb_case_review_recommendation": {"asb_case_review_recommendations"},
}
