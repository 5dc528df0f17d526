"""Operations on people, their merges and households."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.people.router import details, households, merges, people


def routes() -> Iterable[BaseRoute]:
    """A person's record first: it is asked for most."""
    for part in (people, details, merges, households):
        yield from part.router.routes


__all__ = ["routes"]
