"""Operations of casework."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.cases.router import cases, moves


def routes() -> Iterable[BaseRoute]:
    """Cases first, then what belongs to one."""
    for part in (cases, moves):
        yield from part.router.routes


__all__ = ["routes"]
