"""Every query about outcomes; rows come back typed."""

from sosafe_api.domains.outcomes.repository.approvals import ApprovalRepository
from sosafe_api.domains.outcomes.repository.closed_cases import (
    MOST_ROWS,
    ClosedCaseRepository,
    ClosedCaseRow,
    ExtractRow,
)
from sosafe_api.domains.outcomes.repository.follow_ups import FollowUpRepository, FollowUpRow
from sosafe_api.domains.outcomes.repository.results import AssessmentRow, ResultRepository, ResultRow

__all__ = [
    "MOST_ROWS",
    "ApprovalRepository",
    "AssessmentRow",
    "ClosedCaseRepository",
    "ClosedCaseRow",
    "ExtractRow",
    "FollowUpRepository",
    "FollowUpRow",
    "ResultRepository",
    "ResultRow",
]
