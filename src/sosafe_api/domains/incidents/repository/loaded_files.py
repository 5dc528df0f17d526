"""Every query about the police files that are loaded; incidents themselves are never read for it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.incidents.models import IncidentFile
from sosafe_api.domains.incidents.schemas import PoliceFileQuery

_COUNTS = b"""
SELECT file_id, crime_type AS code, sum(count)::int FROM incident_counts
WHERE partnership_id = %(partnership_id)s AND file_id = ANY(%(files)s)
 AND (%(area)s::text IS NULL OR district_code = %(area)s) GROUP BY 1, 2
UNION ALL
SELECT file_id, outcome_group, sum(count)::int FROM crime_outcome_counts
WHERE partnership_id = %(partnership_id)s AND file_id = ANY(%(files)s)
 AND (%(area)s::text IS NULL OR district_code = %(area)s) GROUP BY 1, 2
ORDER BY 1, 2"""


class LoadedFileRepository:
    """Files of the actor's partnership."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session
        self._execute = context.transaction.execute

    async def page(self, query: PoliceFileQuery, after: Any) -> list[IncidentFile]:
        """In the order of first loading, one more than the page holds."""
        statement = select(IncidentFile).where(IncidentFile.partnership_id == self._partnership_id)
        if query.kind is not None:
            statement = statement.where(col(IncidentFile.kind).in_([kind.value for kind in query.kind]))
        if query.from_ is not None:
            statement = statement.where(col(IncidentFile.month) >= query.from_)
        if query.before is not None:
            statement = statement.where(col(IncidentFile.month) < query.before)
        if after is not None:
            statement = statement.where(col(IncidentFile.id) > after)
        statement = statement.order_by(col(IncidentFile.id)).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())

    async def counts(self, files: Sequence[UUID], area_code: str | None) -> dict[UUID, list[tuple[str, int]]]:
        """Of each file, its counts by crime type or group of outcomes: of one district, or of all its rows."""
        values = {"partnership_id": self._partnership_id, "files": list(files), "area": area_code}
        found: dict[UUID, list[tuple[str, int]]] = {}
        for file_id, code, count in await self._execute(_COUNTS, values):
            found.setdefault(file_id, []).append((code, count))
        return found
