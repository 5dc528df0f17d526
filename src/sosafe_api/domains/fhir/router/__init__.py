"""Operations of the FHIR side: its capabilities, requests, hand-overs, and a referral as a transaction."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.fhir.router.resources import router


def routes() -> Iterable[BaseRoute]:
    yield from router.routes
