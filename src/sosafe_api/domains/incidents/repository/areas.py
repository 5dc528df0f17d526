"""Every query about areas, which are common to all partnerships, and about the populations that one reckons with."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, or_, select

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.incidents.models import Area, AreaLookup, LsoaMatch
from sosafe_api.domains.incidents.populations import KNOWN_POPULATIONS
from sosafe_api.domains.incidents.schemas import AreaQuery

_POPULATIONS = (
    KNOWN_POPULATIONS
    + b"""
SELECT series, reference_date, population, source FROM known_populations ORDER BY reference_date, series LIMIT 200"""
)


class KnownPopulation(NamedTuple):
    """An area's population on a day, in a named series."""

    series: str
    reference_date: date
    population: int
    source: str


class AreaRepository:
    """Areas by code; a name may begin another's, so none is looked up by it."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session
        self._execute = transaction.execute

    async def find(self, code: str) -> Area | None:
        return (await self._session.exec(select(Area).where(Area.code == code))).first()

    async def page(self, query: AreaQuery, after: str | None) -> list[Area]:
        """In the order of codes, one more than the page holds."""
        statement = select(Area).order_by(Area.code).limit(query.limit + 1)
        if query.code_type:
            statement = statement.where(Area.code_type == query.code_type)
        if query.within or query.vintage:
            lookup = select(AreaLookup.lsoa_code)
            if query.within:
                lookup = lookup.where(AreaLookup.district_code == query.within)
            if query.vintage:
                of_census = AreaLookup.vintage <= query.vintage, AreaLookup.last_vintage >= query.vintage
                lookup = lookup.where(*of_census)
            statement = statement.where(col(Area.code).in_(lookup))
        if after:
            statement = statement.where(Area.code > after)
        return list((await self._session.exec(statement)).all())

    async def lookups(self, codes: Sequence[str]) -> dict[str, AreaLookup]:
        """What lies around these areas; of LSOAs only."""
        statement = select(AreaLookup).where(col(AreaLookup.lsoa_code).in_(codes))
        return {row.lsoa_code: row for row in (await self._session.exec(statement)).all()}

    async def matches(self, code: str) -> list[LsoaMatch]:
        """Pairs with this LSOA of 2011 or 2021, or with one that lies in this district."""
        inside = select(AreaLookup.lsoa_code).where(
            or_(col(AreaLookup.district_code) == code, col(AreaLookup.lsoa_code) == code)
        )
        statement = (
            select(LsoaMatch)
            .where(or_(col(LsoaMatch.lsoa_2011_code).in_(inside), col(LsoaMatch.lsoa_2021_code).in_(inside)))
            .order_by(col(LsoaMatch.lsoa_2011_code), col(LsoaMatch.lsoa_2021_code))
            .limit(500)
        )
        return list((await self._session.exec(statement)).all())

    async def populations(self, partnership_id: UUID, code: str) -> list[KnownPopulation]:
        """Oldest first; what the partnership stated goes before what comes with the installation."""
        values = {"partnership_id": partnership_id, "areas": [code]}
        return [KnownPopulation(*row) for row in await self._execute(_POPULATIONS, values)]
