"""Every route that the contract describes, this package's own among them, and the contract of them."""

from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel
from starlette.routing import BaseRoute

from sosafe_api import api
from sosafe_api.contract import router
from sosafe_api.contract.document import Document, build, models_of
from sosafe_api.core.http import health
from sosafe_api.core.http.route import Route


def version_1() -> Iterable[BaseRoute]:
    """Routes under /v1; the documents last, since routes are matched in turn."""
    yield from api.version_1()
    yield from router.code_lists.routes
    yield from router.version_1.routes


def root() -> Iterable[BaseRoute]:
    """Routes that carry no version."""
    yield from health.router.routes
    yield from api.root()
    yield from router.root.routes


@cache
def contract() -> Document:
    """The contract of this version's routes."""
    return build(version_1(), root())


def models() -> set[type[BaseModel]]:
    """Every model that an operation takes or answers with."""
    return models_of(route for route in [*version_1(), *root()] if isinstance(route, Route))
