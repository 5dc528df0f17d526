"""Who is asking: established once a request, passed everywhere, never changed."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from sosafe_api.core.errors import InsufficientScope, NotPermitted
from sosafe_api.core.permissions import Permission


class PrincipalKind(StrEnum):
    """Whether tokens are given to a program or to a person."""

    CLIENT = "client"
    USER = "user"


@dataclass(frozen=True, slots=True)
class AllowedPurpose:
    """One purpose for which an agreement in force lets the actor's agency read."""

    code: str
    agreement_id: UUID
    lawful_basis: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a program, with the rights that the database holds for it at this request.

    `permissions` is what the roles allow, `scope` what the token was issued for; both must agree.
    `authenticated_at` is when the person last proved who they are, in seconds since 1970. `in_test_mode` says that the
    partnership's people are fictional; only then may its clock be ahead of the true one.
    """

    id: UUID
    kind: PrincipalKind
    client_id: str
    partnership_id: UUID
    agency_id: UUID
    roles: frozenset[str]
    permissions: frozenset[Permission]
    scope: frozenset[str]
    service_ids: tuple[UUID, ...] = ()
    group_ids: tuple[UUID, ...] = ()
    purposes: tuple[AllowedPurpose, ...] = field(default=(), repr=False)
    authenticated_at: int | None = None
    in_test_mode: bool = False
    clock_ahead: timedelta = timedelta(0)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions and permission in self.scope

    def require(self, permission: Permission) -> None:
        """Raises `InsufficientScope` for the token's limits, `NotPermitted` for the role's."""
        if permission not in self.scope:
            raise InsufficientScope(scope=permission.value)
        if permission not in self.permissions:
            raise NotPermitted()

    def purpose(self, code: str) -> AllowedPurpose | None:
        return next((purpose for purpose in self.purposes if purpose.code == code), None)


class VerifiedToken(Protocol):
    """What core needs of an access token whose signature and claims were checked."""

    @property
    def subject(self) -> UUID: ...
    @property
    def client_id(self) -> str: ...
    @property
    def partnership_id(self) -> UUID: ...
    @property
    def scope(self) -> frozenset[str]: ...
    @property
    def token_id(self) -> str: ...
    @property
    def issued_at(self) -> int: ...
    @property
    def authenticated_at(self) -> int | None: ...
