"""Operations of the domain."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.interventions.router import interventions, orders, reviews


def routes() -> Iterable[BaseRoute]:
    yield from interventions.router.routes
    yield from orders.router.routes
    yield from reviews.router.routes
