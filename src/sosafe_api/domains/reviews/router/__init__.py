"""Operations on death reviews, what follows from them, and the use of DASH."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.reviews.router import learning, reviews


def routes() -> Iterable[BaseRoute]:
    yield from reviews.router.routes
    yield from learning.router.routes
