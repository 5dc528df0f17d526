"""The fictional partnership that is measured: agencies that send, services that receive, and their tokens."""

import time
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sosafe_api import provisioning
from sosafe_api.core import clock
from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.core.ids import new_id
from sosafe_api.core.permissions import Permission
from sosafe_api.core.security.jose_edge import PreparedKey
from sosafe_api.core.security.keys import ALGORITHM, KeyRing
from sosafe_api.core.security.tokens import TOKEN_TYPE
from sosafe_api.core.settings import Settings
from sosafe_api.domains.auth.rules import PartnershipMode, Role, permissions_of
from sosafe_api.provisioning import Connection, insert

SLUG = "measured"
AREA_CODE = "E07000243"
PURPOSE = "safeguarding"
AGENCIES = 20
SERVICES = 10
TOKEN_SECONDS = 900
KINDS = ("district_council", "voluntary_sector", "police", "fire_and_rescue")
POLICE, FIRE_AND_RESCUE = 2, 3


@dataclass(frozen=True, slots=True)
class Someone:
    """A program that sends for an agency, or a person who reads for a service."""

    id: UUID
    client_id: str
    kind: PrincipalKind
    agency_id: UUID
    service_ids: tuple[UUID, ...]
    scope: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class Partnership:
    """What the rounds need to know: `senders` by agency, `caseworkers` by service."""

    id: UUID
    senders: list[Someone]
    caseworkers: list[Someone]
    administrator: Someone
    approver: Someone

    @property
    def service_ids(self) -> list[UUID]:
        return [someone.service_ids[0] for someone in self.caseworkers]


def make(urls: DatabaseUrls, slug: str = SLUG) -> Partnership:
    with provisioning.as_owner(urls) as connection:
        partnership_id = provisioning.create_partnership(
            connection, slug, "Measured Partnership", AREA_CODE, PartnershipMode.TEST
        )
        agencies = [_agency(connection, slug, number) for number in range(AGENCIES)]
        services = [_service(connection, partnership_id, agencies[n], n) for n in range(SERVICES)]
        _agreement(connection, partnership_id, agencies)
        caseworkers = [
            _someone(connection, slug, agencies, number, Role.CASEWORKER, (service_id,))
            for number, service_id in enumerate(services)
        ]
        return Partnership(
            partnership_id,
            [_sender(connection, slug, agencies, number) for number in range(AGENCIES)],
            caseworkers,
            _someone(connection, slug, agencies, 0, Role.PARTNERSHIP_ADMIN),
            _someone(connection, slug, agencies, 1, Role.RESPONSIBLE_AUTHORITIES_GROUP),
        )


def _agency(connection: Connection, slug: str, number: int) -> UUID:
    return provisioning.create_agency(
        connection,
        slug,
        f"agency-{number}",
        name=f"Example Agency {number}",
        kind=KINDS[number % len(KINDS)],
    )


def _service(connection: Connection, partnership_id: UUID, agency_id: UUID, number: int) -> UUID:
    service_id, made = new_id(), clock.now()
    insert(
        connection,
        "services",
        partnership_id=partnership_id,
        id=service_id,
        slug=f"service-{number}",
        agency_id=agency_id,
        name=f"Example Service {number}",
        description="A service of the measurement.",
        eligibility="Anyone in the measurement.",
        reason_codes=[],
        takes_self_referrals=False,
        status="active",
        accepting=True,
        capacity_updated_at=made,
        answer_within_days=7,
        version=1,
        created_at=made,
        updated_at=made,
    )
    return service_id


def _agreement(connection: Connection, partnership_id: UUID, agencies: list[UUID]) -> None:
    named = {"partnership_id": partnership_id, "agreement_id": new_id()}
    insert(
        connection,
        "sharing_agreements",
        partnership_id=partnership_id,
        id=named["agreement_id"],
        title="Agreement of the measurement",
        starts_on=date(2020, 1, 1),
        version=1,
        created_at=clock.now(),
    )
    for agency_id in agencies:
        insert(connection, "sharing_agreement_parties", agency_id=agency_id, **named)
    insert(
        connection,
        "sharing_agreement_purposes",
        code=PURPOSE,
        lawful_basis="public_task",
        gateway="crime_and_disorder_act_1998_s115",
        **named,
    )


def _sender(connection: Connection, slug: str, agencies: list[UUID], number: int) -> Someone:
    scope = permissions_of(frozenset({Role.REFERRER_CLIENT}))
    made = provisioning.create_client(
        connection,
        slug,
        f"agency-{number}",
        f"system-{number}",
        roles=[Role.REFERRER_CLIENT],
        scopes=sorted(permission.value for permission in scope),
    )
    return Someone(made.id, made.client_id, PrincipalKind.CLIENT, agencies[number], (), scope)


def _someone(  # noqa: PLR0913, PLR0917 - what is said of a person
    connection: Connection,
    slug: str,
    agencies: list[UUID],
    number: int,
    role: Role,
    service_ids: tuple[UUID, ...] = (),
) -> Someone:
    name = f"{role.value.replace('_', '-')}-{number}"
    service = f"service-{number}" if service_ids else None
    made = provisioning.create_user(connection, slug, f"agency-{number}", name, roles=[role], service=service)
    scope = permissions_of(frozenset({role}))
    return Someone(made.id, made.client_id, PrincipalKind.USER, agencies[number], service_ids, scope)


class Tokens:
    """Signs tokens that both services take.

    The reference finds the agency and the services in claims of their own, since it asks no database for
    rights; the service reads no claim that it does not know.
    """

    def __init__(self, settings: Settings, partnership: Partnership) -> None:
        key = KeyRing.load(settings.keys_directory).signing_key(clock.now())
        self._signer, self._key_id = PreparedKey(key.private_pem, ALGORITHM), key.kid
        self._settings = settings
        self._partnership = partnership

    def issue(self, someone: Someone) -> str:
        now = int(time.time())
        claims = {
            "iss": self._settings.issuer,
            "aud": self._settings.audience,
            "sub": str(someone.id),
            "client_id": someone.client_id,
            "partnership_id": str(self._partnership.id),
            "kind": someone.kind.value,
            "scope": " ".join(sorted(permission.value for permission in someone.scope)),
            "iat": now,
            "nbf": now,
            "exp": now + TOKEN_SECONDS,
            "jti": str(new_id()),
            "agency_id": str(someone.agency_id),
            "service_ids": [str(service_id) for service_id in someone.service_ids],
        }
        return self._signer.sign(claims, key_id=self._key_id, token_type=TOKEN_TYPE)
