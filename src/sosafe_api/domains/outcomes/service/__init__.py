"""Use cases of outcomes: stating them, measuring them again, counting and extracting them."""

from sosafe_api.domains.outcomes.service.approvals import ApprovalService
from sosafe_api.domains.outcomes.service.extracts import Extract, ExtractService
from sosafe_api.domains.outcomes.service.families import FamilyService
from sosafe_api.domains.outcomes.service.figures import FigureService
from sosafe_api.domains.outcomes.service.follow_ups import FollowUpService
from sosafe_api.domains.outcomes.service.results import ResultService

__all__ = [
    "ApprovalService",
    "Extract",
    "ExtractService",
    "FamilyService",
    "FigureService",
    "FollowUpService",
    "ResultService",
]
