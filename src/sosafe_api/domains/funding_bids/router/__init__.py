"""Operations on funding: organisations, bids, money, figures."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.funding_bids.router import bids, figures, money, organisations


def routes() -> Iterable[BaseRoute]:
    """The export stands before the bids, whose identifier would else be taken for it."""
    yield from figures.router.routes
    yield from bids.router.routes
    yield from money.router.routes
    yield from organisations.router.routes
