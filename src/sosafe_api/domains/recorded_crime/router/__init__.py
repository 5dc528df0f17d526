"""Operations on recorded crime and most similar areas."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.recorded_crime.router import crimes, similar_areas


def routes() -> Iterable[BaseRoute]:
    yield from crimes.router.routes
    yield from similar_areas.router.routes
