"""What a panel decides on an item, and why."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import TransitionNotAllowed
from sosafe_api.domains.panels.errors import NotNow
from sosafe_api.domains.panels.models import PanelDecision
from sosafe_api.domains.panels.rules import ITEM_TRANSITIONS, TAKES_DECISIONS, AgendaItemStatus, MeetingStatus
from sosafe_api.domains.panels.schemas.decisions import DecisionIn
from sosafe_api.domains.panels.service.base import PanelService


class DecisionService(PanelService):
    """One decision an item, recorded by the coordinator for the panel and never changed."""

    async def decide(self, item_id: UUID, wanted: DecisionIn) -> tuple[dict[str, Any], str]:
        """Answers the receipt and the item's entity tag."""
        item, meeting = await self.locked(item_id)
        self.check(item, "agenda_item")
        if AgendaItemStatus.DECIDED not in ITEM_TRANSITIONS[AgendaItemStatus(item.status)]:
            raise TransitionNotAllowed("The item is decided or was taken back.", allowed_to=[])
        if MeetingStatus(meeting.status) not in TAKES_DECISIONS:
            raise NotNow("Decisions are recorded from publication until the minutes are approved.")
        row = PanelDecision(
            **self.made(),
            agenda_item_id=item.id,
            meeting_id=meeting.id,
            outcome_code=wanted.outcome_code.value,
            rationale=wanted.rationale,
            decided_by=self.actor.id,
            decided_at=self.context.now,
        )
        await self.agenda.add(row)
        decided = {"status": AgendaItemStatus.DECIDED.value}
        await self.amend(item, decided, "agenda_item.decided", item.service_id)
        receipt = {"id": row.id, "agenda_item_id": item.id, "decided_at": wire_instant(row.decided_at)}
        return receipt, self.tag(item, "agenda_item")
