"""Every route that the contract describes, this package's own among them, and the contract of them."""

from collections.abc import Iterable
from functools import cache

from starlette.routing import BaseRoute

from sosafe_api import api
from sosafe_api.contract import router
from sosafe_api.contract.document import Document, build
from sosafe_api.core.http import health


def version_1() -> Iterable[BaseRoute]:
    """Routes under /v1; the documents last, since routes are matched in turn."""
    yield from api.version_1()
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
