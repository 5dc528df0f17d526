"""What pays for an action, and which events are held for it: the money and the meetings behind the plan."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sosafe_api.core.errors import FieldError, NotFound
from sosafe_api.domains.action_plans.schemas import PlanActionLinksIn
from sosafe_api.domains.action_plans.service.base import PlanServiceBase, unknown
from sosafe_api.domains.community_events.service import EventService
from sosafe_api.domains.funding_bids.service import BidService


class LinkService(PlanServiceBase):
    """An agency links its own actions; the links go on with an action that is carried over."""

    async def replace(self, action_id: UUID, wanted: PlanActionLinksIn) -> dict[str, Any]:
        """Raises `NotPermitted`, `NotWritable`, and `ValidationFailed` for each bid or event that is unknown."""
        plan, row = await self.action_to_change(action_id)
        self.check(row, "plan_action")
        self.check_holds(row.owner_agency_id)
        bids, events = wanted.funding_bid_ids, wanted.community_event_ids
        self.refuse(
            await _unknown(bids, BidService(self.context).found, "#/funding_bid_ids")
            + await _unknown(events, EventService(self.context).read, "#/community_event_ids")
        )
        if (sorted(bids), sorted(events)) != await self.links.of_action(row.id):
            await self.links.replace(row.id, bids, events)
            await self.change(row, {"title": row.title}, "plan_action.linked")
        return await self.view(row, plan)


async def _unknown(
    named: list[UUID], find: Callable[[UUID], Awaitable[Any]], pointer: str
) -> list[FieldError]:
    errors = []
    for place, each in enumerate(named):
        try:
            await find(each)
        except NotFound:
            errors.append(unknown(f"{pointer}/{place}"))
    return errors
