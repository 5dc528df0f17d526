"""Areas and the populations that rates are reckoned on."""

from typing import Any

from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import NotFound
from sosafe_api.core.pagination import Page
from sosafe_api.domains.incidents.models import Area, AreaLookup
from sosafe_api.domains.incidents.repository import AreaRepository
from sosafe_api.domains.incidents.schemas import AreaQuery
from sosafe_api.domains.incidents.vocabulary import LsoaChange

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
        rows = await self.repository.page(query, after)
        shown = rows[: query.limit]
        cursor = None
        if len(rows) > query.limit:
            kept = query.model_dump(include={"code_type", "within", "vintage"}, exclude_none=True)
            cursor = self.context.cursors.encode(bound_to=bound_to, query=kept, after=[shown[-1].code])
        lookups = await self.repository.lookups([row.code for row in shown])
        return Page([_view(row, lookups.get(row.code)) for row in shown], cursor)

    async def changes(self, code: str) -> list[dict[str, Any]]:
        """Pairs of LSOAs of 2011 and 2021 that share land: of one of them, or of all of a district."""
        if await self.repository.find(code) is None:
            raise NotFound()
        return [
            {
                "lsoa_2011_code": row.lsoa_2011_code,
                "lsoa_2021_code": row.lsoa_2021_code,
                "change": row.change,
                "one_to_one": row.change == LsoaChange.UNCHANGED,
            }
            for row in await self.repository.matches(code)
        ]

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
            for row in await self.repository.populations(self.actor.partnership_id, code)
        ]


def _view(row: Area, lookup: AreaLookup | None) -> dict[str, Any]:
    return {
        "code": row.code,
        "code_type": row.code_type,
        "name": row.name,
        "vintage": row.vintage,
        "last_vintage": lookup.last_vintage if lookup else None,
        "district_code": lookup.district_code if lookup else None,
        "ward_code": lookup.ward_code if lookup else None,
    }
