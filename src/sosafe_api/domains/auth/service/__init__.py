"""Use cases of identity and of the partnership: issuing tokens, keeping its record and its agreements."""

from sosafe_api.domains.auth.service.tokens import TokenService, credentials_from

__all__ = ["TokenService", "credentials_from"]
