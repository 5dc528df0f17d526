"""What crosses the wire about reviews and learning."""

from sosafe_api.domains.reviews.schemas.actions import (
    RecommendationIn,
    RecommendationOut,
    ReviewActionIn,
    ReviewActionOut,
    ReviewActionPage,
    ReviewActionQuery,
    ReviewActionTransitionIn,
)
from sosafe_api.domains.reviews.schemas.dash_use import DashUseQuery, DashUseTable
from sosafe_api.domains.reviews.schemas.reviews import (
    DeathReviewIn,
    DeathReviewOut,
    DeathReviewPage,
    DeathReviewPatch,
    DeathReviewQuery,
    DeathReviewSummary,
    DeathReviewTransitionIn,
    PublishedDeathReviewPage,
)

__all__ = [
    "DashUseQuery",
    "DashUseTable",
    "DeathReviewIn",
    "DeathReviewOut",
    "DeathReviewPage",
    "DeathReviewPatch",
    "DeathReviewQuery",
    "DeathReviewSummary",
    "DeathReviewTransitionIn",
    "PublishedDeathReviewPage",
    "RecommendationIn",
    "RecommendationOut",
    "ReviewActionIn",
    "ReviewActionOut",
    "ReviewActionPage",
    "ReviewActionQuery",
    "ReviewActionTransitionIn",
]
