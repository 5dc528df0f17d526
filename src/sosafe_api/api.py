"""The operations of version 1, one line a domain; the busiest first, since routes are matched in turn."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.auth.router import router as auth
from sosafe_api.domains.imports.router import router as imports
from sosafe_api.domains.incidents.router import router as areas
from sosafe_api.domains.referrals.router import router as referrals


def version_1() -> Iterable[BaseRoute]:
    """Routes under /v1."""
    yield from referrals.routes
    yield from imports.routes
    yield from areas.routes


def root() -> Iterable[BaseRoute]:
    """Routes that carry no version: tokens and discovery."""
    yield from auth.routes
