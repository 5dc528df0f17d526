"""Operations on panels."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.panels.router import actions, agenda, meetings, papers, requests


def routes() -> Iterable[BaseRoute]:
    """Meetings and what belongs to them first."""
    for part in (meetings, papers, agenda, actions, requests):
        yield from part.router.routes


__all__ = ["routes"]
