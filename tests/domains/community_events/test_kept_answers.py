"""What the public calendar keeps of its answers in the process."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sosafe_api.domains.community_events.repository import CalendarState, PublicCalendarRepository
from sosafe_api.domains.community_events.schemas import PublicEventQuery
from sosafe_api.domains.community_events.service.public_calendar import MOST_ANSWERS, PublicCalendar


class _Empty:
    """A calendar with nothing in it, which counts how often it is asked."""

    asked = 0

    async def state(self, _: str) -> CalendarState:
        return CalendarState(UUID(int=1), "Example Partnership", 1, datetime(2026, 1, 5, tzinfo=UTC))

    async def events(self, _: CalendarState, **__: Any) -> list[Any]:
        self.asked += 1
        return []


def test_however_small_the_answers_no_more_than_so_many_are_kept() -> None:
    empty = _Empty()
    calendar = PublicCalendar(cast("PublicCalendarRepository", empty), "https://example.org")

    async def ask(*days: int) -> int:
        for number in days:
            query = {"from": date(2026, 1, 1) + timedelta(days=number)}
            await calendar.events("example", PublicEventQuery.model_validate(query))
        return empty.asked

    async def all_in_turn() -> None:
        assert await ask(*range(MOST_ANSWERS + 1)) == MOST_ANSWERS + 1
        assert await ask(MOST_ANSWERS, 1) == MOST_ANSWERS + 1
        assert await ask(0) == MOST_ANSWERS + 2, "the one that was not asked for the longest"

    asyncio.run(all_in_turn())
