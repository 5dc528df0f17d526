"""What crosses the wire of webhooks."""

from sosafe_api.domains.webhooks.schemas.deliveries import (
    DeliveryOut,
    DeliveryPage,
    DeliveryQuery,
    ReplayIn,
    ReplayOut,
)
from sosafe_api.domains.webhooks.schemas.webhooks import (
    WebhookCreated,
    WebhookIn,
    WebhookOut,
    WebhookPage,
    WebhookPatch,
    WebhookQuery,
    WebhookSecret,
    WebhookTransitionIn,
)

__all__ = [
    "DeliveryOut",
    "DeliveryPage",
    "DeliveryQuery",
    "ReplayIn",
    "ReplayOut",
    "WebhookCreated",
    "WebhookIn",
    "WebhookOut",
    "WebhookPage",
    "WebhookPatch",
    "WebhookQuery",
    "WebhookSecret",
    "WebhookTransitionIn",
]
