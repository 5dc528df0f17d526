"""Rows of interventions, orders and reviews as they are shown; the caller supplies each entity tag."""

from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.interventions.models import (
    AsbCaseReview,
    AsbReviewProcedure,
    AsbReviewRecommendation,
    EnforcementTransition,
    Intervention,
    InterventionBreach,
    PublicSpacesExtension,
)
from sosafe_api.domains.interventions.rules import lives
from sosafe_api.domains.interventions.schemas.money import shown
from sosafe_api.domains.interventions.service.base import instant
from sosafe_api.domains.interventions.vocabulary import InterventionStatus

_AS_STORED = (
    "id", "case_id", "kind", "agency_id", "status", "issued_on", "ended_as", "person_id", "starts_on", "last_day",
    "review_on", "hearing_on", "ward", "outward_postcode", "uprn", "place", "terms", "works", "conviction",
    "ground", "extent", "under_18", "power_of_arrest", "public_spaces_penalty_id", "extensions", "outcome",
)  # fmt: skip


def intervention(row: Intervention, etag: str) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _AS_STORED},
        "status_since": wire_instant(row.status_since),
        "starts_at": instant(row.starts_at),
        "ends_at": instant(row.ends_at),
        "penalty": shown(row.penalty),
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }


def standing(row: Intervention, etag: str) -> dict[str, Any]:
    """What says nothing about anybody."""
    names = (
        "id",
        "case_id",
        "status",
        "issued_on",
        "ended_as",
        "starts_on",
        "last_day",
        "review_on",
        "extensions",
    )
    return {
        **{name: getattr(row, name) for name in names},
        "status_since": wire_instant(row.status_since),
        "starts_at": instant(row.starts_at),
        "ends_at": instant(row.ends_at),
        "allowed_transitions": lives.moves_open(InterventionStatus(row.status)),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }


def breach(row: InterventionBreach, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "intervention_id": row.intervention_id,
        "occurred_on": row.occurred_on,
        "account": row.account,
        "consequence": row.consequence,
        "penalty": shown(row.penalty),
        "created_at": wire_instant(row.created_at),
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }


def stage_move(row: EnforcementTransition) -> dict[str, Any]:
    """Without a remark, which none has that moves a stage."""
    return {
        "id": row.id,
        "from": row.from_code,
        "to": row.to_code,
        "reason_code": row.reason_code,
        "occurred_at": wire_instant(row.occurred_at),
        "actor_id": row.actor_id,
    }


def move(row: EnforcementTransition) -> dict[str, Any]:
    return {**stage_move(row), "note": row.note}


def extension(row: PublicSpacesExtension) -> dict[str, Any]:
    return {
        "decided_on": row.decided_on,
        "last_day_before": row.last_day_before,
        "last_day": row.last_day,
    }


def procedure(row: AsbReviewProcedure) -> dict[str, Any]:
    names = (
        "id", "starts_on", "complaints_needed", "complaint_within_months", "application_within_months",
        "acknowledge_within", "decide_within", "meet_within",
    )  # fmt: skip
    return {**{name: getattr(row, name) for name in names}, "created_at": wire_instant(row.created_at)}


def review_summary(row: AsbCaseReview, etag: str) -> dict[str, Any]:
    names = (
        "id", "service_id", "case_id", "status", "applied_on", "acknowledge_by", "decide_by", "meet_by",
        "next_due_on", "acknowledged_on", "decided_on", "threshold_met", "held_on", "concluded_on", "closed_on",
    )  # fmt: skip
    shown_ = {name: getattr(row, name) for name in names}
    return {**shown_, "updated_at": wire_instant(row.updated_at), "etag": etag}


def recommendation(row: AsbReviewRecommendation, etag: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "asb_case_review_id": row.asb_case_review_id,
        "agency_id": row.agency_id,
        "recommendation": row.recommendation,
        "response": row.response,
        "response_note": row.response_note,
        "responded_on": row.responded_on,
        "updated_at": wire_instant(row.updated_at),
        "etag": etag,
    }
