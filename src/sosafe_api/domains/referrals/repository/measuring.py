"""Counts of referrals for learning; each source by one statement over the whole partnership."""

from datetime import datetime
from uuid import UUID

from sosafe_api.core.context import Context

# A redirected referral is counted where it was sent first. Agencies without referrals count none.
_DASH_USE = b"""
SELECT a.id, count(r.id) FILTER (WHERE d.risk ->> 'tool' IN ('dash_24', 'dash_27')), count(r.id)
FROM agencies a
LEFT JOIN (referrals r JOIN referral_details d ON d.partnership_id = r.partnership_id AND d.id = r.id)
 ON r.partnership_id = a.partnership_id AND r.agency_id = a.id AND r.redirected_from_id IS NULL
 AND r.status <> 'entered_in_error' AND r.received_at >= %(start)s AND r.received_at < %(end)s
 AND d.reason_codes && ARRAY['domestic_abuse_victim', 'domestic_abuse_perpetrator']
WHERE a.partnership_id = %(partnership_id)s GROUP BY a.id"""


class MeasuringRepository:
    """Reads across agencies and services, so its transaction must have the partnership's reach."""

    def __init__(self, context: Context) -> None:
        self._execute = context.transaction.execute
        self._partnership_id = context.actor.partnership_id

    async def dash_use(self, start: datetime, end: datetime) -> dict[UUID, tuple[int, int]]:
        """By agency: referrals for domestic abuse that state a DASH assessment, and all of them."""
        values = {"partnership_id": self._partnership_id, "start": start, "end": end}
        return {agency: (stated, every) for agency, stated, every in await self._execute(_DASH_USE, values)}
