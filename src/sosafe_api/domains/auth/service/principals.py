"""Who may work with the service, and in which roles: an administrator's use cases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.clock import london_date, true_now, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, Conflict, FieldError, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.models import Principal, RoleAssignment
from sosafe_api.domains.auth.repository import PartnershipRepository, PrincipalRepository
from sosafe_api.domains.auth.rules import (
    GIVEN_BY_THE_OPERATOR,
    Role,
    assignment_errors,
    overlaps,
    period_errors,
)
from sosafe_api.domains.auth.schemas import (
    PrincipalIn,
    PrincipalPatch,
    PrincipalQuery,
    RoleAssignmentIn,
    RoleAssignmentPatch,
)
from sosafe_api.domains.auth.service.records import RecordService

_BY_THE_OPERATOR = FieldError(
    "given_by_the_operator", "Whoever runs the installation gives this role, on the word of two.", "#/role"
)
_BEFORE_START = FieldError("before_start", "Must not be before `starts_on`.", "#/ends_on")
OWN_RIGHTS = "Nobody changes their own rights: ask another administrator."
HELD_ALREADY = "The role is held already on some of these days: move the end of that assignment."


class PrincipalService(RecordService):
    """Rights are read at each request, so a change counts from the next one on."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = PrincipalRepository(context)

    async def page(self, query: PrincipalQuery) -> Page[dict[str, Any]]:
        async def read(query: PrincipalQuery, after: Any) -> list[Principal]:
            return await self.repository.page(query, after, self._today)

        page = await self.paged(query, read, "id")
        return Page(await self._views(page.rows), page.next_cursor)

    async def read(self, principal_id: UUID) -> dict[str, Any]:
        return await self._view(await self._found(principal_id))

    async def create(self, wanted: PrincipalIn) -> dict[str, Any]:
        """A person without any role yet. Raises `Conflict` for a name that is taken."""
        own = await PartnershipRepository(self.context).own()
        row = Principal(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            kind=PrincipalKind.USER.value,
            client_id=f"{own.slug}.{wanted.name}",
            agency_id=wanted.agency_id,
            scopes=[],
            tokens_valid_after=datetime.fromtimestamp(0, UTC),
            created_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "principal.created")
        return await self._view(row)

    async def update(self, principal_id: UUID, patch: PrincipalPatch) -> dict[str, Any]:
        """Raises `BusinessRule` for one's own record."""
        row = await self._found(principal_id, lock=True)
        self.check(row, "principal")
        wanted = patch.active if "active" in patch.model_fields_set else _active(row)
        if wanted is not _active(row):
            self._refuse_own(row.id)
            ended = {"disabled_at": self.context.now, "tokens_valid_after": next_second(true_now())}
            columns = {"disabled_at": None} if wanted else ended
            await self.change(row, columns, "principal.enabled" if wanted else "principal.disabled")
        return await self._view(row)

    async def assign(self, principal_id: UUID, wanted: RoleAssignmentIn) -> dict[str, Any]:
        """Raises `ValidationFailed`, `BusinessRule` for one's own, `Conflict` where the role is held already."""
        holder = await self._found(principal_id, lock=True)
        self._refuse_own(holder.id)
        row = RoleAssignment(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            principal_id=holder.id,
            role=wanted.role.value,
            service_id=wanted.service_id,
            group_id=wanted.group_id,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
        )
        errors = assignment_errors(
            PrincipalKind(holder.kind),
            wanted.role,
            service=wanted.service_id is not None,
            group=wanted.group_id is not None,
        )
        if wanted.role in GIVEN_BY_THE_OPERATOR:
            errors.append(_BY_THE_OPERATOR)
        errors += period_errors(wanted.starts_on, wanted.ends_on)
        await self._check(row, wanted.ends_on, errors)
        await self.repository.add(row)
        await self.announce(row, "role_assignment.created")
        return self._assignment(row)

    async def move_end(self, assignment_id: UUID, patch: RoleAssignmentPatch) -> dict[str, Any]:
        """Raises as `assign` does."""
        row = await self.repository.assignment(assignment_id)
        if row is None:
            raise NotFound()
        self.check(row, "role_assignment")
        changes = self.changes(row, patch)
        if changes:
            self._refuse_own(row.principal_id)
            await self._found(row.principal_id, lock=True)
            await self._check(row, changes["ends_on"], self._end_errors(row, changes["ends_on"]))
        await self.change(row, changes, "role_assignment.updated")
        return self._assignment(row)

    def _end_errors(self, row: RoleAssignment, ends_on: date | None) -> list[FieldError]:
        """A role given by mistake ends on the day on which it began, and is held no more."""
        errors = [_BEFORE_START] if ends_on is not None and ends_on < row.starts_on else []
        longer = ends_on is None or (row.ends_on is not None and ends_on > row.ends_on)
        if longer and Role(row.role) in GIVEN_BY_THE_OPERATOR:
            errors.append(replace(_BY_THE_OPERATOR, pointer="#/ends_on"))
        return errors

    async def _check(self, row: RoleAssignment, ends_on: date | None, errors: list[FieldError]) -> None:
        if errors:
            raise ValidationFailed(errors=errors)
        for other in await self.repository.same(row):
            if overlaps((row.starts_on, ends_on), (other.starts_on, other.ends_on)):
                raise Conflict(HELD_ALREADY)

    def _refuse_own(self, principal_id: UUID) -> None:
        if principal_id == self.actor.id:
            raise BusinessRule(OWN_RIGHTS)

    @property
    def _today(self) -> date:
        return london_date(self.context.now)

    async def _found(self, principal_id: UUID, *, lock: bool = False) -> Principal:
        row = await self.repository.find(principal_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def _view(self, row: Principal) -> dict[str, Any]:
        return (await self._views([row]))[0]

    async def _views(self, rows: Sequence[Principal]) -> list[dict[str, Any]]:
        held: dict[UUID, list[dict[str, Any]]] = {}
        for assignment in await self.repository.not_ended([row.id for row in rows], self._today):
            held.setdefault(assignment.principal_id, []).append(self._assignment(assignment))
        return [
            {
                "id": row.id,
                "kind": row.kind,
                "client_id": row.client_id,
                "agency_id": row.agency_id,
                "active": _active(row),
                "roles": held.get(row.id, []),
                "created_at": wire_instant(row.created_at),
                "etag": self.tag(row, "principal"),
            }
            for row in rows
        ]

    def _assignment(self, row: RoleAssignment) -> dict[str, Any]:
        return {
            "id": row.id,
            "principal_id": row.principal_id,
            "role": Role(row.role),
            "service_id": row.service_id,
            "group_id": row.group_id,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "etag": self.tag(row, "role_assignment"),
        }


def next_second(instant: datetime) -> datetime:
    """Tokens say when they were issued in whole seconds: one of this very second ends as well."""
    return instant.replace(microsecond=0) + timedelta(seconds=1)


def _active(row: Principal) -> bool:
    return row.disabled_at is None
