"""Deliveries: listed, and sent again singly, in a range or all that are dead; a sample to try a receiver by."""

from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import true_now, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.work_items import queue
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.webhooks.models import Webhook, WebhookDelivery
from sosafe_api.domains.webhooks.repository import DeliveryRepository
from sosafe_api.domains.webhooks.rules import SAMPLE_TYPE
from sosafe_api.domains.webhooks.schemas import DeliveryQuery, ReplayIn
from sosafe_api.domains.webhooks.service.webhooks import KIND, WebhookService
from sosafe_api.domains.webhooks.vocabulary import DeliveryStatus


class DeliveryService(RecordService):
    """Deliveries of a webhook that the caller may see. Raises `NotFound` for any other."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.webhooks = WebhookService(context)

    async def page(self, webhook_id: UUID, query: DeliveryQuery) -> Page[dict[str, Any]]:
        await self.webhooks.found(webhook_id)
        repository = DeliveryRepository(self.context, webhook_id)
        page = await self.paged(query, repository.page, "id", within=webhook_id)
        return Page([_view(row) for row in page.rows], page.next_cursor)

    async def again(self, webhook_id: UUID, delivery_id: UUID) -> dict[str, Any]:
        """Sends one as soon as may be, whatever became of it."""
        webhook = await self.webhooks.found(webhook_id, lock=True)
        row = await DeliveryRepository(self.context, webhook_id).find(delivery_id)
        if row is None:
            raise NotFound()
        row.status = DeliveryStatus.WAITING.value
        row.attempts = 0
        row.first_due_at = row.due_at = true_now()  # senders go by the true clock
        await self._set_going(webhook, "replay")
        return _view(row)

    async def replay(self, webhook_id: UUID, wanted: ReplayIn) -> dict[str, Any]:
        webhook = await self.webhooks.found(webhook_id, lock=True)
        count = await DeliveryRepository(self.context, webhook_id).replay(wanted)
        await self._set_going(webhook, "replay")
        return {"deliveries": count}

    async def sample(self, webhook_id: UUID) -> dict[str, Any]:
        """A message about the webhook itself."""
        webhook = await self.webhooks.found(webhook_id, lock=True)
        now = self.context.now
        row = WebhookDelivery(
            partnership_id=webhook.partnership_id,
            id=new_id(),
            webhook_id=webhook.id,
            change_id=new_id(),
            sequence=0,
            type=SAMPLE_TYPE,
            resource="webhook",
            resource_id=webhook.id,
            resource_version=webhook.version,
            occurred_at=now,
            status=DeliveryStatus.WAITING.value,
            attempts=0,
            first_due_at=true_now(),
            due_at=true_now(),
            created_at=now,
        )
        await DeliveryRepository(self.context, webhook_id).add(row)
        await self._set_going(webhook, "test")
        return _view(row)

    async def _set_going(self, webhook: Webhook, action: str) -> None:
        """A receiver that is being held is tried at once: its owner says that it is well again."""
        webhook.held_until = None
        await self.transaction.flush()
        await queue(self.context, KIND, webhook.id)
        await record(
            self.context, Entry(operation=f"webhook:{action}", object_type="webhook", object_id=webhook.id)
        )


def _view(row: WebhookDelivery) -> dict[str, Any]:
    waits = row.status == DeliveryStatus.WAITING
    return {
        "id": row.id,
        "webhook_id": row.webhook_id,
        "change_id": row.change_id,
        "type": row.type,
        "resource": row.resource,
        "resource_id": row.resource_id,
        "resource_version": row.resource_version,
        "occurred_at": wire_instant(row.occurred_at),
        "status": row.status,
        "attempts": row.attempts,
        "due_at": wire_instant(row.due_at) if waits else None,
        "attempted_at": wire_instant(row.attempted_at) if row.attempted_at else None,
        "answered_status": row.answered_status,
        "last_failure": row.last_failure,
        "created_at": wire_instant(row.created_at),
    }
