"""Queries that look for a person in the whole partnership; they run only within a widened row scope."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.ids import new_id

# Whoever shares a key, most keys first, each with the sender's references of referrals that led to their own cases.
_CANDIDATES = b"""
WITH sharing AS (
 SELECT person_id, count(*) AS keys FROM person_match_keys
 WHERE partnership_id = %(partnership_id)s AND match_key = ANY(%(keys)s::bigint[])
 GROUP BY person_id ORDER BY keys DESC, person_id LIMIT 500)
SELECT COALESCE(p.merged_into_id, p.id), p.full_name, p.date_of_birth, p.outward_postcode,
 ARRAY(SELECT r.agency_reference FROM case_people link
  JOIN cases c ON c.partnership_id = link.partnership_id AND c.id = link.case_id
  JOIN referrals r ON r.partnership_id = c.partnership_id AND r.case_id = c.id
  WHERE link.partnership_id = p.partnership_id AND link.person_id = p.id AND link.added_at = c.opened_at
   AND r.agency_id = %(agency_id)s AND r.id <> %(referral_id)s)
FROM sharing JOIN people p ON p.partnership_id = %(partnership_id)s AND p.id = sharing.person_id
ORDER BY sharing.keys DESC, p.id"""

_EXACTLY = b"""
SELECT DISTINCT COALESCE(merged_into_id, id) AS found_id FROM people
WHERE partnership_id = %(partnership_id)s AND normalised_name = %(normalised_name)s
 AND date_of_birth = %(date_of_birth)s
ORDER BY found_id LIMIT 5"""

# One search of a principal at a time, so that two at once cannot both be the last one allowed.
_IN_TURN = b"SELECT pg_advisory_xact_lock(hashtextextended('person search ' || %(principal_id)s::text, 0))"
_NTH_LATEST = b"""
SELECT searched_at FROM person_searches
WHERE partnership_id = %(partnership_id)s AND principal_id = %(principal_id)s AND searched_at > %(since)s
ORDER BY searched_at DESC OFFSET %(skipped)s::int LIMIT 1"""
_KEEP = b"""
INSERT INTO person_searches (partnership_id, id, principal_id, terms_digest, found, searched_at)
VALUES (%(partnership_id)s, %(id)s, %(principal_id)s, %(terms_digest)s, %(found)s, %(now)s)"""


class FoundRow(NamedTuple):
    """Somebody who shares a key, by the record that they are kept under."""

    person_id: UUID
    full_name: str
    date_of_birth: date | None
    outward_postcode: str | None
    agency_references: list[str]


class FindingRepository:
    """People of the whole partnership, but for those whom an exclusion hides; never commits."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._execute = context.transaction.execute
        self._scope: dict[str, Any] = {
            "partnership_id": context.actor.partnership_id,
            "principal_id": context.actor.id,
        }

    async def sharing_a_key(
        self, keys: Sequence[int], *, agency_id: UUID, referral_id: UUID
    ) -> list[FoundRow]:
        values = {"keys": list(keys), "agency_id": agency_id, "referral_id": referral_id}
        rows = await self._execute(_CANDIDATES, self._scope | values)
        return [FoundRow._make(row) for row in rows]

    async def exactly(self, normalised_name: str, date_of_birth: date) -> list[UUID]:
        """At most five, each by the record that they are kept under."""
        values = {"normalised_name": normalised_name, "date_of_birth": date_of_birth}
        return [row[0] for row in await self._execute(_EXACTLY, self._scope | values)]

    async def nth_latest_search(self, number: int, since: datetime) -> datetime | None:
        """When the caller's search of this number, counted back, was made; waits for one that is being made."""
        await self._execute(_IN_TURN, self._scope)
        values = {"since": since, "skipped": number - 1}
        rows = await self._execute(_NTH_LATEST, self._scope | values)
        return rows[0][0] if rows else None

    async def keep_search(self, terms_digest: str, found: int) -> UUID:
        search_id = new_id()
        values = {"id": search_id, "terms_digest": terms_digest, "found": found, "now": self._context.now}
        await self._execute(_KEEP, self._scope | values)
        return search_id
