"""Operations on tokens at the root, on the partnership and its agreements under /v1."""

from sosafe_api.domains.auth.router.tokens import router

__all__ = ["router"]
