"""What follows from events: issues that agencies see to, and "you said, we did"."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.errors import NotFound, TransitionNotAllowed
from sosafe_api.core.pagination import Page
from sosafe_api.domains.community_events.errors import TooManyEntries
from sosafe_api.domains.community_events.models import CommunityEvent, EventFeedback, EventIssue
from sosafe_api.domains.community_events.rules.lives import ISSUE_TRANSITIONS
from sosafe_api.domains.community_events.schemas import (
    EventFeedbackIn,
    EventFeedbackPatch,
    EventIssueIn,
    EventIssuePatch,
    EventIssueQuery,
    EventIssueTransitionIn,
)
from sosafe_api.domains.community_events.service import views
from sosafe_api.domains.community_events.service.base import EventBase, unknown
from sosafe_api.domains.community_events.vocabulary import EventIssueStatus

MOST_ENTRIES = 200


class EventIssueService(EventBase):
    """An issue is open until its owner has seen to it, and can be opened again."""

    async def create(self, event_id: UUID, wanted: EventIssueIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for an agency that is unknown, `TooManyEntries`."""
        event = await self.found(CommunityEvent, event_id, lock=True)
        await self._check_owner(wanted.owner_agency_id)
        if await self.repository.entries(EventIssue, event.id) >= MOST_ENTRIES:
            raise TooManyEntries(MOST_ENTRIES)
        row = EventIssue(
            **self.made(), **wanted.model_dump(), event_id=event.id, status=EventIssueStatus.OPEN.value
        )
        await self.repository.add(row)
        await self.announce(row, "event_issue.created")
        return self._view(row)

    async def update(self, issue_id: UUID, patch: EventIssuePatch) -> dict[str, Any]:
        """Raises `ValidationFailed` for an agency that is unknown."""
        row = await self.found(EventIssue, issue_id, lock=True)
        self.check(row, "event_issue")
        changed = self.changes(row, patch)
        if "owner_agency_id" in changed:
            await self._check_owner(changed["owner_agency_id"])
        await self.change(row, changed, "event_issue.updated")
        return self._view(row)

    async def transition(self, issue_id: UUID, wanted: EventIssueTransitionIn) -> dict[str, Any]:
        """Raises `TransitionNotAllowed`."""
        row = await self.found(EventIssue, issue_id, lock=True)
        self.check(row, "event_issue")
        open_to = ISSUE_TRANSITIONS[EventIssueStatus(row.status)]
        if wanted.to not in open_to:
            raise TransitionNotAllowed(allowed_to=sorted(open_to))
        done_on = self._today() if wanted.to is EventIssueStatus.DONE else None
        columns = {"status": wanted.to.value, "done_on": done_on}
        happened = "done" if done_on else "reopened"
        await self.change(row, columns, f"event_issue.{happened}")
        return self._view(row)

    async def page(self, query: EventIssueQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.issues, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def _check_owner(self, agency_id: UUID) -> None:
        try:
            await self.agencies.read(agency_id)
        except NotFound:
            self.refuse([unknown("#/owner_agency_id")])

    def _today(self) -> date:
        return london_date(self.context.now)

    def _view(self, row: EventIssue) -> dict[str, Any]:
        return views.issue(row, self.tag(row, "event_issue"), self._today())


class EventFeedbackService(EventBase):
    """An entry that is public is read by everybody with its event, if that is public as well."""

    async def create(self, event_id: UUID, wanted: EventFeedbackIn) -> dict[str, Any]:
        """Raises `TooManyEntries`."""
        event = await self.found(CommunityEvent, event_id, lock=True)
        if await self.repository.entries(EventFeedback, event.id) >= MOST_ENTRIES:
            raise TooManyEntries(MOST_ENTRIES)
        row = EventFeedback(**self.made(), **wanted.model_dump(), event_id=event.id)
        await self.repository.add(row)
        await self.announce(row, "event_feedback.created")
        await self._publish(event)
        return self._view(row)

    async def update(self, feedback_id: UUID, patch: EventFeedbackPatch) -> dict[str, Any]:
        """What everybody reads follows at once."""
        row = await self.found(EventFeedback, feedback_id)
        event = await self.found(CommunityEvent, row.event_id, lock=True)
        row = await self.found(EventFeedback, feedback_id, lock=True)
        self.check(row, "event_feedback")
        await self.change(row, self.changes(row, patch), "event_feedback.updated")
        await self._publish(event)
        return self._view(row)

    async def _publish(self, event: CommunityEvent) -> None:
        await self.publisher.events([event], await self.repository.feedback(event.id))

    def _view(self, row: EventFeedback) -> dict[str, Any]:
        return views.feedback(row, self.tag(row, "event_feedback"))
