"""Operations on tokens at the root, on the partnership and its agreements under /v1."""

from sosafe_api.domains.auth.router.agreements import router as agreements
from sosafe_api.domains.auth.router.partnership import router as partnership
from sosafe_api.domains.auth.router.tokens import router as tokens

__all__ = ["agreements", "partnership", "tokens"]
