"""Webhooks: registered, changed, disabled and challenged anew; their secrets shown once and changed with overlap."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import (
    FieldError,
    NotFound,
    NotPermitted,
    TooMany,
    TransitionNotAllowed,
    ValidationFailed,
)
from sosafe_api.core.ids import new_id
from sosafe_api.core.outgoing import url_fault
from sosafe_api.core.pagination import Page
from sosafe_api.core.security.sealing import Sealed, SealedPlace
from sosafe_api.core.work_items import queue
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.changes.service import ChangeService
from sosafe_api.domains.webhooks import rules
from sosafe_api.domains.webhooks.models import Webhook
from sosafe_api.domains.webhooks.repository import DeliveryRepository, WebhookRepository
from sosafe_api.domains.webhooks.schemas import WebhookIn, WebhookPatch, WebhookQuery, WebhookTransitionIn
from sosafe_api.domains.webhooks.vocabulary import WebhookStatus, WebhookStep

VIEW = "webhook"
KIND = "webhook"


def secret_place(partnership_id: UUID, webhook_id: UUID) -> SealedPlace:
    """Where a webhook's secrets are sealed to."""
    return SealedPlace("webhooks", "secret", partnership_id, webhook_id)


class WebhookService(RecordService):
    """A program keeps its own webhooks; an administrator sees all and disables any."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = WebhookRepository(context)

    async def create(self, wanted: WebhookIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for an address that is not called, `TooMany`, `Conflict` for one address twice."""
        self._check_url(wanted.url)
        await self._check_count()
        secret, webhook_id = rules.new_secret(), new_id()
        sealed = self._sealed(secret, webhook_id)
        row = Webhook(
            partnership_id=self.actor.partnership_id,
            id=webhook_id,
            principal_id=self.actor.id,
            agency_id=self.actor.agency_id,
            url=wanted.url,
            description=wanted.description,
            types=list(wanted.types),
            status=WebhookStatus.UNVERIFIED.value,
            sequence=await ChangeService(self.context).newest(),
            secret=sealed.content,
            secret_key=sealed.key_number,
            failures=0,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self._announce(row, "created")
        return self._view(row) | {"signing_secret": rules.written(secret)}

    async def read(self, webhook_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(webhook_id))

    async def page(self, query: WebhookQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def update(self, webhook_id: UUID, patch: WebhookPatch) -> dict[str, Any]:
        row = await self.found(webhook_id, lock=True)
        self.check(row, VIEW)
        await self.change(row, self.changes(row, patch), "webhook.updated")
        return self._view(row)

    async def move(self, webhook_id: UUID, wanted: WebhookTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed` where it stands there already; only its program has it called again."""
        row = await self.found(webhook_id, lock=True)
        self.check(row, VIEW)
        again = wanted.to is WebhookStep.UNVERIFIED
        if again and self.actor.kind is not PrincipalKind.CLIENT:
            raise NotPermitted()
        if row.status == wanted.to.value:
            raise TransitionNotAllowed(
                allowed_to=[step.value for step in WebhookStep if step.value != row.status]
            )
        columns: dict[str, Any] = {"status": wanted.to.value}
        if again:
            columns |= {"failures": 0, "failing_since": None, "held_until": None, "last_failure": None}
            await self._check_count(row)
            await DeliveryRepository(self.context, row.id).wait_anew()
            await queue(self.context, KIND, row.id)
        await self.change(row, columns, "webhook.updated")
        return self._view(row)

    async def rotate(self, webhook_id: UUID) -> dict[str, Any]:
        """A new secret; the present one signs beside it for a day, and the one before that no more."""
        row = await self.found(webhook_id, lock=True)
        self.check(row, VIEW)
        secret = rules.new_secret()
        sealed = self._sealed(secret, row.id)
        ends_at = self.context.now + rules.OVERLAP
        columns = {
            "previous_secret": row.secret,
            "previous_secret_key": row.secret_key,
            "previous_secret_ends_at": ends_at,
            "secret": sealed.content,
            "secret_key": sealed.key_number,
        }
        await self.change(row, columns, "webhook.secret_rotated")
        return {
            "signing_secret": rules.written(secret),
            "previous_secret_ends_at": wire_instant(ends_at),
            "etag": self.tag(row, VIEW),
        }

    async def found(self, webhook_id: UUID, *, lock: bool = False) -> Webhook:
        row = await self.repository.find(webhook_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def _check_count(self, row: Webhook | None = None) -> None:
        """`row` is one that is to be called again, and counts already where it is not disabled."""
        if row is not None and row.status != WebhookStatus.DISABLED:
            return
        if await self.repository.called() >= rules.MOST_WEBHOOKS:
            raise TooMany(rules.MOST_WEBHOOKS, "webhooks of a program")

    def _check_url(self, url: str) -> None:
        settings = self.context.settings
        own = urlsplit(settings.public_url).hostname or ""
        fault = url_fault(url, own_host=own, local=settings.webhook_local_receivers)
        if fault is not None:
            raise ValidationFailed(errors=[FieldError(fault.code, fault.detail, pointer="#/url")])

    def _sealed(self, secret: bytes, webhook_id: UUID) -> Sealed:
        return self.context.sealer.seal(secret, secret_place(self.actor.partnership_id, webhook_id))

    async def change(self, row: Any, columns: Any, event: str) -> None:
        """A webhook's changes are told to nobody: they would set off deliveries about deliveries."""
        if not columns:
            return
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at = self.context.now
        await self._announce(row, event.partition(".")[2])

    async def _announce(self, row: Webhook, happened: str) -> None:
        await self.transaction.flush()
        await record(
            self.context, Entry(operation=f"webhook:{happened}", object_type="webhook", object_id=row.id)
        )

    def _view(self, row: Webhook) -> dict[str, Any]:
        ends_at = row.previous_secret_ends_at
        return {
            "id": row.id,
            "principal_id": row.principal_id,
            "agency_id": row.agency_id,
            "url": row.url,
            "types": row.types,
            "description": row.description,
            "status": row.status,
            "verified_at": _instant(row.verified_at),
            "failing_since": _instant(row.failing_since),
            "changes_missed_at": _instant(row.changes_missed_at),
            "last_failure": row.last_failure,
            "previous_secret_ends_at": _instant(ends_at if ends_at and ends_at > self.context.now else None),
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, VIEW),
        }


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else wire_instant(instant)
