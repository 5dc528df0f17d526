"""Every query about referrals; rows come back typed, never as tables."""

from sosafe_api.domains.referrals.repository.referrals import ReferralRepository
from sosafe_api.domains.referrals.repository.rows import (
    ContentRow,
    Created,
    FoundReferral,
    Move,
    ReceiptRow,
    ReferralRow,
)

__all__ = [
    "ContentRow",
    "Created",
    "FoundReferral",
    "Move",
    "ReceiptRow",
    "ReferralRepository",
    "ReferralRow",
]
