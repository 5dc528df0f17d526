"""Publishes the demonstration's indicators, as its analyst and administrator would: through the API."""

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

import httpx

from sosafe_api import provisioning
from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.errors import UnsafeInstallation
from sosafe_api.core.ids import new_id
from sosafe_api.core.permissions import Permission
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens, TokenSubject
from sosafe_api.core.settings import Settings
from sosafe_api.demo.organisations import POLICE_ANALYST, SLUG
from sosafe_api.demo.strategy_figures import Clients
from sosafe_api.domains.auth.rules import permissions_of
from sosafe_api.installation import Installation

ADMINISTRATOR = f"{SLUG}.partnership-admin"
ANALYST = f"{SLUG}.analyst"
MEMBER = f"{SLUG}.responsible-authorities-group"
OPEN = f"/v1/partnerships/{SLUG}/kpis"
LIFETIME_SECONDS = 300
RELEASES = "/v1/kpi-releases"
CHECK_SECONDS = 120
PAUSE_SECONDS = 0.1
_NEEDED = (
    Permission.AGENCY_READ,
    Permission.EVENT_CREATE,
    Permission.EVENT_READ,
    Permission.EVENT_UPDATE,
    Permission.KPI_APPROVE,
)
_DRAFTING = (Permission.KPI_PREVIEW, Permission.KPI_PUBLISH)


class OfAnotherRelease(UnsafeInstallation):
    """The demonstration lacks somebody whom this release needs; it is made afresh, never mended."""


def administrator_token(found: Installation) -> str:
    """A short token for the demonstration's administrator."""
    return _token(found, ADMINISTRATOR, _NEEDED)


def analyst_token(found: Installation) -> str:
    """A short token for the analyst who drafts what the administrator approves."""
    return _token(found, ANALYST, _DRAFTING)


@contextmanager
def figure_clients(found: Installation) -> Iterator[Clients]:
    """Whoever loads the figures of the strategy, each for as long as a short token lasts and for what they may do."""
    settings = found.settings
    address = f"http://{settings.host}:{settings.port}"
    with ExitStack() as stack:
        yield Clients(
            *(
                stack.enter_context(
                    httpx.Client(
                        base_url=address,
                        headers={"Authorization": f"Bearer {_token(found, name)}"},
                        timeout=60,
                    )
                )
                for name in (ANALYST, ADMINISTRATOR, MEMBER, f"{SLUG}.{POLICE_ANALYST}")
            )
        )


def _token(found: Installation, name: str, needed: Iterable[Permission] | None = None) -> str:
    with provisioning.as_owner(found.urls) as connection:
        person = provisioning.find_principal(connection, name)
    if person is None:
        raise OfAnotherRelease(
            f"the demonstration has no {name}, as one that an earlier release made: `make demo-reset` makes it afresh"
        )
    settings = found.settings
    ring = KeyRing.load(settings.keys_directory)
    subject = TokenSubject(
        subject=person.id,
        client_id="sosafe-cli",
        partnership_id=person.partnership_id,
        kind=PrincipalKind.USER,
        scope=frozenset(permission.value for permission in needed or permissions_of(person.roles)),
    )
    signer = AccessTokens(ring, issuer=settings.issuer, audience=settings.audience)
    return signer.issue(subject, LIFETIME_SECONDS)


def publish(settings: Settings, analyst: str, administrator: str) -> None:
    """Publishes a first release unless there is one; raises `httpx.HTTPError` when the service refuses."""
    address = f"http://{settings.host}:{settings.port}"
    with ExitStack() as stack:
        drafting, approving = (
            stack.enter_context(
                httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60)
            )
            for token in (analyst, administrator)
        )
        if drafting.get(OPEN).status_code != httpx.codes.OK:
            _release(drafting, approving, "The demonstration's first release.")


def publish_figures(clients: Clients, slug: str = SLUG) -> None:
    """Publishes what was loaded after the first release, unless it is; raises `httpx.HTTPError` as well.

    The police's files are the last that the first release lacks: with them their chart is there.
    """
    chart = f"/v1/partnerships/{slug}/kpis/crime_rate/chart.svg?period=quarter"
    if clients.analyst.get(chart).status_code != httpx.codes.OK:
        _release(
            clients.analyst, clients.administrator, "With the police's files and the strategy's figures."
        )


def _release(drafting: httpx.Client, approving: httpx.Client, notes: str) -> None:
    """The background checks what the analyst drafts, and the administrator approves it."""
    key = {"Idempotency-Key": str(new_id())}  # a draft that nobody approved in time is not gone back to
    release = drafting.post(RELEASES, json={"notes": notes}, headers=key).raise_for_status().json()
    path, deadline = f"{RELEASES}/{release['id']}", time.monotonic() + CHECK_SECONDS
    while release["status"] == "draft" and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
        release = drafting.get(path).raise_for_status().json()
    version = {"If-Match": release["etag"]}
    approving.post(f"{path}/transitions", json={"to": "published"}, headers=version).raise_for_status()
