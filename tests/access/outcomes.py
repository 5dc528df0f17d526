"""Who may do what with outcomes: services state them, analysts count them, an administrator approves extracts."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row
from tests.fixtures.world import World

WORKERS = {R.CASEWORKER}
COUNTING = {R.ANALYST, R.RESPONSIBLE_AUTHORITIES_GROUP, R.SCRUTINY}
APPROVALS = "/v1/extract-approvals/{extract_approval_id}"


def _rule(world: World) -> dict[str, Any]:
    return {"service_id": str(world.services["refuge"]), "months": [6], "starts_on": "2030-04-01"}


def _refusal(_: World) -> dict[str, Any]:
    return {"to": "refused"}


ROWS: dict[str, Row] = {
    "create_case_result": row("POST", "/v1/cases/{case_id}/results", WORKERS),
    "list_case_results": row("GET", "/v1/cases/{case_id}/results", WORKERS, sensitive=True),
    "get_case_result": row("GET", "/v1/case-results/{result_id}", WORKERS, sensitive=True),
    "update_case_result": row("PATCH", "/v1/case-results/{result_id}", WORKERS),
    "create_family_assessment": row("POST", "/v1/cases/{case_id}/family-assessments", WORKERS),
    "get_family_success": row("GET", "/v1/cases/{case_id}/family-success", WORKERS, sensitive=True),
    "list_follow_ups": row("GET", "/v1/follow-ups", WORKERS),
    "create_follow_up": row("POST", "/v1/cases/{case_id}/follow-ups", WORKERS),
    "create_follow_up_rule": row("POST", "/v1/follow-up-rules", ADMIN, body=_rule),
    "list_follow_up_rules": row("GET", "/v1/follow-up-rules", ADMIN | WORKERS | {R.ANALYST}),
    "list_case_outcomes": row("GET", "/v1/case-outcomes", COUNTING),
    "list_outcome_measures": row("GET", "/v1/outcome-measures", COUNTING),
    "create_extract_approval": row("POST", "/v1/extract-approvals", {R.ANALYST}),
    "list_extract_approvals": row("GET", "/v1/extract-approvals", ADMIN | {R.ANALYST, R.SCRUTINY}),
    "get_extract_approval": row("GET", APPROVALS, ADMIN | {R.ANALYST, R.SCRUTINY}),
    "create_extract_approval_transition": row("POST", f"{APPROVALS}/transitions", ADMIN, body=_refusal),
    "export_case_outcomes": row("GET", "/v1/case-outcomes/export", {R.ANALYST}, sensitive=True),
}
SUBJECTS = {
    "result_id": ("create_case_result", R.CASEWORKER),
    "extract_approval_id": ("create_extract_approval", R.ANALYST),
}
SHOWS = {
    "get_case_result": {"case_results"},
    "list_case_results": {"case_results"},
}
IRREGULAR = {"result_id": "case_results.result_id"}
