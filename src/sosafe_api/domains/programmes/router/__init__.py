"""Operations of programmes."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.programmes.router import enrolments, programmes, sessions


def routes() -> Iterable[BaseRoute]:
    """Programmes first, then what belongs to one."""
    for part in (programmes, sessions, enrolments):
        yield from part.router.routes


__all__ = ["routes"]
