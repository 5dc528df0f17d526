"""What crosses the wire about principals and the roles that they hold."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema, Slug
from sosafe_api.domains.auth.schemas.records import RecordQuery, kept, page_example
from sosafe_api.domains.auth.vocabulary import Role

MOST_ROLES = 200
ASSIGNMENT: dict[str, Any] = {
    "role": "analyst",
    "service_id": None,
    "group_id": None,
    "starts_on": "2026-11-02",
    "ends_on": None,
}
ASSIGNMENT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000b9",
    "principal_id": "019a0000-0000-7000-8000-0000000000b1",
    **ASSIGNMENT,
    "etag": '"00112233445566778899"',
}
PERSON: dict[str, Any] = {"name": "caseworker-7", "agency_id": "019a0000-0000-7000-8000-0000000000bb"}
PRINCIPAL: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000b1",
    "kind": "user",
    "client_id": "example.caseworker-7",
    "agency_id": PERSON["agency_id"],
    "active": True,
    "roles": [ASSIGNMENT_OUT],
    "created_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}
_SERVICE = "The service that a caseworker works for; null with every other role."
_GROUP = "The group in which somebody of a panel or of reviews sits; null with every other role."
_ENDS = "The day from which it is no longer held."
_KIND = "`client`: a program. `user`: a person."


class PrincipalIn(Schema):
    """A person who is to work with the service. Programs, which have keys, are registered by the operator."""

    model_config = ConfigDict(json_schema_extra={"examples": [PERSON]})
    name: Slug = Field(description="An identifier that is not the person's name, like `caseworker-7`.")
    agency_id: UUID = Field(description="The agency that the person works for.")


class PrincipalPatch(Schema):
    """Ends what somebody may do, or lets them work again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"active": False}]})
    active: bool = kept(description="False ends every token at its next request and refuses new ones.")


class RoleAssignmentIn(Schema):
    """A role that somebody is to hold from a day on."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASSIGNMENT]})
    role: Role = Field(
        description="The role; `/docs/roles` says what each may do. Roles that reach what is known of people, and the"
        " administrator's, are given by whoever runs the installation."
    )
    service_id: UUID | None = Field(None, description=_SERVICE)
    group_id: UUID | None = Field(None, description=_GROUP)
    starts_on: Day = Field(description="The first day on which it is held.")
    ends_on: Day | None = Field(None, description=_ENDS)


class RoleAssignmentPatch(Schema):
    """Ends a role, or moves or clears its end. Another role is another assignment."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2030-04-01"}]})
    ends_on: Day | None = Field(None, description=f"{_ENDS} Null for no end.")


class PrincipalQuery(RecordQuery):
    """Which principals are listed. Role, service and group are those of one role, held today."""

    kind: PrincipalKind | None = Field(None, description=_KIND)
    agency_id: UUID | None = Field(None, description="Of this agency.")
    active: bool | None = Field(None, description="Whether they can be given tokens.")
    role: Role | None = Field(None, description="Who hold this role today.")
    service_id: UUID | None = Field(None, description="Who hold a role for this service today.")
    group_id: UUID | None = Field(None, description="Who hold a role in this group today.")


class RoleAssignmentOut(Out):
    """A role, from one day to another."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASSIGNMENT_OUT]})
    id: UUID = Field(description="The assignment's identifier.")
    principal_id: UUID = Field(description="Who holds it.")
    role: Role = Field(description="The role.")
    service_id: UUID | None = Field(description=_SERVICE)
    group_id: UUID | None = Field(description=_GROUP)
    starts_on: date = Field(description="The first day on which it is held.")
    ends_on: date | None = Field(description=_ENDS)
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class PrincipalOut(Out):
    """A program or a person that can be given tokens. No name of a person is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [PRINCIPAL]})
    id: UUID = Field(description="The principal's identifier; a duty roster names it.")
    kind: PrincipalKind = Field(description=_KIND)
    client_id: str = Field(max_length=127, description="The identifier by which people know them.")
    agency_id: UUID = Field(description="The agency that the principal acts for.")
    active: bool = Field(description="Whether they can be given tokens.")
    roles: list[RoleAssignmentOut] = Field(
        max_length=MOST_ROLES, description="What they hold today or later; roles that ended are left out."
    )
    created_at: InstantOut = Field(description="When they were registered.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change `active`.")


class PrincipalPage(Out):
    """A page of the list of principals."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/principals", PRINCIPAL))
    data: list[PrincipalOut] = Field(max_length=200, description="The principals, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
