"""Packs: frozen at publication, one for each agency with a seat, as its members are served it."""

from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.domains.agencies.vocabulary import GroupRole
from sosafe_api.domains.panels.errors import NotNow
from sosafe_api.domains.panels.models import AgendaItem, InformationRequest, Meeting, PanelPack, PanelPackItem
from sosafe_api.domains.panels.repository import PackedItem, PackRepository, RequestRepository
from sosafe_api.domains.panels.rules import SEATS_WITH_A_PACK, MeetingStatus
from sosafe_api.domains.panels.service import views
from sosafe_api.domains.panels.service.base import PanelService


class PackService(PanelService):
    """A pack is its items' frozen bytes; a reader who must not see one is served the same without it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.packs = PackRepository(context)
        self.requests = RequestRepository(context)

    async def publish_anew(self, meeting_id: UUID) -> dict[str, Any]:
        """What came onto the agenda since reaches the members; the answer tells nothing of what that is."""
        meeting = await self.coordinated(meeting_id, lock=True)
        if meeting.status != MeetingStatus.PUBLISHED:
            raise NotNow("A pack is published anew between its first publication and the meeting.")
        agencies = await self.freeze(meeting)
        await self.announce(meeting, "meeting.pack_published")
        return {
            "meeting_id": meeting.id,
            "published_at": wire_instant(self.context.now),
            "agency_ids": agencies,
        }

    async def freeze(self, meeting: Meeting) -> list[UUID]:
        """Writes one pack for each agency with a seat on the day of the meeting, and answers which.

        It takes in what is hidden from the coordinator who publishes, as far as others are to read it.
        """
        seats = await self.seats(meeting.group_id, london_date(meeting.starts_at))
        agencies = sorted(
            {seat["agency_id"] for seat in seats if GroupRole(seat["role"]) in SEATS_WITH_A_PACK}
        )
        async with self.transaction.widened(reach="partnership", excluded_ids=()):
            items = await self.agenda.of_meeting(meeting.id)
            asked = await self.requests.of_meeting(meeting.id)
            number = await self.packs.newest_number(meeting.id) + 1
            for agency_id in agencies:
                await self._write(meeting, agency_id, number, items, asked)
            for item in items:
                item.published_at = item.published_at or self.context.now
        return agencies

    async def _write(
        self,
        meeting: Meeting,
        agency_id: UUID,
        number: int,
        items: list[AgendaItem],
        asked: list[InformationRequest],
    ) -> None:
        pack = PanelPack(
            **self.made(),
            meeting_id=meeting.id,
            group_id=meeting.group_id,
            agency_id=agency_id,
            number=number,
            published_by=self.actor.id,
            published_at=self.context.now,
        )
        rows = [
            PanelPackItem(
                **self.made(),
                pack_id=pack.id,
                agenda_item_id=item.id,
                agency_id=agency_id,
                body=self._body(meeting, item, [each for each in asked if each.agency_id == agency_id]),
            )
            for item in items
        ]
        await self.packs.add(pack, *rows)

    def _body(self, meeting: Meeting, item: AgendaItem, asked: list[InformationRequest]) -> bytes:
        """One item as an agency's members read it: the kind's field sets, and what the agency is asked."""
        return msgspec.json.encode(
            {
                "id": item.id,
                "service_id": item.service_id,
                "title_code": item.title_code,
                **views.parts(item, self.shown(meeting)),
                "information_requests": [
                    {"id": each.id, "question": each.question, "due_on": each.due_on}
                    for each in asked
                    if each.agenda_item_id == item.id
                ],
            }
        )

    async def read(self, meeting_id: UUID) -> tuple[bytes, str]:
        """The caller's agency's pack without what the caller must not see, and its entity tag."""
        meeting = await self.sat_in(meeting_id)
        published = await self.packs.published(meeting.id)
        if not published or not await self.may_read(meeting):
            raise NotFound()
        await self.recorded("panel_pack:read", "meeting", meeting.id, _told(meeting, self))
        body = self._whole(meeting, published)
        return body, self.context.entity_tags.tag(meeting.id, 0, f"pack {sha256(body).hexdigest()}")

    def _whole(self, meeting: Meeting, published: list[PackedItem]) -> bytes:
        since, bodies = _as_it_reads(published)
        head = msgspec.json.encode(
            {
                "meeting_id": meeting.id,
                "group_id": meeting.group_id,
                "agency_id": self.actor.agency_id,
                "panel_kind": meeting.panel_kind,
                "published_at": wire_instant(since),
            }
        )
        return head[:-1] + b',"items":[' + b",".join(bodies) + b"]}"


def _told(meeting: Meeting, service: PanelService) -> str:
    return " ".join(sorted(each.value for each in service.shown(meeting))) or "F0"


def _as_it_reads(published: list[PackedItem]) -> tuple[datetime, list[bytes]]:
    """The newest items, and since when they read like this to the caller.

    A publication that added only what the caller must not see is none to the caller: else its time would tell.
    """
    versions = [
        (rows[0].published_at, [row.body for row in rows if row.body is not None])
        for _, group in groupby(published, key=lambda row: row.number)
        for rows in [list(group)]
    ]
    since, newest = versions[-1]
    for published_at, bodies in reversed(versions):
        if bodies != newest:
            break
        since = published_at
    return since, newest
