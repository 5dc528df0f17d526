"""Operations on questionnaires, waves, responses and results, and on what complainants say."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.surveys.router import complainants, questionnaires, responses, waves


def routes() -> Iterable[BaseRoute]:
    yield from responses.router.routes
    yield from waves.router.routes
    yield from questionnaires.router.routes
    yield from complainants.router.routes
