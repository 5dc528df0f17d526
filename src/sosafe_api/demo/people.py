"""Who works in the demonstration: a program for each agency, caseworkers, panels, reviewers, every other role."""

from dataclasses import dataclass
from uuid import UUID

from sosafe_api import provisioning
from sosafe_api.demo import organisations as shape
from sosafe_api.domains.auth.rules import Role, permissions_of
from sosafe_api.provisioning import Connection

# What one of them prepared is approved by the second; these sit for different agencies.
COORDINATORS = (("", "council"), ("second-", "police"))


@dataclass(frozen=True, slots=True)
class Crew:
    """The ids of whoever sends and works on the fictional referrals, by the slug of agency or service; and the first
    agency's program with its secret.
    """

    ids: dict[str, UUID]
    program: provisioning.MadePrincipal


def principals(connection: Connection, partnership: str, *, secret: str | None = None) -> Crew:
    """Somebody in every role. `secret` is that of the first program; None makes a random one."""
    senders = _programs(connection, partnership, secret)
    workers = _caseworkers(connection, partnership)
    _of_panels(connection, partnership)
    _of_reviews(connection, partnership)
    for role in (
        Role.PARTNERSHIP_ADMIN,
        Role.ANALYST,
        Role.JOINT_ACTION_GROUP,
        Role.RESPONSIBLE_AUTHORITIES_GROUP,
        Role.SCRUTINY,
        Role.REFERRER,
    ):
        _user(connection, partnership, "council", role.value.replace("_", "-"), role)
    # Loads the council's referrals from its own system: may push them one by one, and import.
    loads = [Role.REFERRER, Role.ANALYST]
    provisioning.create_user(connection, partnership, "council", "records-officer", roles=loads)
    # An agency returns its own incidents.
    _user(connection, partnership, "police", shape.POLICE_ANALYST, Role.ANALYST)
    ids = {slug: made.id for slug, made in senders.items()} | workers
    return Crew(ids, senders[shape.AGENCIES[0].slug])


def known(connection: Connection, partnership: str) -> dict[str, UUID]:
    """The ids of those who are there already, as `principals` made them."""
    names = {agency.slug: _program(agency) for agency in shape.AGENCIES}
    names |= {service.slug: f"caseworker-{service.slug}" for service in shape.SERVICES}
    wanted = {f"{partnership}.{name}": slug for slug, name in names.items()}
    rows = connection.execute(
        "SELECT client_id, id FROM principals WHERE client_id = ANY (%s)", (sorted(wanted),)
    ).fetchall()
    return {wanted[client_id]: principal_id for client_id, principal_id in rows}


def _program(agency: shape.DemoAgency) -> str:
    return shape.CLIENT_NAME if agency is shape.AGENCIES[0] else f"{agency.slug}-system"


def _user(connection: Connection, partnership: str, agency: str, name: str, role: Role, **place: str) -> UUID:
    return provisioning.create_user(connection, partnership, agency, name, roles=[role], **place).id


def _programs(
    connection: Connection, partnership: str, secret: str | None
) -> dict[str, provisioning.MadePrincipal]:
    scopes = sorted(permission.value for permission in permissions_of(frozenset({Role.REFERRER_CLIENT})))
    return {
        agency.slug: provisioning.create_client(
            connection,
            partnership,
            agency.slug,
            _program(agency),
            roles=[Role.REFERRER_CLIENT],
            scopes=scopes,
            secret=secret if agency is shape.AGENCIES[0] else None,
        )
        for agency in shape.AGENCIES
    }


def _caseworkers(connection: Connection, partnership: str) -> dict[str, UUID]:
    """Two for each service: the work of one is approved by the other, and each side of a family has its own."""
    made = {}
    for item in shape.SERVICES:
        worker = f"caseworker-{item.slug}"
        made[item.slug] = _user(
            connection, partnership, item.agency, worker, Role.CASEWORKER, service=item.slug
        )
        _user(connection, partnership, item.agency, f"second-{worker}", Role.CASEWORKER, service=item.slug)
    _user(connection, partnership, "council", "duty-worker", Role.CASEWORKER, service=shape.PLACES_SERVICE)
    return made


def _of_panels(connection: Connection, partnership: str) -> None:
    """Two coordinators and a member for each panel."""
    for group in shape.GROUPS:
        if group.panel_kind is not None:
            for which, agency in COORDINATORS:
                name = f"{which}coordinator-{group.slug}"
                _user(connection, partnership, agency, name, Role.PANEL_COORDINATOR, group=group.slug)
            _user(
                connection, partnership, "police", f"member-{group.slug}", Role.PANEL_MEMBER, group=group.slug
            )


def _of_reviews(connection: Connection, partnership: str) -> None:
    for which, agency in COORDINATORS:
        name, group = f"{which}review-coordinator", shape.REVIEWING_GROUP
        _user(connection, partnership, agency, name, Role.REVIEW_COORDINATOR, group=group)
