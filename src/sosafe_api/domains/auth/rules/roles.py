"""Which roles go together: who sends, who sits in a group, which are held by programs."""

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.errors import FieldError
from sosafe_api.domains.auth.vocabulary import Role

SENDERS = frozenset({Role.REFERRER, Role.REFERRER_CLIENT})
PANEL_ROLES = frozenset({Role.PANEL_COORDINATOR, Role.PANEL_MEMBER})
GROUP_ROLES = PANEL_ROLES | {Role.REVIEW_COORDINATOR}  # held in a group, which must be named
# Whoever holds one of these does what a panel asks of their agency.
ACTING_FOR_AGENCIES = PANEL_ROLES | {Role.CASEWORKER, Role.JOINT_ACTION_GROUP}
CLIENT_ROLES = frozenset({Role.REFERRER_CLIENT, Role.IMPORT_CLIENT, Role.INDICATOR_READER})
# These reach what services and panels know of people, or give roles themselves: one administrator alone gives none of
# them. Whoever runs the installation does, on the word of two.
GIVEN_BY_THE_OPERATOR = GROUP_ROLES | {Role.CASEWORKER, Role.PARTNERSHIP_ADMIN, Role.REFERRER}


def assignment_errors(kind: PrincipalKind, role: Role, *, service: bool, group: bool) -> list[FieldError]:
    """What is wrong with a role for a program or a person, and with the service or group that it names or not."""
    errors = []
    if (role in CLIENT_ROLES) is not (kind is PrincipalKind.CLIENT):
        holder = "a program" if role in CLIENT_ROLES else "a person"
        errors.append(FieldError("not_for_this_kind", f"This role is held by {holder}.", "#/role"))
    for name, wanted, stated in (
        ("service_id", role is Role.CASEWORKER, service),
        ("group_id", role in GROUP_ROLES, group),
    ):
        if wanted and not stated:
            errors.append(FieldError("required", "This role is held there only: name it.", f"#/{name}"))
        if stated and not wanted:
            errors.append(FieldError("not_wanted", "This role names none.", f"#/{name}"))
    return errors
