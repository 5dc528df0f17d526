"""Assessments as they are told of."""

from datetime import date
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.risk.models import AssessmentTool, MaracReferral, RiskAssessment, ScoredAssessment
from sosafe_api.domains.risk.service.rules import shown


def summary(row: RiskAssessment, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "person_id": row.person_id,
        "case_id": row.case_id,
        "referral_id": row.referral_id,
        "dash_version": row.dash_version,
        "assessed_on": row.assessed_on,
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }


def details(
    row: RiskAssessment, etag: str, *, rule_version: int | None, marac_referred_on: date | None
) -> dict[str, Any]:
    judgement = {"grade": row.judged_grade, "rationale": row.judgement_rationale}
    return {
        **summary(row, etag),
        "perpetrator_id": row.perpetrator_id,
        "event_on": row.event_on,
        "answers": row.answers,
        "domestic_events_in_12_months": row.domestic_events_in_12_months,
        "judgement": judgement if row.judged_grade else None,
        "yes_count": row.yes_count,
        "count_grade": row.count_grade,
        "grade": row.grade,
        "grounds": row.grounds,
        "route": row.route,
        "pair_history": row.pair_history,
        "last_marac_referral_on": row.last_marac_referral_on,
        "marac_referred_on": marac_referred_on,
        "rule": {"id": row.rule_id, "rule_version": rule_version, **shown(row.terms)},
        "assessed_by": row.assessed_by,
    }


def marac_receipt(row: MaracReferral) -> dict[str, Any]:
    return {
        "id": row.id,
        "risk_assessment_id": row.assessment_id,
        "created_at": wire_instant(row.created_at),
    }


def tool(row: AssessmentTool, etag: str, totals: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "tool_version": row.tool_version,
        "direction": row.direction,
        "items": row.items,
        "lowest_total": totals[0],
        "highest_total": totals[1],
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }


def scored_summary(row: ScoredAssessment, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "person_id": row.person_id,
        "case_id": row.case_id,
        "tool_id": row.tool_id,
        "phase": row.phase,
        "before_id": row.before_id,
        "assessed_on": row.assessed_on,
        "created_at": wire_instant(row.created_at),
        "etag": etag,
    }


def scored_details(row: ScoredAssessment, etag: str, change: dict[str, Any] | None) -> dict[str, Any]:
    return {
        **scored_summary(row, etag),
        "values": row.values,
        "total": row.total,
        "change": change,
        "note": row.note,
        "assessed_by": row.assessed_by,
    }
