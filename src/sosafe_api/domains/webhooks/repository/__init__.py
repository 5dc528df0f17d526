"""Queries about webhooks: what their owners ask, and what the sender reads and writes."""

from sosafe_api.domains.webhooks.repository.figures import FIGURES
from sosafe_api.domains.webhooks.repository.sending import Connection, Receiver, SendingRepository, Waiting
from sosafe_api.domains.webhooks.repository.webhooks import DeliveryRepository, WebhookRepository

__all__ = [
    "FIGURES",
    "Connection",
    "DeliveryRepository",
    "Receiver",
    "SendingRepository",
    "Waiting",
    "WebhookRepository",
]
