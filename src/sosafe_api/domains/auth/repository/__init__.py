"""Every query about principals, roles, tokens, the partnership's record and its sharing agreements."""

from sosafe_api.domains.auth.repository.identity import RIGHTS, AuthRepository

__all__ = ["RIGHTS", "AuthRepository"]
