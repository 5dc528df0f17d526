"""Closed cases with their results as they are counted and extracted: of the whole partnership, without names."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.clock import LONDON
from sosafe_api.core.context import Context

MOST_ROWS = 100_000


class ClosedCaseRow(NamedTuple):
    """A closed case. `results` are lists of area, point, months of the follow-up, and value."""

    id: UUID
    service_id: UUID
    kind: str
    ending: str
    opened_on: date
    closed_on: date
    results: list[list[Any]]


class ExtractRow(NamedTuple):
    """A closed case with what an extract tells of the person, before it is coarsened."""

    case: ClosedCaseRow
    person_id: UUID | None
    date_of_birth: date | None
    age_band: str | None
    referral_source: str | None


# An instant of ours as the day on which it fell for the people of the partnership.
_DAY = f"(c.%s AT TIME ZONE '{LONDON.key}')::date"
_CASE = f"""c.id, c.service_id, c.kind, c.ending, {_DAY % "opened_at"}, {_DAY % "closed_at"},
 coalesce((SELECT jsonb_agg(jsonb_build_array(r.area, r.point, r.follow_up_months, r.value) ORDER BY r.area)
  FROM (SELECT DISTINCT ON (v.result_id) v.area, v.point, v.follow_up_months, v.value, v.entered_in_error
   FROM case_results v WHERE v.partnership_id = c.partnership_id AND v.case_id = c.id
   ORDER BY v.result_id, v.version DESC) r WHERE NOT r.entered_in_error), '[]')"""  # noqa: S608 - fixed parts only
_CLOSED = """c.partnership_id = %(partnership_id)s AND c.status = 'closed' AND c.closed_at >= %(start)s
 AND c.closed_at < %(end)s AND (%(service_id)s::uuid IS NULL OR c.service_id = %(service_id)s::uuid)"""
_COUNTED = f"SELECT {_CASE} FROM cases c WHERE {_CLOSED}".encode()  # noqa: S608 - fixed parts only
# Whom a case is about first of all: the person with whom it began; a merged record stands for its other one.
_EXTRACTED = f"""
SELECT {_CASE}, coalesce(p.merged_into_id, p.id), p.date_of_birth, p.age_band,
 (SELECT f.referral_source FROM referrals f WHERE f.partnership_id = c.partnership_id AND f.case_id = c.id
  ORDER BY f.id LIMIT 1)
FROM cases c
LEFT JOIN LATERAL (SELECT q.person_id FROM case_people q WHERE q.partnership_id = c.partnership_id
 AND q.case_id = c.id ORDER BY q.id LIMIT 1) first ON true
LEFT JOIN people p ON p.partnership_id = c.partnership_id AND p.id = first.person_id
WHERE {_CLOSED} ORDER BY c.id LIMIT %(most)s""".encode()  # noqa: S608 - fixed parts only


class ClosedCaseRepository:
    """Asked under a row scope of the whole partnership; each question is one statement, hence one snapshot."""

    def __init__(self, context: Context) -> None:
        self._execute = context.transaction.execute
        self._partnership_id = context.actor.partnership_id

    async def counted(self, start: datetime, end: datetime, service_id: UUID | None) -> list[ClosedCaseRow]:
        rows = await self._execute(_COUNTED, self._values(start, end, service_id))
        return [ClosedCaseRow._make(row) for row in rows]

    async def extracted(self, start: datetime, end: datetime, service_id: UUID | None) -> list[ExtractRow]:
        """At most one more than may leave at once."""
        values = {**self._values(start, end, service_id), "most": MOST_ROWS + 1}
        width = len(ClosedCaseRow._fields)
        return [
            ExtractRow(ClosedCaseRow._make(row[:width]), *row[width:])
            for row in await self._execute(_EXTRACTED, values)
        ]

    def _values(self, start: datetime, end: datetime, service_id: UUID | None) -> dict[str, Any]:
        return {"partnership_id": self._partnership_id, "start": start, "end": end, "service_id": service_id}
