"""Operations on community events, their series, volunteers, and the public calendar."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.community_events.router import events, follow_up, open_calendar, series, volunteers


def routes() -> Iterable[BaseRoute]:
    yield from events.router.routes
    yield from follow_up.router.routes
    yield from series.router.routes
    yield from volunteers.router.routes
    yield from open_calendar.router.routes
