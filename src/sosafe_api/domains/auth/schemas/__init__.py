"""What crosses the wire about tokens, the partnership and its sharing agreements."""

from sosafe_api.domains.auth.schemas.tokens import (
    JsonWebKeySet,
    ResourceMetadata,
    ServerMetadata,
    TokenAnswer,
    TokenRefusal,
    TokenRequestIn,
)

__all__ = [
    "JsonWebKeySet",
    "ResourceMetadata",
    "ServerMetadata",
    "TokenAnswer",
    "TokenRefusal",
    "TokenRequestIn",
]
