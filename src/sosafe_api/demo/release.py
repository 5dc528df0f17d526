"""Publishes the demonstration's first indicators, as its administrator would: through the API."""

import httpx

from sosafe_api import provisioning
from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.permissions import Permission
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens, TokenSubject
from sosafe_api.core.settings import Settings
from sosafe_api.demo.organisations import SLUG
from sosafe_api.installation import Installation

ADMINISTRATOR = f"{SLUG}.partnership-admin"
OPEN = f"/v1/partnerships/{SLUG}/kpis"
LIFETIME_SECONDS = 300
_NEEDED = (
    Permission.AGENCY_READ,
    Permission.EVENT_CREATE,
    Permission.EVENT_READ,
    Permission.EVENT_UPDATE,
    Permission.KPI_PUBLISH,
)


def administrator_token(found: Installation) -> str:
    """A short token for the demonstration's administrator."""
    with provisioning.as_owner(found.urls) as connection:
        person = provisioning.find_principal(connection, ADMINISTRATOR)
    if person is None:
        raise LookupError(ADMINISTRATOR)
    settings = found.settings
    ring = KeyRing.load(settings.keys_directory)
    subject = TokenSubject(
        subject=person.id,
        client_id="sosafe-cli",
        partnership_id=person.partnership_id,
        kind=PrincipalKind.USER,
        scope=frozenset(permission.value for permission in _NEEDED),
    )
    signer = AccessTokens(ring, issuer=settings.issuer, audience=settings.audience)
    return signer.issue(subject, LIFETIME_SECONDS)


def publish(settings: Settings, token: str) -> None:
    """Publishes a first release unless there is one; raises `httpx.HTTPError` when the service refuses."""
    with httpx.Client(base_url=f"http://{settings.host}:{settings.port}", timeout=60) as client:
        if client.get(OPEN).status_code == httpx.codes.OK:
            return
        headers = {
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": "first-release-of-the-demonstration",
        }
        notes = {"notes": "The demonstration's first release."}
        client.post("/v1/kpi-releases", json=notes, headers=headers).raise_for_status()
