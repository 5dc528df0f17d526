"""What is shown of a death review: all of it within its group, an anonymised part of it once published."""

from collections.abc import Sequence
from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.domains.reviews.models import (
    DeathReview,
    DeathReviewAction,
    DeathReviewRecommendation,
    DeathReviewStep,
)
from sosafe_api.domains.reviews.rules import REVIEW_TRANSITIONS
from sosafe_api.domains.reviews.vocabulary import DeathReviewStatus

Json = dict[str, Any]


def allowed(row: DeathReview) -> list[DeathReviewStatus]:
    open_to = REVIEW_TRANSITIONS[DeathReviewStatus(row.status)]
    return [status for status in DeathReviewStatus if status in open_to]


def details(row: DeathReview) -> Json:
    return {
        "victim_name": row.victim_name,
        "victim_person_id": row.victim_person_id,
        "died_on": row.died_on,
        "relationship": row.relationship,
        "circumstances": row.circumstances,
        "pseudonym": row.pseudonym,
        "agency_ids": row.agency_ids,
    }


def step(row: DeathReviewStep) -> Json:
    return {
        "status": row.status,
        "reason_code": row.reason_code,
        "occurred_at": wire_instant(row.occurred_at),
        "actor_id": row.actor_id,
    }


def action_state(row: DeathReviewAction) -> Json:
    return {
        "id": str(row.id),
        "agency_id": str(row.agency_id),
        "description": row.description,
        "due_on": row.due_on.isoformat(),
        "status": row.status,
    }


def recommendations(
    rows: Sequence[DeathReviewRecommendation], actions: Sequence[DeathReviewAction]
) -> list[Json]:
    return [
        {
            "id": str(row.id),
            "agency_id": str(row.agency_id),
            "theme": row.theme,
            "recommendation": row.recommendation,
            "actions": [action_state(action) for action in actions if action.recommendation_id == row.id],
        }
        for row in rows
    ]


def published(row: DeathReview, recommended: list[Json]) -> Json:
    """Neither the name nor the day of death, the circumstances or the partnership's reference are in it."""
    return {
        "name": row.name,
        "pseudonym": row.pseudonym,
        "month_of_death": f"{row.died_on:%Y-%m}",
        "relationship": row.relationship,
        "agency_ids": [str(agency_id) for agency_id in row.agency_ids],
        "recommendations": recommended,
    }
