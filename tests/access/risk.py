"""Who may do what with assessments of risk, the rules behind them and the tools."""

from typing import Any

from tests.access.rows import ADMIN, R, Row, row
from tests.domains.risk.assessing import pair
from tests.domains.risk.scoring import scored, tool
from tests.fixtures.world import World

WORKERS = {R.CASEWORKER}
READERS = {*WORKERS, *ADMIN, R.PANEL_COORDINATOR, R.PANEL_MEMBER, R.SCRUTINY}
ASSESSMENTS, SCORED = "/v1/risk-assessments", "/v1/scored-assessments"


def _assessment(world: World) -> dict[str, Any]:
    return pair(world).assessment()


def _scored(world: World) -> dict[str, Any]:
    count = world.superuser.execute("SELECT count(*) FROM assessment_tools").fetchone()
    assert count is not None
    return scored(pair(world).victim, tool(world, count[0] + 1)["id"], 5, 3)


def _tool(world: World) -> dict[str, Any]:
    count = world.superuser.execute("SELECT count(*) FROM assessment_tools").fetchone()
    assert count is not None
    item = {"code": "housing", "minimum": 0, "maximum": 10}
    kind = {"code": "needs_star", "name": "Needs star", "direction": "higher_is_worse", "items": [item]}
    return {**kind, "tool_version": count[0] + 1}


ROWS: dict[str, Row] = {
    "create_risk_assessment": row("POST", ASSESSMENTS, WORKERS, body=_assessment),
    "list_risk_assessments": row("GET", ASSESSMENTS, WORKERS),
    "get_risk_assessment": row("GET", ASSESSMENTS + "/{risk_assessment_id}", WORKERS, sensitive=True),
    "create_marac_referral": row("POST", ASSESSMENTS + "/{risk_assessment_id}/marac-referrals", WORKERS),
    "create_scored_assessment": row("POST", SCORED, WORKERS, body=_scored),
    "list_scored_assessments": row("GET", SCORED, WORKERS),
    "get_scored_assessment": row("GET", SCORED + "/{scored_assessment_id}", WORKERS, sensitive=True),
    "create_assessment_tool": row("POST", "/v1/assessment-tools", ADMIN, body=_tool),
    "list_assessment_tools": row("GET", "/v1/assessment-tools", READERS),
    "get_assessment_tool": row("GET", "/v1/assessment-tools/{assessment_tool_id}", READERS),
    "create_risk_rule": row("POST", "/v1/risk-rules", ADMIN),
    "list_risk_rules": row("GET", "/v1/risk-rules", READERS),
    "get_risk_rule": row("GET", "/v1/risk-rules/{risk_rule_id}", READERS),
}

SUBJECTS = {
    "risk_assessment_id": ("create_risk_assessment", R.CASEWORKER),
    "scored_assessment_id": ("create_scored_assessment", R.CASEWORKER),
    "assessment_tool_id": ("create_assessment_tool", R.PARTNERSHIP_ADMIN),
    "risk_rule_id": ("create_risk_rule", R.PARTNERSHIP_ADMIN),
}
SHOWS = {
    "get_risk_assessment": {"marac_referrals", "risk_assessments"},
    "get_scored_assessment": {"scored_assessments"},
}
