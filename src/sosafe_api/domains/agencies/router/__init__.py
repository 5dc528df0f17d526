"""Operations on the directory."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.agencies.router import agencies, groups, liaison, services


def routes() -> Iterable[BaseRoute]:
    """Services first: their room is asked for before each referral."""
    for part in (services, agencies, groups, liaison):
        yield from part.router.routes


__all__ = ["routes"]
