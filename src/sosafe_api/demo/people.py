"""Who works in the demonstration: a program for each agency, caseworkers, panels, reviewers, every other role."""

from uuid import UUID

from sosafe_api import provisioning
from sosafe_api.demo import organisations as shape
from sosafe_api.domains.auth.rules import Role, permissions_of
from sosafe_api.provisioning import Connection

# What one of them prepared is approved by the second; these sit for different agencies.
COORDINATORS = (("", "council"), ("second-", "police"))


def principals(connection: Connection) -> dict[str, UUID]:
    """The ids of whoever sends and works on the fictional referrals, by the slug of agency or service."""
    senders = _programs(connection)
    workers = _caseworkers(connection)
    _of_panels(connection)
    _of_reviews(connection)
    for role in (
        Role.PARTNERSHIP_ADMIN,
        Role.ANALYST,
        Role.JOINT_ACTION_GROUP,
        Role.RESPONSIBLE_AUTHORITIES_GROUP,
        Role.SCRUTINY,
        Role.REFERRER,
    ):
        _user(connection, "council", role.value.replace("_", "-"), role)
    # Loads the council's referrals from its own system: may push them one by one, and import.
    loads = [Role.REFERRER, Role.ANALYST]
    provisioning.create_user(connection, shape.SLUG, "council", "records-officer", roles=loads)
    _user(connection, "police", shape.POLICE_ANALYST, Role.ANALYST)  # an agency returns its own incidents
    return senders | workers


def _user(connection: Connection, agency: str, name: str, role: Role, **place: str) -> UUID:
    return provisioning.create_user(connection, shape.SLUG, agency, name, roles=[role], **place).id


def _programs(connection: Connection) -> dict[str, UUID]:
    scopes = sorted(permission.value for permission in permissions_of(frozenset({Role.REFERRER_CLIENT})))
    return {
        agency.slug: provisioning.create_client(
            connection,
            shape.SLUG,
            agency.slug,
            shape.CLIENT_NAME if first else f"{agency.slug}-system",
            roles=[Role.REFERRER_CLIENT],
            scopes=scopes,
            secret=shape.CLIENT_SECRET if first else None,
        ).id
        for first, agency in ((agency is shape.AGENCIES[0], agency) for agency in shape.AGENCIES)
    }


def _caseworkers(connection: Connection) -> dict[str, UUID]:
    """Two for each service: the work of one is approved by the other, and each side of a family has its own."""
    made = {}
    for item in shape.SERVICES:
        worker = f"caseworker-{item.slug}"
        made[item.slug] = _user(connection, item.agency, worker, Role.CASEWORKER, service=item.slug)
        _user(connection, item.agency, f"second-{worker}", Role.CASEWORKER, service=item.slug)
    _user(connection, "council", "duty-worker", Role.CASEWORKER, service=shape.PLACES_SERVICE)
    return made


def _of_panels(connection: Connection) -> None:
    """Two coordinators and a member for each panel."""
    for group in shape.GROUPS:
        if group.panel_kind is not None:
            for which, agency in COORDINATORS:
                name = f"{which}coordinator-{group.slug}"
                _user(connection, agency, name, Role.PANEL_COORDINATOR, group=group.slug)
            _user(connection, "police", f"member-{group.slug}", Role.PANEL_MEMBER, group=group.slug)


def _of_reviews(connection: Connection) -> None:
    for which, agency in COORDINATORS:
        name, group = f"{which}review-coordinator", shape.REVIEWING_GROUP
        _user(connection, agency, name, Role.REVIEW_COORDINATOR, group=group)
