"""Use cases of referrals: taking them in, showing them, moving them on."""

from sosafe_api.domains.referrals.service.batch import BatchService
from sosafe_api.domains.referrals.service.following import FollowingService
from sosafe_api.domains.referrals.service.intake import IntakeService, PushResult
from sosafe_api.domains.referrals.service.moves import MoveService
from sosafe_api.domains.referrals.service.reading import ReadingService

__all__ = [
    "BatchService", "FollowingService", "IntakeService", "MoveService", "PushResult", "ReadingService",
]  # fmt: skip
