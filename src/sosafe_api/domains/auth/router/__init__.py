"""Operations on tokens at the root, on the partnership, its principals and agreements under /v1."""

from sosafe_api.domains.auth.router.agreements import router as agreements
from sosafe_api.domains.auth.router.partnership import router as partnership
from sosafe_api.domains.auth.router.principals import router as principals
from sosafe_api.domains.auth.router.tokens import router as tokens
from sosafe_api.domains.auth.router.usage import router as usage

__all__ = ["agreements", "partnership", "principals", "tokens", "usage"]
