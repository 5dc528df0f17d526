"""Queries about returned incidents of one kind, in a request."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.incident_returns.repository.tables import IncidentTables
from sosafe_api.domains.incident_returns.schemas.incoming import IncidentQuery
from sosafe_api.domains.incident_returns.schemas.outgoing import MOST_VERSIONS

_SAME = ("agency_id", "lsoa_code", "outward_postcode", "status")
_DISTRICTS = b"SELECT lsoa_code, district_code FROM area_lookups WHERE lsoa_code = ANY(%(codes)s::text[])"
# Returns of one agency follow one another: two of one incident would both take it for new.
LOCK_AGENCY = """
SELECT 1 FROM agencies WHERE partnership_id = %(partnership_id)s AND id = %(agency_id)s FOR NO KEY UPDATE"""


class IncidentRepository:
    """Incidents of the actor's partnership; never commits."""

    def __init__(self, context: Context, tables: IncidentTables) -> None:
        self._actor = context.actor
        self._now = context.now
        self._transaction = context.transaction
        self._session = context.transaction.session
        self._tables = tables

    def _of(self) -> Any:
        return select(self._tables.incident).where(
            self._tables.incident.partnership_id == self._actor.partnership_id
        )

    async def add(self, row: Any) -> None:
        self._session.add(row)
        await self._session.flush()

    async def lock_agency(self) -> None:
        values = {"partnership_id": self._actor.partnership_id, "agency_id": self._actor.agency_id}
        await self._transaction.execute(LOCK_AGENCY.encode(), values)

    async def find(self, incident_id: UUID, *, lock: bool = False) -> Any | None:
        statement = self._of().where(self._tables.incident.id == incident_id)
        return (await self._session.exec(statement.with_for_update() if lock else statement)).first()

    async def find_by_reference(self, reference: str) -> Any | None:
        """What the actor's agency returned under its reference, locked."""
        incident = self._tables.incident
        statement = self._of().where(
            incident.agency_id == self._actor.agency_id, incident.agency_reference == reference
        )
        return (await self._session.exec(statement.with_for_update())).first()

    async def keep_version(self, row: Any) -> None:
        """Before the row is changed."""
        values = {
            "partnership_id": self._actor.partnership_id,
            "incident_id": row.id,
            "now": self._now,
            "principal_id": self._actor.id,
        }
        condition = "r.partnership_id = %(partnership_id)s AND r.id = %(incident_id)s"
        await self._transaction.execute(self._tables.keeping_versions("", condition).encode(), values)

    async def versions(self, incident_id: UUID) -> Sequence[Any]:
        """The latest first."""
        version = self._tables.version
        statement = (
            select(version)
            .where(version.partnership_id == self._actor.partnership_id, version.incident_id == incident_id)
            .order_by(col(version.version).desc())
            .limit(MOST_VERSIONS)
        )
        return list((await self._session.exec(statement)).all())

    async def page(self, query: IncidentQuery, after: Any) -> Sequence[Any]:
        """The latest recorded first, one more than the page holds."""
        incident = self._tables.incident
        statement = self._of()
        for name in _SAME:
            if getattr(query, name) is not None:
                statement = statement.where(getattr(incident, name) == getattr(query, name))
        for name, expression in self._tables.filters.items():
            if getattr(query, name) is not None:
                statement = statement.where(expression.in_(getattr(query, name)))
        if query.occurred_from is not None:
            statement = statement.where(incident.occurred_on >= query.occurred_from)
        if query.occurred_before is not None:
            statement = statement.where(incident.occurred_on < query.occurred_before)
        if after is not None:
            statement = statement.where(incident.id < UUID(after))
        statement = statement.order_by(col(incident.id).desc()).limit(query.limit + 1)
        return list((await self._session.exec(statement)).all())

    async def districts(self, codes: Sequence[str]) -> dict[str, str]:
        """The district of each LSOA that is in a look-up."""
        rows = await self._transaction.execute(_DISTRICTS, {"codes": list(codes)})
        return dict(rows)
