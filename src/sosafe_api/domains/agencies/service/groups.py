"""Groups, the days on which they meet, and the seats in them."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import london_date
from sosafe_api.core.errors import InvalidParameter
from sosafe_api.core.pagination import Page
from sosafe_api.domains.agencies.models import Group, GroupMembership
from sosafe_api.domains.agencies.rules import A_YEAR, calendar_errors, meeting_dates
from sosafe_api.domains.agencies.schemas import (
    GroupIn,
    GroupMembershipIn,
    GroupMembershipPatch,
    GroupMembershipQuery,
    GroupPatch,
    GroupQuery,
    MeetingDateQuery,
)
from sosafe_api.domains.agencies.service import views
from sosafe_api.domains.agencies.service.base import DirectoryService
from sosafe_api.domains.agencies.vocabulary import PanelKind, Rhythm
from sosafe_api.domains.auth.rules import period_errors


class GroupService(DirectoryService):
    """The rhythm is kept, not the dates: they follow from it."""

    async def create(self, wanted: GroupIn) -> dict[str, Any]:
        """Raises `SlugInUse`."""
        codes = {
            "level": wanted.level.value,
            "rhythm": wanted.rhythm.value,
            "panel_kind": _code(wanted.panel_kind),
        }
        content = wanted.model_dump(exclude=set(codes)) | codes
        row = Group(**content, **self.made(), updated_at=self.context.now)
        await self.repository.add(row)
        await self.announce(row, "group.created")
        return self._view(row)

    async def read(self, group_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(Group, group_id))

    async def update(self, group_id: UUID, patch: GroupPatch) -> dict[str, Any]:
        row = await self.found(Group, group_id, lock=True)
        self.check(row, "group")
        await self.change(row, self.changes(row, patch), "group.updated")
        return self._view(row)

    async def page(self, query: GroupQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.groups, "slug")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def meeting_dates(self, group_id: UUID, query: MeetingDateQuery) -> list[date]:
        """Raises `InvalidParameter` for a calendar that ends before it begins, or is too long."""
        start = query.from_ or london_date(self.context.now)
        before = query.before or start + A_YEAR
        errors = calendar_errors(start, before)
        if errors:
            raise InvalidParameter(errors=errors)
        row = await self.found(Group, group_id)
        return meeting_dates(Rhythm(row.rhythm), row.first_meeting_on, start, before)

    def _view(self, row: Group) -> dict[str, Any]:
        return views.group(row, self.tag(row, "group"))


class GroupMembershipService(DirectoryService):
    """A seat is an agency's; an agency may hold several."""

    async def create(self, group_id: UUID, wanted: GroupMembershipIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for an agency that is not one of the partnership's."""
        await self.found(Group, group_id)
        self.refuse(period_errors(wanted.starts_on, wanted.ends_on))
        content = wanted.model_dump() | {"role": wanted.role.value}
        row = GroupMembership(**content, **self.made(), group_id=group_id)
        await self.repository.add(row)
        await self.announce(row, "group_membership.created")
        return self._view(row)

    async def read(self, membership_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(GroupMembership, membership_id))

    async def update(self, membership_id: UUID, patch: GroupMembershipPatch) -> dict[str, Any]:
        row = await self.found(GroupMembership, membership_id, lock=True)
        self.check(row, "group_membership")
        changed = self.changes(row, patch)
        self.refuse(period_errors(row.starts_on, changed.get("ends_on", row.ends_on)))
        await self.change(row, changed, "group_membership.updated")
        return self._view(row)

    async def page(self, group_id: UUID, query: GroupMembershipQuery) -> Page[dict[str, Any]]:
        await self.found(Group, group_id)

        async def read(query: GroupMembershipQuery, after: Any) -> list[GroupMembership]:
            return await self.repository.seats(group_id, query, after)

        page = await self.paged(query, read, "id", within=group_id)
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    def _view(self, row: GroupMembership) -> dict[str, Any]:
        return views.seat(row, self.tag(row, "group_membership"))


def _code(kind: PanelKind | None) -> str | None:
    return kind.value if kind else None
