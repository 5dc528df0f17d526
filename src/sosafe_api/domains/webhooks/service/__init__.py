"""Webhooks as their owners keep them, and their deliveries."""

from sosafe_api.domains.webhooks.service.deliveries import DeliveryService
from sosafe_api.domains.webhooks.service.webhooks import WebhookService

__all__ = ["DeliveryService", "WebhookService"]
