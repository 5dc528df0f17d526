"""Every query about areas and populations; both are common to all partnerships."""

from sqlmodel import col, select

from sosafe_api.core.db.session import Transaction
from sosafe_api.domains.incidents.models import Area, AreaLookup, Population


class AreaRepository:
    """Areas by code; a name may begin another's, so none is looked up by it."""

    def __init__(self, transaction: Transaction) -> None:
        self._session = transaction.session

    async def find(self, code: str) -> Area | None:
        return (await self._session.exec(select(Area).where(Area.code == code))).first()

    async def page(
        self, code_type: str | None, within: str | None, after: str | None, limit: int
    ) -> list[Area]:
        """In the order of codes, one more than the page holds."""
        statement = select(Area).order_by(Area.code).limit(limit + 1)
        if code_type:
            statement = statement.where(Area.code_type == code_type)
        if within:
            lookup = select(AreaLookup.lsoa_code).where(AreaLookup.district_code == within)
            statement = statement.where(col(Area.code).in_(lookup))
        if after:
            statement = statement.where(Area.code > after)
        return list((await self._session.exec(statement)).all())

    async def populations(self, code: str) -> list[Population]:
        statement = (
            select(Population)
            .where(Population.area_code == code)
            .order_by(col(Population.reference_date), Population.series)
            .limit(200)
        )
        return list((await self._session.exec(statement)).all())
