"""Operations on predicted savings: unit costs, price indices, statements."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.savings.router import costs, statements


def routes() -> Iterable[BaseRoute]:
    yield from costs.router.routes
    yield from statements.router.routes
