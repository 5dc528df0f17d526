"""Queries about mappings of headings; all of them are of the actor's agency."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.imports.models import ImportMapping
from sosafe_api.domains.imports.schemas import ImportMappingQuery

_CLAIM = b"""
INSERT INTO import_mappings (partnership_id, id, agency_id, name, resource, headings, created_by, version, created_at,
 updated_at)
VALUES (%(partnership_id)s, %(id)s, %(agency_id)s, %(name)s, %(resource)s, '[]', %(created_by)s, %(version)s,
 %(created_at)s, %(updated_at)s)
ON CONFLICT (partnership_id, agency_id, name) DO NOTHING RETURNING id"""


class MappingRepository:
    """Never commits."""

    def __init__(self, context: Context) -> None:
        self._actor = context.actor
        self._session = context.transaction.session
        self._execute = context.transaction.execute

    def _own(self) -> Any:
        return select(ImportMapping).where(
            ImportMapping.partnership_id == self._actor.partnership_id,
            ImportMapping.agency_id == self._actor.agency_id,
        )

    async def find(self, name: str, *, lock: bool = False) -> ImportMapping | None:
        statement = self._own().where(ImportMapping.name == name)
        result = await self._session.exec(statement.with_for_update() if lock else statement)
        found: ImportMapping | None = result.first()
        return found

    async def claim(self, row: ImportMapping) -> bool:
        """Makes the row under its name, without headings; False when the name is taken, then nothing is written."""
        return bool(await self._execute(_CLAIM, row.model_dump(exclude={"headings"})))

    async def page(self, query: ImportMappingQuery, after: str | None) -> Sequence[ImportMapping]:
        """Newest first, one row more than the page holds."""
        statement = self._own().order_by(col(ImportMapping.id).desc()).limit(query.limit + 1)
        if query.resource is not None:
            statement = statement.where(ImportMapping.resource == query.resource.value)
        if after is not None:
            statement = statement.where(col(ImportMapping.id) < UUID(after))
        return list((await self._session.exec(statement)).all())

    async def remove(self, row: ImportMapping) -> None:
        await self._session.delete(row)
        await self._session.flush()
