"""The feed as its readers follow it."""

from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import CursorInvalid
from sosafe_api.core.pagination import CursorTooOld
from sosafe_api.domains.changes.errors import ChangeCursorExpired
from sosafe_api.domains.changes.repository import WINDOW, FeedRepository
from sosafe_api.domains.changes.rules import KEPT_DAYS
from sosafe_api.domains.changes.schemas import ChangeQuery

CURSOR_SECONDS = KEPT_DAYS * 86_400


class ChangeService(Service):
    """Raises `CursorInvalid` for a defective cursor, `ChangeCursorExpired` for one behind what is kept."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = FeedRepository(context)

    async def page(self, query: ChangeQuery) -> dict[str, Any]:
        await self.repository.number()
        extent = await self.repository.extent()
        after = extent.forgotten if query.after is None else self._position(query.after)
        if after < extent.forgotten:
            raise ChangeCursorExpired()
        until = min(after + WINDOW, extent.numbered)
        rows = await self.repository.page(after, until, query.type or (), query.limit + 1)
        shown = rows[: query.limit]
        reached = shown[-1][0] if len(rows) > query.limit else max(after, until)
        return {
            "data": [_view(row) for row in shown],
            "page": {"next_cursor": self._cursor(reached), "has_more": reached < extent.numbered},
        }

    async def cursor(self) -> str:
        """Where the feed stands now: for whoever takes a copy of records and follows the feed from there."""
        return self._cursor(await self.newest())

    async def newest(self) -> int:
        """The last number given."""
        await self.repository.number()
        return (await self.repository.extent()).numbered

    def _position(self, cursor: str) -> int:
        defect = CursorInvalid("The cursor was altered, or belongs to another caller or list.")
        try:
            _, position = self.context.cursors.decode(
                cursor, bound_to=self._bound_to, lifetime=CURSOR_SECONDS
            )
        except CursorTooOld as old:
            raise ChangeCursorExpired() from old
        except CursorInvalid:
            raise defect from None  # what a page's cursor is told does not hold of a place in the feed
        if len(position) != 1 or not isinstance(position[0], int):
            raise defect
        return position[0]

    def _cursor(self, position: int) -> str:
        return self.context.cursors.encode(bound_to=self._bound_to, query={}, after=[position])

    @property
    def _bound_to(self) -> str:
        return f"{self.actor.id}|list_changes"


def _view(row: tuple[Any, ...]) -> dict[str, Any]:
    _, change_id, change_type, resource, resource_id, version, occurred_at = row
    return {
        "id": change_id,
        "type": change_type,
        "occurred_at": wire_instant(occurred_at),
        "resource": resource,
        "resource_id": resource_id,
        "resource_version": version,
    }
