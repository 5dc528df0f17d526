"""Operations on action plans, their actions, and problem-solving plans."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.action_plans.router import actions, plans, problem_solving


def routes() -> Iterable[BaseRoute]:
    yield from plans.router.routes
    yield from actions.router.routes
    yield from problem_solving.router.routes
