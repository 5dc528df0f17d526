"""What owners of webhooks ask; never commits."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.clock import true_now
from sosafe_api.core.context import Context
from sosafe_api.domains.webhooks.models import Webhook, WebhookDelivery
from sosafe_api.domains.webhooks.rules import MOST_WEBHOOKS
from sosafe_api.domains.webhooks.schemas import DeliveryQuery, ReplayIn, WebhookQuery
from sosafe_api.domains.webhooks.vocabulary import WebhookStatus

# A row of its own for each webhook, which stays; what asks for it at once is queued beside it.
_STANDING = b"""
INSERT INTO work_items (id, partnership_id, kind, item_id, available_at)
VALUES (%(id)s, %(partnership_id)s, 'webhook', %(id)s, %(now)s)"""
_ANEW = b"""
UPDATE webhook_deliveries SET attempts = 0, first_due_at = %(now)s, due_at = %(now)s
WHERE partnership_id = %(partnership_id)s AND webhook_id = %(webhook_id)s AND status = 'waiting'"""
_REPLAY = b"""
WITH again AS (
    UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, first_due_at = %(now)s, due_at = %(now)s
    WHERE partnership_id = %(partnership_id)s AND webhook_id = %(webhook_id)s AND status <> 'waiting'
    AND (%(status)s::text IS NULL OR status = %(status)s)
    AND (%(since)s::timestamptz IS NULL OR occurred_at >= %(since)s)
    AND (%(before)s::timestamptz IS NULL OR occurred_at < %(before)s)
    AND (cardinality(%(types)s::text[]) = 0 OR type = ANY(%(types)s::text[])
    OR resource || '.*' = ANY(%(types)s::text[]))
    RETURNING 1
) SELECT count(*) FROM again"""


class WebhookRepository:
    """A program's own webhooks; to people, who hold no permission but an administrator's, all of the partnership."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._session = context.transaction.session

    def _mine(self) -> Any:
        actor = self._context.actor
        statement = select(Webhook).where(Webhook.partnership_id == actor.partnership_id)
        return (
            statement.where(Webhook.principal_id == actor.id)
            if actor.kind is PrincipalKind.CLIENT
            else statement
        )

    async def add(self, row: Webhook) -> None:
        self._session.add(row)
        await self._session.flush()
        values = {"id": row.id, "partnership_id": row.partnership_id, "now": true_now()}
        await self._context.transaction.execute(_STANDING, values)

    async def find(self, webhook_id: UUID, *, lock: bool = False) -> Webhook | None:
        statement = self._mine().where(Webhook.id == webhook_id)
        found = await self._session.exec(statement.with_for_update() if lock else statement)
        row: Webhook | None = found.first()
        return row

    async def called(self) -> int:
        """How many of the caller's are not disabled."""
        statement = self._mine().where(Webhook.status != WebhookStatus.DISABLED.value)
        return len((await self._session.exec(statement.limit(MOST_WEBHOOKS))).all())

    async def page(self, query: WebhookQuery, after: Any) -> Sequence[Webhook]:
        statement = self._mine().order_by(col(Webhook.id)).limit(query.limit + 1)
        if query.status is not None:
            statement = statement.where(Webhook.status == query.status.value)
        if after is not None:
            statement = statement.where(col(Webhook.id) > UUID(after))
        rows: Sequence[Webhook] = (await self._session.exec(statement)).all()
        return rows


class DeliveryRepository:
    """Deliveries of one webhook."""

    def __init__(self, context: Context, webhook_id: UUID) -> None:
        self._context = context
        self._session = context.transaction.session
        self._webhook_id = webhook_id

    def _all(self) -> Any:
        return select(WebhookDelivery).where(
            WebhookDelivery.partnership_id == self._context.actor.partnership_id,
            WebhookDelivery.webhook_id == self._webhook_id,
        )

    async def add(self, row: WebhookDelivery) -> None:
        self._session.add(row)
        await self._session.flush()

    async def find(self, delivery_id: UUID) -> WebhookDelivery | None:
        found = await self._session.exec(
            self._all().where(WebhookDelivery.id == delivery_id).with_for_update()
        )
        row: WebhookDelivery | None = found.first()
        return row

    async def page(self, query: DeliveryQuery, before: Any) -> Sequence[WebhookDelivery]:
        statement = self._all().order_by(col(WebhookDelivery.id).desc()).limit(query.limit + 1)
        if query.status is not None:
            statement = statement.where(WebhookDelivery.status == query.status.value)
        if before is not None:
            statement = statement.where(col(WebhookDelivery.id) < UUID(before))
        rows: Sequence[WebhookDelivery] = (await self._session.exec(statement)).all()
        return rows

    async def wait_anew(self) -> None:
        """What waits has its three days again, and goes in the order of the feed."""
        key = {
            "partnership_id": self._context.actor.partnership_id,
            "webhook_id": self._webhook_id,
            "now": true_now(),
        }
        await self._context.transaction.execute(_ANEW, key)

    async def replay(self, wanted: ReplayIn) -> int:
        """How many wait anew."""
        values = {
            "partnership_id": self._context.actor.partnership_id,
            "webhook_id": self._webhook_id,
            "status": wanted.status.value if wanted.status else None,
            "since": wanted.occurred_at_from,
            "before": wanted.occurred_at_before,
            "types": list(wanted.types),
            "now": true_now(),
        }
        rows = await self._context.transaction.execute(_REPLAY, values)
        return int(rows[0][0])
