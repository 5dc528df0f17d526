"""Public spaces protection orders of the partnership: made, extended, discharged; penalties counted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import BusinessRule, FieldError, TransitionNotAllowed
from sosafe_api.core.pagination import Page
from sosafe_api.domains.interventions.models import (
    PublicSpacesExtension,
    PublicSpacesOrder,
    PublicSpacesPenalty,
)
from sosafe_api.domains.interventions.rules import lives, orders
from sosafe_api.domains.interventions.rules.limits import penalty_limit
from sosafe_api.domains.interventions.schemas import (
    PublicSpacesExtensionIn,
    PublicSpacesOrderIn,
    PublicSpacesOrderPatch,
    PublicSpacesOrderQuery,
    PublicSpacesOrderTransitionIn,
    PublicSpacesPenaltyIn,
)
from sosafe_api.domains.interventions.schemas.money import pounds
from sosafe_api.domains.interventions.service import views
from sosafe_api.domains.interventions.service.base import EnforcementService, refuse
from sosafe_api.domains.interventions.vocabulary import PublicSpacesOrderStatus

MOST_EXTENSIONS = 100
_AS_STORED = (
    "id", "agency_id", "title", "area", "designated_areas", "restrictions", "starts_on", "last_day", "review_on",
    "status", "discharged_on",
)  # fmt: skip


class PublicSpacesService(EnforcementService):
    """About areas, never about anybody: all of it is internal to the partnership, nothing personal."""

    async def create(self, wanted: PublicSpacesOrderIn) -> dict[str, Any]:
        last = wanted.last_day or orders.longest(wanted.starts_on)
        refuse(orders.order_errors(wanted.starts_on, last, wanted.review_on))
        row = PublicSpacesOrder(
            **self.made(),
            **wanted.model_dump(exclude={"last_day"}),
            last_day=last,
            status=PublicSpacesOrderStatus.MADE.value,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "public_spaces_order.created")
        return await self._view(row)

    async def read(self, order_id: UUID) -> dict[str, Any]:
        return await self._view(await self.found(PublicSpacesOrder, order_id))

    async def page(self, query: PublicSpacesOrderQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.orders, "id")
        return Page(await self._views(page.rows), page.next_cursor)

    async def update(self, order_id: UUID, patch: PublicSpacesOrderPatch) -> dict[str, Any]:
        row = await self.found(PublicSpacesOrder, order_id, lock=True)
        self.check(row, "public_spaces_order")
        changed = self.changes(row, patch)
        if "review_on" in changed:
            refuse(orders.review_errors(row.starts_on, changed["review_on"]))
        await self.changed(row, changed, "public_spaces_order.updated", service_id=None)
        return await self._view(row)

    async def extend(self, order_id: UUID, wanted: PublicSpacesExtensionIn) -> dict[str, Any]:
        """Raises `BusinessRule` for an order that was discharged."""
        row = await self.found(PublicSpacesOrder, order_id, lock=True)
        self.check(row, "public_spaces_order")
        if row.status == PublicSpacesOrderStatus.DISCHARGED:
            raise BusinessRule("An order that was discharged cannot be extended.")
        if len(await self.repository.extensions([row.id])) >= MOST_EXTENSIONS:
            raise BusinessRule("An order takes 100 extensions at most.")
        last = wanted.last_day or orders.longest_extension(row.last_day)
        refuse(orders.extension_errors(row.last_day, wanted.decided_on, last))
        extension = PublicSpacesExtension(
            **self.made(),
            public_spaces_order_id=row.id,
            decided_on=wanted.decided_on,
            last_day_before=row.last_day,
            last_day=last,
        )
        await self.repository.add(extension)
        await self.changed(row, {"last_day": last}, "public_spaces_order.extended", service_id=None)
        return await self._view(row)

    async def transition(self, order_id: UUID, wanted: PublicSpacesOrderTransitionIn) -> dict[str, Any]:
        """Discharges the order from a day on, that day included."""
        row = await self.found(PublicSpacesOrder, order_id, lock=True)
        self.check(row, "public_spaces_order")
        status = PublicSpacesOrderStatus(row.status)
        if wanted.to not in lives.PUBLIC_SPACES_ORDER[status]:
            raise TransitionNotAllowed(allowed_to=lives.allowed(lives.PUBLIC_SPACES_ORDER, status))
        day = wanted.on or self.today
        if not row.starts_on <= day <= row.last_day:
            raise BusinessRule("Only an order that is in force on that day can be discharged from it on.")
        columns = {"status": wanted.to.value, "discharged_on": day}
        await self.changed(row, columns, "public_spaces_order.discharged", service_id=None)
        return await self._view(row)

    async def add_penalty(self, order_id: UUID, wanted: PublicSpacesPenaltyIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a day on which the order was not in force, or for too much."""
        row = await self.found(PublicSpacesOrder, order_id, lock=True)
        errors = []
        if not orders.has_effect(wanted.issued_on, row.starts_on, row.last_day, row.discharged_on):
            detail = "Must be a day on which the order was in force."
            errors.append(FieldError("not_in_force", detail, "#/issued_on"))
        amount = pounds(wanted.amount)
        limit = penalty_limit({"penalty": amount})
        if limit:
            errors.append(FieldError(limit.code, limit.detail, "#/amount/amount"))
        refuse(errors)
        made = PublicSpacesPenalty(
            **self.made(), public_spaces_order_id=row.id, issued_on=wanted.issued_on, amount=amount
        )
        await self.repository.add(made)
        issued = (await self.repository.penalties([row.id]))[row.id]
        await self.changed(row, {"status": row.status}, "public_spaces_order.penalty_issued", service_id=None)
        return {"id": made.id, "public_spaces_order_id": row.id, "penalties_issued": issued}

    async def _view(self, row: PublicSpacesOrder) -> dict[str, Any]:
        return (await self._views([row]))[0]

    async def _views(self, rows: Sequence[PublicSpacesOrder]) -> list[dict[str, Any]]:
        found = [row.id for row in rows]
        extensions: dict[UUID, list[dict[str, Any]]] = {}
        for each in await self.repository.extensions(found):
            extensions.setdefault(each.public_spaces_order_id, []).append(views.extension(each))
        penalties = await self.repository.penalties(found)
        return [
            {
                **{name: getattr(row, name) for name in _AS_STORED},
                "in_force": orders.has_effect(self.today, row.starts_on, row.last_day, row.discharged_on),
                "extensions": extensions.get(row.id, []),
                "penalties_issued": penalties.get(row.id, 0),
                "allowed_transitions": lives.allowed(
                    lives.PUBLIC_SPACES_ORDER, PublicSpacesOrderStatus(row.status)
                ),
                "created_at": wire_instant(row.created_at),
                "updated_at": wire_instant(row.updated_at),
                "etag": self.tag(row, "public_spaces_order"),
            }
            for row in rows
        ]
