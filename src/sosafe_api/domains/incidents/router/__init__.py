"""Operations on areas and on police files."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.incidents.router import areas, police_files


def routes() -> Iterable[BaseRoute]:
    yield from areas.router.routes
    yield from police_files.router.routes
