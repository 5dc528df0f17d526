"""What a reader of the feed asks; never commits."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.domains.changes.repository import statements
from sosafe_api.domains.changes.rules import readings, told


class Extent(NamedTuple):
    """How far the feed reaches: the last number given, and the last one whose change is no longer kept."""

    numbered: int
    forgotten: int


class FeedRepository:
    """The feed of the actor's partnership, as far as the actor may read the records."""

    def __init__(self, context: Context) -> None:
        self._transaction = context.transaction
        self._actor = context.actor
        self._key: dict[str, Any] = {"partnership_id": context.actor.partnership_id}

    async def number(self) -> None:
        """Numbers what was committed meanwhile, unless somebody else is at it."""
        execute = self._transaction.execute
        if not (await execute(statements.UNNUMBERED, self._key))[0][0]:
            return
        await execute(statements.BEGIN_FEED, self._key)
        if await execute(statements.LOCK_FEED, self._key):
            await execute(statements.NUMBER, self._key)

    async def extent(self) -> Extent:
        rows = await self._transaction.execute(statements.FEED, self._key)
        return Extent(*rows[0]) if rows else Extent(0, 0)

    async def page(
        self, after: int, until: int, types: Sequence[str], limit: int
    ) -> list[tuple[int, UUID, str, str, UUID, int, Any]]:
        statement = statements.page(told(readings(self._actor.may)))
        values = {
            "after": after,
            "until": until,
            "types": list(types),
            "limit": limit,
            "reader_id": self._actor.id,
        }
        rows = await self._transaction.execute(statement, self._key | values)
        return [(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) for row in rows]
