"""Exclusions: declared by anybody for themselves or by an administrator, lifted by two."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.sharing.models import Exclusion
from sosafe_api.domains.sharing.repository import ExclusionRepository
from sosafe_api.domains.sharing.rules import may_move_exclusion
from sosafe_api.domains.sharing.schemas import ExclusionIn, ExclusionQuery, ExclusionTransitionIn
from sosafe_api.domains.sharing.vocabulary import ExclusionStatus


class ExclusionService(RecordService):
    """Whether the record exists is never looked at: whoever declares learns nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = ExclusionRepository(context)

    async def declare(self, wanted: ExclusionIn) -> dict[str, Any]:
        """Raises `ValidationFailed`, and `Conflict` where the caller declared the same before."""
        principal_id = wanted.principal_id or self.actor.id
        if principal_id != self.actor.id and not self.actor.may(Permission.EXCLUSION_MANAGE):
            detail = "Must be yourself; for somebody else an administrator declares it."
            raise ValidationFailed(errors=[FieldError("not_yourself", detail, pointer="#/principal_id")])
        row = Exclusion(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            principal_id=principal_id,
            subject_type=wanted.subject_type.value,
            subject_id=wanted.subject_id,
            reason_code=wanted.reason_code.value,
            declared_by=self.actor.id,
            declared_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "exclusion.created")
        return _declared(row)

    async def read(self, exclusion_id: UUID) -> dict[str, Any]:
        return self._view(await self._found(exclusion_id))

    async def page(self, query: ExclusionQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def transition(self, exclusion_id: UUID, wanted: ExclusionTransitionIn) -> dict[str, Any]:
        """Raises `NotFound`, `PreconditionFailed`, `TransitionNotAllowed`, `ValidationFailed`."""
        row = await self._found(exclusion_id, lock=True)
        self.check(row, "exclusion")
        if wanted.to not in self._allowed(row):
            raise TransitionNotAllowed(allowed_to=self._allowed(row))
        requested = wanted.to is ExclusionStatus.LIFTING_REQUESTED
        if requested and wanted.reason_code is None:
            raise ValidationFailed(errors=[_REASON_NEEDED])
        if wanted.to is ExclusionStatus.LIFTED:
            columns: dict[str, Any] = {"lifted_by": self.actor.id, "lifted_at": self.context.now}
        else:
            columns = {
                "lifting_reason_code": wanted.reason_code.value if requested and wanted.reason_code else None,
                "lifting_requested_by": self.actor.id if requested else None,
                "lifting_requested_at": self.context.now if requested else None,
            }
        await self.change(row, columns, f"exclusion.{wanted.to.value}")
        return self._view(row)

    async def _found(self, exclusion_id: UUID, *, lock: bool = False) -> Exclusion:
        row = await self.repository.find(exclusion_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _allowed(self, row: Exclusion) -> list[ExclusionStatus]:
        following = may_move_exclusion(
            _status(row), asked_by=row.lifting_requested_by, excluded=row.principal_id, mover=self.actor.id
        )
        return [status for status in ExclusionStatus if status in following]

    def _view(self, row: Exclusion) -> dict[str, Any]:
        requested, lifted = row.lifting_requested_at, row.lifted_at
        return {
            **_declared(row),
            "declared_by": row.declared_by,
            "status": _status(row),
            "lifting_reason_code": row.lifting_reason_code,
            "lifting_requested_by": row.lifting_requested_by,
            "lifting_requested_at": wire_instant(requested) if requested else None,
            "lifted_by": row.lifted_by,
            "lifted_at": wire_instant(lifted) if lifted else None,
            "allowed_transitions": self._allowed(row),
            "etag": self.tag(row, "exclusion"),
        }


_REASON_NEEDED = FieldError(
    "reason_required", "Must say why the exclusion is to be lifted.", pointer="#/reason_code"
)


def _status(row: Exclusion) -> ExclusionStatus:
    if row.lifted_at is not None:
        return ExclusionStatus.LIFTED
    asked = row.lifting_requested_at is not None
    return ExclusionStatus.LIFTING_REQUESTED if asked else ExclusionStatus.IN_FORCE


def _declared(row: Exclusion) -> dict[str, Any]:
    return {
        "id": row.id,
        "principal_id": row.principal_id,
        "subject_type": row.subject_type,
        "subject_id": row.subject_id,
        "reason_code": row.reason_code,
        "declared_at": wire_instant(row.declared_at),
    }
