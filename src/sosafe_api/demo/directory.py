"""The demonstration's directory: agencies, services, groups with their seats, and one agreement."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sosafe_api import provisioning
from sosafe_api.core import clock
from sosafe_api.core.ids import new_id
from sosafe_api.demo import organisations as shape
from sosafe_api.provisioning import Connection, insert

MEMBERS_SINCE = date(2018, 4, 1)


def agency(connection: Connection, partnership: str, partnership_id: UUID, item: shape.DemoAgency) -> UUID:
    """`partnership` is its slug."""
    agency_id = provisioning.create_agency(connection, partnership, item.slug, name=item.name, kind=item.kind)
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


def service(
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
        kind=item.kind,
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


def group(
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
        panel_kind=item.panel_kind,
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


def agreement(connection: Connection, partnership_id: UUID, agencies: dict[str, UUID]) -> None:
    agreement_id = new_id()
    common: dict[str, Any] = {"partnership_id": partnership_id}
    insert(
        connection,
        "sharing_agreements",
        id=agreement_id,
        title="Information-sharing agreement of the partnership",
        starts_on=MEMBERS_SINCE,
        data_classes=["identity", "contact", "household", "support", "risk"],
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
