"""What everybody may know of events and series: their public view, and when there is one. Pure."""

from datetime import datetime
from uuid import UUID

import msgspec

from sosafe_api.domains.community_events.rules.lives import TOLD
from sosafe_api.domains.community_events.vocabulary import EventStatus, EventVisibility


class SaidAndDone(msgspec.Struct, frozen=True):
    """One entry of "you said, we did"."""

    you_said: str
    we_did: str | None


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """What an event shares with the series that it belongs to. No count of anybody is in it."""

    title: str
    kind: str
    description: str | None
    attendance_mode: str
    place_name: str | None
    longitude: float | None
    latitude: float | None
    ward_code: str | None
    ward_name: str | None
    organiser: str


class PublicEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as everybody may see it."""

    id: UUID
    face: Face
    status: str
    starts_at: datetime
    ends_at: datetime
    previous_starts: list[datetime]
    moved_online: bool
    series_id: UUID | None
    series_starts_at: datetime | None
    sequence: int
    created_at: datetime
    updated_at: datetime
    said_and_done: list[SaidAndDone]

    @property
    def called_off(self) -> bool:
        """Nobody should come at the time that is stated."""
        return self.status in {EventStatus.CANCELLED, EventStatus.POSTPONED}


class PublicSeries(msgspec.Struct, frozen=True, kw_only=True):
    """The rule of a series as everybody may see it. `status` is what its events begin as."""

    id: UUID
    face: Face
    status: str
    interval_unit: str
    interval_length: int
    starts_at: datetime
    last_starts_at: datetime
    duration_minutes: int
    sequence: int
    created_at: datetime
    updated_at: datetime

    @property
    def told_as(self) -> EventStatus:
        """Events that begin as drafts are told once they are no longer: nothing that is told is a draft."""
        status = EventStatus(self.status)
        return EventStatus.CONFIRMED if status is EventStatus.DRAFT else status


def is_public(visibility: str, status: str) -> bool:
    """A draft is nobody else's business, an event entered in error none at all."""
    return visibility == EventVisibility.PUBLIC and EventStatus(status) in TOLD
