"""Queries about reveals. What is sealed comes out through one function of the database, against a token."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.ids import new_id
from sosafe_api.core.security.sealing import Sealed
from sosafe_api.domains.placements.models import PlaceLocation, RevealNotice
from sosafe_api.domains.placements.rules import RevealGround

_COUNT = b"""
SELECT count(*) FROM reveals WHERE partnership_id = %(partnership_id)s AND principal_id = %(principal_id)s
 AND day = %(day)s"""
# One person's reveals are counted one after another; the table itself holds no fourth of a day.
_IN_TURN = b"SELECT pg_advisory_xact_lock(hashtextextended(%(turn)s, 0))"
_ASK = b"""
INSERT INTO reveals (partnership_id, id, place_id, service_id, principal_id, ground, purpose, reason,
 needs_approval, token_digest, day, number)
VALUES (%(partnership_id)s, %(id)s, %(place_id)s, %(service_id)s, %(principal_id)s, %(ground)s, %(purpose)s,
 %(reason)s, %(needs_approval)s, %(token_digest)s, %(day)s, %(number)s)"""
_APPROVE = b"""
INSERT INTO reveal_approvals (partnership_id, id, reveal_id, place_id, principal_id)
VALUES (%(partnership_id)s, %(id)s, %(reveal_id)s, %(place_id)s, %(principal_id)s)"""
_READ = """
SELECT r.id, r.place_id, r.service_id, r.principal_id, r.ground, r.purpose, r.reason, r.needs_approval,
 r.asked_at, a.approved_at, a.principal_id, r.opened_at
FROM reveals r LEFT JOIN reveal_approvals a ON a.partnership_id = r.partnership_id AND a.reveal_id = r.id
WHERE r.partnership_id = %(partnership_id)s """
_ONE = (_READ + "AND r.id = %(reveal_id)s").encode()
_OF_PLACE = (
    _READ + "AND r.place_id = %(place_id)s AND r.id > %(after)s ORDER BY r.id LIMIT %(most)s::int"
).encode()
_OPEN = b"""
SELECT location_id, key_number, location FROM open_place_location(
 %(partnership_id)s, %(reveal_id)s, %(principal_id)s, %(purpose)s, %(token)s)"""
_LEADS = b"""
SELECT DISTINCT principal_id FROM duty_shifts WHERE partnership_id = %(partnership_id)s
 AND service_id = %(service_id)s AND lead AND starts_at <= %(now)s AND %(now)s < ends_at"""
_MUST_NOT_KNOW = b"""
SELECT COALESCE(excluded_ids(%(partnership_id)s, %(principal_id)s) && ARRAY(SELECT case_id FROM live_stays
 WHERE partnership_id = %(partnership_id)s AND service_id = %(service_id)s), false)"""


@dataclass(frozen=True, slots=True)
class RevealRow:
    """A reveal with its approval, as it stands now; times by the database's clock."""

    id: UUID
    place_id: UUID
    service_id: UUID
    principal_id: UUID
    ground: str
    purpose: str
    reason: str
    needs_approval: bool
    asked_at: datetime
    approved_at: datetime | None
    approved_by: UUID | None
    opened_at: datetime | None


class RevealRepository:
    """Reveals of places that the actor may see; never commits."""

    def __init__(self, context: Context) -> None:
        self._now = context.now
        self._actor = context.actor
        self._transaction = context.transaction
        self._session = context.transaction.session

    async def count_of_day(self, day: date) -> int:
        """How often the actor has asked on the day; nobody else counts or asks for them meanwhile."""
        turn = f"reveals of {self._actor.partnership_id} {self._actor.id}"
        await self._transaction.execute(_IN_TURN, {"turn": turn})
        values = self._values(principal_id=self._actor.id, day=day)
        ((count,),) = await self._transaction.execute(_COUNT, values)
        return int(count)

    async def ask(  # noqa: PLR0913 - a reveal has as many parts
        self,
        *,
        place_id: UUID,
        service_id: UUID,
        ground: RevealGround,
        purpose: str,
        reason: str,
        needs_approval: bool,
        token: str,
        day: date,
        number: int,
    ) -> UUID:
        """Only the token's digest is sent and kept."""
        reveal_id = new_id()
        values = self._values(
            id=reveal_id,
            place_id=place_id,
            service_id=service_id,
            principal_id=self._actor.id,
            ground=ground.value,
            purpose=purpose,
            reason=reason,
            needs_approval=needs_approval,
            token_digest=hashlib.sha256(token.encode()).digest(),
            day=day,
            number=number,
        )
        await self._transaction.execute(_ASK, values)
        return reveal_id

    async def find(self, reveal_id: UUID) -> RevealRow | None:
        rows = await self._transaction.execute(_ONE, self._values(reveal_id=reveal_id))
        return RevealRow(*rows[0]) if rows else None

    async def of_place(self, place_id: UUID, limit: int, after: Any) -> Sequence[RevealRow]:
        values = self._values(place_id=place_id, after=UUID(after or str(UUID(int=0))), most=limit + 1)
        return [RevealRow(*row) for row in await self._transaction.execute(_OF_PLACE, values)]

    async def approve(self, row: RevealRow) -> None:
        values = self._values(
            id=new_id(), reveal_id=row.id, place_id=row.place_id, principal_id=self._actor.id
        )
        await self._transaction.execute(_APPROVE, values)

    async def open(self, row: RevealRow, token: str) -> tuple[UUID, Sealed] | None:
        """The sealed location and the id of its row, once; None when the token does not open it, or no longer."""
        values = self._values(reveal_id=row.id, principal_id=self._actor.id, purpose=row.purpose, token=token)
        rows = await self._transaction.execute(_OPEN, values)
        if not rows:
            return None
        ((location_id, key_number, location),) = rows
        return location_id, Sealed(key_number, bytes(location))

    async def add_location(self, row: PlaceLocation) -> None:
        self._session.add(row)
        await self._session.flush()

    async def notify(self, *, reveal_id: UUID, place_id: UUID, service_id: UUID) -> None:
        """A notice for each lead on duty, or one for the service where none leads.

        A lead from whom somebody at the service's places is hidden is passed over.
        """
        recipients = [
            lead
            for (lead,) in await self._transaction.execute(
                _LEADS, self._values(service_id=service_id, now=self._now)
            )
            if not await self._must_not_know(lead, service_id)
        ]
        for recipient_id in recipients or [None]:
            self._session.add(
                RevealNotice(
                    partnership_id=self._actor.partnership_id,
                    id=new_id(),
                    reveal_id=reveal_id,
                    place_id=place_id,
                    service_id=service_id,
                    principal_id=self._actor.id,
                    recipient_id=recipient_id,
                    created_at=self._now,
                )
            )
        await self._session.flush()

    async def _must_not_know(self, principal_id: UUID, service_id: UUID) -> bool:
        values = self._values(principal_id=principal_id, service_id=service_id)
        ((found,),) = await self._transaction.execute(_MUST_NOT_KNOW, values)
        return bool(found)

    def _values(self, **more: Any) -> dict[str, Any]:
        return {"partnership_id": self._actor.partnership_id, **more}
