"""Operations on risk."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.risk.router import dash, rules, tools


def routes() -> Iterable[BaseRoute]:
    """Assessments by DASH first: they are made daily, rules and tools once in years."""
    for part in (dash, tools, rules):
        yield from part.router.routes


__all__ = ["routes"]
