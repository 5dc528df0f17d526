"""Operations on placements."""

from collections.abc import Iterator

from starlette.routing import BaseRoute

from sosafe_api.domains.placements.router import duty, places, reveals, stays


def routes() -> Iterator[BaseRoute]:
    """All of them, the busiest first."""
    for part in (stays, places, reveals, duty):
        yield from part.router.routes


__all__ = ["routes"]
