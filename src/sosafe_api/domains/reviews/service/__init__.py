"""Use cases of reviews and learning."""

from sosafe_api.domains.reviews.service.actions import ReviewActionService
from sosafe_api.domains.reviews.service.dash_use import DashUseService
from sosafe_api.domains.reviews.service.reviews import DeathReviewService

__all__ = ["DashUseService", "DeathReviewService", "ReviewActionService"]
