"""Operations on indicators: present values for token holders, published ones for everybody."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.kpis.router import analysis, indicators, published, releases, targets
from sosafe_api.domains.kpis.router.stored_answers import StoredAnswers

__all__ = ["StoredAnswers", "routes"]


def routes() -> Iterable[BaseRoute]:
    yield from indicators.router.routes
    yield from releases.router.routes
    yield from published.router.routes
    yield from targets.router.routes
    yield from analysis.router.routes
