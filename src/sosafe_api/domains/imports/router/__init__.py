"""Operations on imports and on the mappings of a partner's own headings."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.imports.router import imports, mappings


def routes() -> Iterable[BaseRoute]:
    yield from imports.router.routes
    yield from mappings.router.routes
