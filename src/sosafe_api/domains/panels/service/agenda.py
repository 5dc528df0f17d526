"""Agendas as they are read, and who takes no part in an item."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import NotFound
from sosafe_api.core.pagination import Page
from sosafe_api.domains.panels.errors import UnknownReference
from sosafe_api.domains.panels.models import AgendaItem, AgendaItemRecusal, Meeting
from sosafe_api.domains.panels.rules import ITEM_TRANSITIONS, AgendaItemStatus
from sosafe_api.domains.panels.schemas.agenda import AgendaItemQuery, RecusalIn
from sosafe_api.domains.panels.service import views
from sosafe_api.domains.panels.service.base import PanelService, SeenItem


class AgendaService(PanelService):
    """A list names nobody; an item shows each reader what its kind of panel is shown."""

    async def page(self, meeting_id: UUID, query: AgendaItemQuery) -> Page[dict[str, Any]]:
        meeting = await self.meeting(meeting_id)
        published_only = not await self.coordinates(meeting.group_id)
        if not await self._may_list(meeting):
            raise NotFound()

        async def read(query: AgendaItemQuery, after: Any) -> list[AgendaItem]:
            return await self.agenda.page(meeting_id, query, after, published_only=published_only)

        page = await self.paged(query, read, "id", within=meeting_id)
        rows = [views.item_summary(row, self.tag(row, "agenda_item")) for row in page.rows]
        return Page(rows, page.next_cursor)

    async def _may_list(self, meeting: Meeting) -> bool:
        """Members until the meeting's papers are closed to them; caseworkers at any time, of their own items."""
        if self.actor.service_ids:
            return True
        return meeting.group_id in self.actor.group_ids and await self.may_read(meeting)

    async def read(self, item_id: UUID) -> dict[str, Any]:
        """The item as the caller may see it; raises `NotFound`. The read is recorded."""
        seen = await self.seen(item_id)
        shown = " ".join(sorted(each.value for each in seen.shows)) or "F0"
        await self.recorded("agenda_item:read", "agenda_item", seen.item.id, shown)
        return {
            **views.item_summary(seen.item, self.tag(seen.item, "agenda_item")),
            "case_id": seen.item.case_id if seen.presents else None,
            "referral_id": seen.item.referral_id if seen.presents else None,
            **views.parts(seen.item, seen.shows),
            "decision": views.decision(await self._decision(seen)),
            "allowed_transitions": self._allowed(seen),
        }

    async def recuse(self, item_id: UUID, wanted: RecusalIn) -> dict[str, Any]:
        """From now on the item is absent for them; raises `ValidationFailed` for somebody outside the group."""
        seen = await self.seen(item_id)
        if seen.item.group_id not in self.actor.group_ids:
            raise NotFound()
        principal_id = wanted.principal_id or self.actor.id
        if principal_id != self.actor.id and not (
            await self.coordinates(seen.item.group_id)
            and await self.roles.sits(principal_id, seen.item.group_id)
        ):
            raise UnknownReference("#/principal_id")
        await self.agenda.item(item_id, lock=True)  # so that of several at once the later find the first
        row = await self.agenda.recusal(item_id, principal_id)
        if row is None:
            row = AgendaItemRecusal(
                **self.made(),
                agenda_item_id=item_id,
                principal_id=principal_id,
                reason_code=wanted.reason_code.value,
                recorded_by=self.actor.id,
                recorded_at=self.context.now,
            )
            await self.agenda.add(row)
            await self.announce(seen.item, "agenda_item.recusal_recorded", service_id=seen.item.service_id)
        return {
            "id": row.id,
            "agenda_item_id": row.agenda_item_id,
            "principal_id": row.principal_id,
            "reason_code": row.reason_code,
            "recorded_at": wire_instant(row.recorded_at),
        }

    async def _decision(self, seen: SeenItem) -> Any:
        """A panel that is shown no account is not shown the reasons either."""
        if seen.item.status != AgendaItemStatus.DECIDED or not seen.shows:
            return None
        return await self.agenda.decision(seen.item.id)

    def _allowed(self, seen: SeenItem) -> list[AgendaItemStatus]:
        reachable = ITEM_TRANSITIONS[AgendaItemStatus(seen.item.status)]
        return (
            [AgendaItemStatus.WITHDRAWN] if seen.presents and AgendaItemStatus.WITHDRAWN in reachable else []
        )
