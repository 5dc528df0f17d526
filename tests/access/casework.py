"""Who may do what with cases and people."""

from typing import Any

from sosafe_api.core.ids import new_id
from tests.access.rows import R, Row, row
from tests.domains.cases.steps import family_case, second_person, second_worker
from tests.fixtures.world import World

WORKERS = {R.CASEWORKER}


def _case(world: World) -> dict[str, Any]:
    return {"kind": "anti_social_behaviour", "referral_ids": [world.accept(f"TABLE/{new_id()}")]}


def _of_family(world: World) -> dict[str, Any]:
    return {"case_id": world.open_case(access="workers")["id"], "part": "victim"}


def _family(world: World) -> dict[str, Any]:
    return {"cases": [_of_family(world)]}


ROWS: dict[str, Row] = {
    "create_case": row("POST", "/v1/cases", WORKERS, body=_case),
    "list_cases": row("GET", "/v1/cases", WORKERS),
    "get_case": row("GET", "/v1/cases/{case_id}", WORKERS, sensitive=True),
    "update_case": row("PATCH", "/v1/cases/{case_id}", WORKERS),
    "create_family": row("POST", "/v1/families", WORKERS, body=_family),
    "get_family": row("GET", "/v1/families/{family_id}", WORKERS, sensitive=True),
    "update_family": row("PATCH", "/v1/families/{family_id}", WORKERS),
    "create_family_case": row("POST", "/v1/families/{family_id}/cases", WORKERS, body=_of_family),
    "delete_family_case": row("DELETE", "/v1/family-cases/{family_case_id}", WORKERS),
    "create_case_transition": row(
        "POST",
        "/v1/cases/{case_id}/transitions",
        WORKERS,
        body=lambda _: {"to": "paused", "reason_code": "hospital"},
    ),
    "list_case_transitions": row("GET", "/v1/cases/{case_id}/transitions", WORKERS, sensitive=True),
    "create_case_referrals": row("POST", "/v1/cases/{case_id}/referrals", WORKERS),
    "create_case_person": row("POST", "/v1/cases/{case_id}/people", WORKERS),
    "delete_case_person": row("DELETE", "/v1/case-people/{case_person_id}", WORKERS),
    "list_service_caseworkers": row("GET", "/v1/services/{service_id}/caseworkers", WORKERS),
    "create_case_worker": row("POST", "/v1/cases/{case_id}/workers", WORKERS),
    "update_case_worker": row("PATCH", "/v1/case-workers/{case_worker_id}", WORKERS),
    "create_case_need": row("POST", "/v1/cases/{case_id}/needs", WORKERS),
    "list_case_needs": row("GET", "/v1/cases/{case_id}/needs", WORKERS, sensitive=True),
    "get_case_need": row("GET", "/v1/case-needs/{case_need_id}", WORKERS, sensitive=True),
    "update_case_need": row("PATCH", "/v1/case-needs/{case_need_id}", WORKERS),
    "create_case_goal": row("POST", "/v1/cases/{case_id}/goals", WORKERS),
    "list_case_goals": row("GET", "/v1/cases/{case_id}/goals", WORKERS, sensitive=True),
    "get_case_goal": row("GET", "/v1/case-goals/{case_goal_id}", WORKERS, sensitive=True),
    "update_case_goal": row("PATCH", "/v1/case-goals/{case_goal_id}", WORKERS),
    "create_case_plan_step": row("POST", "/v1/cases/{case_id}/plan-steps", WORKERS),
    "list_case_plan_steps": row("GET", "/v1/cases/{case_id}/plan-steps", WORKERS, sensitive=True),
    "get_case_plan_step": row("GET", "/v1/case-plan-steps/{case_plan_step_id}", WORKERS, sensitive=True),
    "update_case_plan_step": row("PATCH", "/v1/case-plan-steps/{case_plan_step_id}", WORKERS),
    "create_case_contact": row("POST", "/v1/cases/{case_id}/contacts", WORKERS),
    "list_case_contacts": row("GET", "/v1/cases/{case_id}/contacts", WORKERS, sensitive=True),
    "get_case_contact": row("GET", "/v1/case-contacts/{case_contact_id}", WORKERS, sensitive=True),
    "update_case_contact": row("PATCH", "/v1/case-contacts/{case_contact_id}", WORKERS),
    "get_person": row("GET", "/v1/people/{person_id}", WORKERS, sensitive=True),
}

SUBJECTS = {
    "case_id": ("create_case", R.CASEWORKER),
    "family_id": ("create_family", R.CASEWORKER),
    "case_need_id": ("create_case_need", R.CASEWORKER),
    "case_goal_id": ("create_case_goal", R.CASEWORKER),
    "case_plan_step_id": ("create_case_plan_step", R.CASEWORKER),
    "case_contact_id": ("create_case_contact", R.CASEWORKER),
}
KNOWN = {
    "person_id": lambda world: world.open_case()["people"][0]["person_id"],
    "case_person_id": second_person,
    "family_case_id": family_case,
    "case_worker_id": second_worker,
}
SHOWS = {
    "get_case": {"case_people"},
    "get_case_contact": {"case_contacts"},
    "get_case_goal": {"case_goals"},
    "get_case_need": {"case_needs"},
    "get_case_plan_step": {"case_plan_steps"},
    "get_family": {"families", "family_cases"},
    "get_person": {"people"},
    "list_case_contacts": {"case_contacts"},
    "list_case_goals": {"case_goals"},
    "list_case_needs": {"case_needs"},
    "list_case_plan_steps": {"case_plan_steps"},
    "list_case_transitions": {"case_transitions"},
}
IRREGULAR = {"person_id": "people", "case_person_id": "case_people", "family_id": "families"}
