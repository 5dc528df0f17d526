"""Operations on sharing."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.sharing.router import consents, disclosures, exclusions


def routes() -> Iterable[BaseRoute]:
    """Disclosures first: they are made daily."""
    for part in (disclosures, consents, exclusions):
        yield from part.router.routes


__all__ = ["routes"]
