"""What every use case of cases needs: the case, found or locked, its versions, how it is shown."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, TooMany
from sosafe_api.domains.agencies.service import ServiceOfferService
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.cases.errors import CaseNotOpen
from sosafe_api.domains.cases.models import Case, CasePerson, CaseWorker
from sosafe_api.domains.cases.repository import CaseRepository, FamilyRepository
from sosafe_api.domains.cases.rules import AT_WORK, CaseStatus, allowed_transitions
from sosafe_api.domains.people.service import PersonService
from sosafe_api.domains.referrals.service import FollowingService


class CaseServiceBase(RecordService):
    """The caller's services' cases. What hides a case (row security, exclusions) makes it absent."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = CaseRepository(context)
        self.families = FamilyRepository(context)
        self.referrals = FollowingService(context)
        self.people = PersonService(context)
        self.services = ServiceOfferService(context)

    async def found(self, case_id: UUID, *, lock: bool = False) -> Case:
        row = await self.repository.find(case_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def locked(self, case_id: UUID) -> Case:
        """The case, on the version that the caller states; raises `NotFound`, `PreconditionFailed`."""
        row = await self.found(case_id, lock=True)
        self.check(row, "case")
        return row

    @staticmethod
    def refuse_unless_at_work(row: Case) -> None:
        """Raises `CaseNotOpen` for a case whose work has ended."""
        if CaseStatus(row.status) not in AT_WORK:
            raise CaseNotOpen()

    @staticmethod
    def refuse_beyond(count: int, most: int, what: str) -> None:
        """Raises `TooMany`. The case is locked, so nobody adds at the same time."""
        if count > most:
            raise TooMany(most, what)

    async def alter(self, row: Case, event: str, **columns: Any) -> None:
        """Writes a new version of the locked case, with its change and its audit line."""
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at = self.context.now
        await self.announce(row, event, service_id=row.service_id)

    async def allowed(self, row: Case) -> list[CaseStatus]:
        """Where the caller may move the case now."""
        return allowed_transitions(
            CaseStatus(row.status),
            approval_required=await self.services.requires_closure_approval(row.service_id),
            asked_by_caller=row.closing_asked_by == self.actor.id,
        )

    def summary(self, row: Case) -> dict[str, Any]:
        return {
            "id": row.id,
            "service_id": row.service_id,
            "kind": row.kind,
            "access": row.access,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "opened_at": wire_instant(row.opened_at),
            "closed_at": wire_instant(row.closed_at) if row.closed_at else None,
            "ending": row.ending,
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "case"),
        }

    async def view(self, row: Case) -> dict[str, Any]:
        return {
            **self.summary(row),
            "referral_ids": [referral.id for referral in await self.referrals.of_case(row.id)],
            "people": [self.person_view(person) for person in await self.repository.people(row.id)],
            "workers": [self.worker_view(worker) for worker in await self.repository.workers(row.id)],
            "family_ids": list(await self.families.of_case(row.id)),
            "closing_asked_by": row.closing_asked_by,
            "allowed_transitions": await self.allowed(row),
        }

    def person_view(self, row: CasePerson) -> dict[str, Any]:
        return {
            "id": row.id,
            "person_id": row.person_id,
            "role": row.role,
            "etag": self.context.entity_tags.tag(row.id, 1, "case_person"),
        }

    def worker_view(self, row: CaseWorker) -> dict[str, Any]:
        return {
            "id": row.id,
            "principal_id": row.principal_id,
            "lead": row.lead,
            "started_at": wire_instant(row.started_at),
            "etag": self.tag(row, "case_worker"),
        }
