"""Areas and the populations that rates are reckoned on."""

from typing import Any

from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import NotFound
from sosafe_api.core.pagination import Page
from sosafe_api.domains.incidents.models import Area
from sosafe_api.domains.incidents.repository import AreaRepository
from sosafe_api.domains.incidents.schemas import AreaQuery

WARD = "WD"


class AreaService(Service):
    """Readable for everybody of the partnership; loaded with the tables."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = AreaRepository(context.transaction)

    async def page(self, query: AreaQuery) -> Page[dict[str, Any]]:
        bound_to = f"{self.actor.id}|list_areas"
        after = None
        if query.cursor:
            kept, position = self.context.cursors.decode(query.cursor, bound_to=bound_to)
            query, after = AreaQuery.model_validate({**kept, "limit": query.limit}), str(position[0])
        rows = await self.repository.page(query.code_type, query.within, after, query.limit)
        shown = rows[: query.limit]
        cursor = None
        if len(rows) > query.limit:
            kept = query.model_dump(include={"code_type", "within"}, exclude_none=True)
            cursor = self.context.cursors.encode(bound_to=bound_to, query=kept, after=[shown[-1].code])
        return Page([_view(row) for row in shown], cursor)

    async def ward(self, code: str) -> str | None:
        """The name of the ward with this code, or None where it is no ward's."""
        found = await self.repository.find(code)
        return found.name if found and found.code_type == WARD else None

    async def known(self, code: str) -> bool:
        return await self.repository.find(code) is not None

    async def populations(self, code: str) -> list[dict[str, Any]]:
        if await self.repository.find(code) is None:
            raise NotFound()
        return [
            {
                "series": row.series,
                "reference_date": row.reference_date,
                "population": row.population,
                "source": row.source,
            }
            for row in await self.repository.populations(code)
        ]


def _view(row: Area) -> dict[str, Any]:
    return {"code": row.code, "code_type": row.code_type, "name": row.name, "vintage": row.vintage}
