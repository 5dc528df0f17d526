"""Makes the fictional partnership once: directory, principals, two years of referrals, a published release."""

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from sosafe_api import provisioning
from sosafe_api.core import clock
from sosafe_api.core.ids import new_id
from sosafe_api.demo import organisations as shape
from sosafe_api.demo.referrals import DemoReferral, referrals
from sosafe_api.domains.auth.rules import PartnershipMode, Role, permissions_of
from sosafe_api.domains.referrals.rules import answer_by, answer_deadline
from sosafe_api.installation import Installation
from sosafe_api.provisioning import Connection, insert

YEARS = 2
MEMBERS_SINCE = date(2018, 4, 1)
Owner = tuple[UUID, UUID, UUID]  # partnership, sending agency, receiving service


def ensure(found: Installation) -> str:
    """Says what is there; a second call finds it and makes nothing."""
    with provisioning.as_owner(found.urls) as connection:
        known = connection.execute("SELECT 1 FROM partnerships WHERE slug = %s", (shape.SLUG,)).fetchone()
        if known is None:
            _make(connection)
        provisioning.enter(connection, shape.SLUG)
        row = connection.execute("SELECT count(*) FROM referrals").fetchone()
    count = row[0] if row else 0
    return f"{shape.NAME}: {len(shape.AGENCIES)} agencies, {len(shape.SERVICES)} services, {count} fictional referrals."


def _make(connection: Connection) -> None:
    partnership_id = provisioning.create_partnership(
        connection, shape.SLUG, shape.NAME, shape.AREA_CODE, PartnershipMode.TEST
    )
    provisioning.enter(connection, shape.SLUG)
    agencies = {item.slug: _agency(connection, partnership_id, item) for item in shape.AGENCIES}
    services = {item.slug: _service(connection, partnership_id, item, agencies) for item in shape.SERVICES}
    for group in shape.GROUPS:
        _group(connection, partnership_id, group, agencies)
    _agreement(connection, partnership_id, agencies)
    people = _principals(connection)
    last = clock.today()
    first = last.replace(year=last.year - YEARS, day=1)
    _add_referrals(connection, partnership_id, list(referrals(first, last)), agencies, services, people)


def _agency(connection: Connection, partnership_id: UUID, item: shape.DemoAgency) -> UUID:
    agency_id = provisioning.create_agency(connection, shape.SLUG, item.slug, name=item.name, kind=item.kind)
    common: dict[str, Any] = {
        "partnership_id": partnership_id,
        "agency_id": agency_id,
        "created_at": clock.now(),
    }
    insert(
        connection,
        "agency_memberships",
        id=new_id(),
        basis=item.basis,
        starts_on=MEMBERS_SINCE,
        version=1,
        **common,
    )
    if item.basis == "responsible_authority":
        insert(
            connection,
            "liaison_officers",
            id=new_id(),
            post="Designated liaison officer",
            email=f"liaison.{item.slug}@example.org",
            telephone="01632 960000",
            starts_on=MEMBERS_SINCE,
            version=1,
            **common,
        )
    return agency_id


def _service(
    connection: Connection, partnership_id: UUID, item: shape.DemoService, agencies: dict[str, UUID]
) -> UUID:
    service_id, made = new_id(), clock.now()
    insert(
        connection,
        "services",
        partnership_id=partnership_id,
        id=service_id,
        slug=item.slug,
        agency_id=agencies[item.agency],
        name=item.name,
        description=item.description,
        eligibility=item.eligibility,
        minimum_age=item.minimum_age,
        reason_codes=list(item.reasons),
        takes_self_referrals=item.takes_self_referrals,
        status="active",
        accepting=True,
        next_available_on=clock.today() + timedelta(days=item.days),
        capacity_updated_at=made,
        answer_within_days=item.days,
        version=1,
        created_at=made,
        updated_at=made,
    )
    return service_id


def _group(
    connection: Connection, partnership_id: UUID, item: shape.DemoGroup, agencies: dict[str, UUID]
) -> None:
    group_id, made = new_id(), clock.now()
    insert(
        connection,
        "groups",
        partnership_id=partnership_id,
        id=group_id,
        slug=item.slug,
        name=item.name,
        level=item.level,
        purpose=item.purpose,
        rhythm=item.rhythm,
        first_meeting_on=item.first,
        chair_post=item.chair,
        version=1,
        created_at=made,
        updated_at=made,
    )
    for slug in ("council", "police", "county", "health"):
        insert(
            connection,
            "group_memberships",
            partnership_id=partnership_id,
            id=new_id(),
            group_id=group_id,
            agency_id=agencies[slug],
            role="chair" if slug == "council" else "member",
            post="Community safety lead",
            starts_on=MEMBERS_SINCE,
            version=1,
            created_at=made,
        )


def _agreement(connection: Connection, partnership_id: UUID, agencies: dict[str, UUID]) -> None:
    agreement_id = new_id()
    common: dict[str, Any] = {"partnership_id": partnership_id}
    insert(
        connection,
        "sharing_agreements",
        id=agreement_id,
        title="Information-sharing agreement of the partnership",
        starts_on=MEMBERS_SINCE,
        version=1,
        created_at=clock.now(),
        **common,
    )
    for agency_id in agencies.values():
        insert(
            connection, "sharing_agreement_parties", agreement_id=agreement_id, agency_id=agency_id, **common
        )
    insert(
        connection,
        "sharing_agreement_purposes",
        agreement_id=agreement_id,
        code=shape.PURPOSE,
        lawful_basis="public_task",
        gateway="crime_and_disorder_act_1998_s115",
        special_category_condition="safeguarding_of_children_and_individuals_at_risk",
        **common,
    )


def _principals(connection: Connection) -> dict[str, UUID]:
    """A program for each agency, a caseworker for each service, and one person of each other role."""
    scopes = sorted(permission.value for permission in permissions_of(frozenset({Role.REFERRER_CLIENT})))
    made = provisioning.create_client(
        connection,
        shape.SLUG,
        "council",
        shape.CLIENT_NAME,
        roles=[Role.REFERRER_CLIENT],
        scopes=scopes,
        secret=shape.CLIENT_SECRET,
    )
    people = {"council": made.id}
    for agency in shape.AGENCIES[1:]:
        people[agency.slug] = provisioning.create_client(
            connection,
            shape.SLUG,
            agency.slug,
            f"{agency.slug}-system",
            roles=[Role.REFERRER_CLIENT],
            scopes=scopes,
        ).id
    for service in shape.SERVICES:
        name = f"caseworker-{service.slug}"
        people[service.slug] = provisioning.create_user(
            connection, shape.SLUG, service.agency, name, roles=[Role.CASEWORKER], service=service.slug
        ).id
    for role in (Role.PARTNERSHIP_ADMIN, Role.ANALYST, Role.JOINT_ACTION_GROUP, Role.SCRUTINY, Role.REFERRER):
        name = role.value.replace("_", "-")
        provisioning.create_user(connection, shape.SLUG, "council", name, roles=[role])
    return people


def _add_referrals(
    connection: Connection,
    partnership_id: UUID,
    made: list[DemoReferral],
    agencies: dict[str, UUID],
    services: dict[str, UUID],
    people: dict[str, UUID],
) -> None:
    """In four statements of many rows: the whole of two years takes a second."""
    heads, details, moves = [], [], []
    for item in made:
        referral_id = new_id()
        owner = (partnership_id, agencies[item.agency.slug], services[item.service.slug])
        heads.append(_head(owner, referral_id, item, people[item.agency.slug]))
        details.append(_details(owner, referral_id, item))
        for version in range(1, len(item.steps) + 1):
            moves.append(_move(owner, referral_id, item, version, people, agencies))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO referrals (partnership_id, agency_id, service_id, id, agency_reference, submitted_by, status,"
            " status_since, reason_code, referral_source, urgency, referred_on, received_at, first_answer_by,"
            " answer_deadline_at, awaiting_seconds, decided_at, content_digest, version, updated_at)"
            " VALUES (" + ", ".join(["%s"] * 20) + ")",
            heads,
        )
        cursor.executemany(
            "INSERT INTO referral_details (partnership_id, agency_id, service_id, id, full_name, date_of_birth,"
            " safe_contact, reason_codes, consent) VALUES (" + ", ".join(["%s"] * 9) + ")",
            details,
        )
        cursor.executemany(
            "INSERT INTO referral_transitions (partnership_id, agency_id, service_id, id, referral_id, version,"
            " from_status, to_status, reason_code, actor_id, actor_agency_id, occurred_at)"
            " VALUES (" + ", ".join(["%s"] * 12) + ")",
            moves,
        )



def _head(owner: Owner, referral_id: UUID, item: DemoReferral, sender: UUID) -> tuple[Any, ...]:
    first, last = item.steps[0], item.steps[-1]
    decided = next((step.at for step in item.steps if step.status in ("accepted", "declined")), None)
    deadline = answer_deadline(first.at, item.service.days)
    return (
        *owner, referral_id, item.reference, sender, last.status, last.at, last.reason_code,
        item.agency.referral_source, "routine", item.referred_on, first.at, answer_by(deadline), deadline, 0, decided,
        hashlib.sha256(item.reference.encode()).digest(), len(item.steps), last.at,
    )  # fmt: skip


def _details(owner: Owner, referral_id: UUID, item: DemoReferral) -> tuple[Any, ...]:
    contact = {"telephone": f"01632 960{item.number % 1000:03d}", "may_call": True}
    return (
        *owner, referral_id, item.full_name, item.date_of_birth, Jsonb(contact), [item.reason],
        Jsonb({"status": "given", "reason": None}),
    )  # fmt: skip


def _move(
    owner: Owner,
    referral_id: UUID,
    item: DemoReferral,
    version: int,
    people: dict[str, UUID],
    agencies: dict[str, UUID],
) -> tuple[Any, ...]:
    step = item.steps[version - 1]
    actor = people[item.service.slug if step.by_service else item.agency.slug]
    agency = agencies[item.service.agency if step.by_service else item.agency.slug]
    before = item.steps[version - 2].status if version > 1 else None
    return (
        *owner, new_id(), referral_id, version, before, step.status, step.reason_code, actor,
        agency, step.at,
    )  # fmt: skip
