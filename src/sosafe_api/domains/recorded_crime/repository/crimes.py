"""Queries about the offence tree and recorded crime."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.recorded_crime.models import Offence
from sosafe_api.domains.recorded_crime.rules.quarters import Quarter
from sosafe_api.domains.recorded_crime.schemas import RecordedCrimeQuery


class CrimeRow(NamedTuple):
    """One count of one publication; `key` is its place in the list."""

    area_code: str
    quarter_start: date
    published_on: date
    offence_code: str
    offence_name: str
    level: str
    number: int
    revision: int
    latest: bool

    @property
    def key(self) -> list[str]:
        return [
            self.area_code,
            self.quarter_start.isoformat(),
            self.published_on.isoformat(),
            self.offence_code,
        ]


# The revision counts publications of an area's quarter, so the versions are numbered before any is left out.
_PAGE = b"""
WITH versions AS (
 SELECT id, area_code, quarter_start, published_on,
  row_number() OVER (PARTITION BY area_code, quarter_start ORDER BY published_on)::int AS revision,
  lead(published_on) OVER (PARTITION BY area_code, quarter_start ORDER BY published_on) IS NULL AS latest
 FROM recorded_crime_versions WHERE partnership_id = %(partnership_id)s
  AND (%(area)s::text IS NULL OR area_code = %(area)s)
  AND (%(quarter)s::date IS NULL OR quarter_start = %(quarter)s))
SELECT v.area_code, v.quarter_start, v.published_on, r.offence_code, o.name, o.level, r.count, v.revision, v.latest
FROM versions v JOIN recorded_crimes r ON r.partnership_id = %(partnership_id)s AND r.version_id = v.id
JOIN offences o ON o.code = r.offence_code
WHERE (%(every)s OR v.latest)
 AND (%(offence)s::text IS NULL OR r.offence_code IN (
  SELECT part_code FROM offence_parts WHERE whole_code = %(offence)s))
 AND (%(after_area)s::text IS NULL OR (v.area_code, v.quarter_start, v.published_on, r.offence_code)
  > (%(after_area)s, %(after_quarter)s::date, %(after_publication)s::date, %(after_offence)s))
ORDER BY v.area_code, v.quarter_start, v.published_on, r.offence_code LIMIT %(limit)s"""


class RecordedCrimeRepository:
    """The tree is common to all; counts are of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session
        self._execute = context.transaction.execute

    async def offences(self) -> Sequence[Offence]:
        """In the tree's order: each whole before its parts."""
        return list((await self._session.exec(select(Offence).order_by(col(Offence.position)))).all())

    async def is_counted(self, code: str) -> bool:
        """Whether the tree has such a node."""
        return await self._session.get(Offence, code) is not None

    async def page(self, query: RecordedCrimeQuery, after: Any) -> list[CrimeRow]:
        """By area, quarter, publication and code, one more than the page holds."""
        place = after or [None] * 4
        values = {
            "partnership_id": self._partnership_id,
            "area": query.area_code,
            "quarter": Quarter.named(query.quarter).start if query.quarter else None,
            "offence": query.offence,
            "every": query.every_revision,
            "after_area": place[0],
            "after_quarter": place[1],
            "after_publication": place[2],
            "after_offence": place[3],
            "limit": query.limit + 1,
        }
        return [CrimeRow(*row) for row in await self._execute(_PAGE, values)]
