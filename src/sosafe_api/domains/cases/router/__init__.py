"""Operations of casework."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.cases.router import cases, contacts, families, moves, needs, team


def routes() -> Iterable[BaseRoute]:
    """Cases first, then what belongs to one."""
    for part in (cases, moves, contacts, needs, team, families):
        yield from part.router.routes


__all__ = ["routes"]
