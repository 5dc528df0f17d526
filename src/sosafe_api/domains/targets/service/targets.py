"""A target of a year: proposed and changed by one, agreed by another, withdrawn for a reason; every version kept."""

from decimal import Decimal
from typing import Any

from sosafe_api.core.errors import FieldError, PreconditionFailed, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.targets.errors import TargetAgreedByTwo
from sosafe_api.domains.targets.models import KpiTarget, KpiTargetVersion
from sosafe_api.domains.targets.rules import Terms
from sosafe_api.domains.targets.schemas import KpiTargetIn, KpiTargetTransitionIn
from sosafe_api.domains.targets.service.reading import VIEW, Json, TargetReading, allowed
from sosafe_api.domains.targets.vocabulary import TargetStatus


class TargetService(TargetReading):
    """Each change is a version of its own: the row of the target is locked, and its versions are never changed."""

    async def propose(
        self, kpi_code: str, year: str, stated: KpiTargetIn, terms: Terms, *, only_new: bool
    ) -> tuple[Json, bool]:
        """The target as it stands then, and whether it is new.

        Raises `PreconditionFailed` when it is there already and must not be, or was changed meanwhile.
        """
        if only_new:
            row = await self._begun(kpi_code, year)
        else:
            row = await self.found(kpi_code, year, lock=True)
            self.check(row, VIEW)
            row.version += 1
            row.status = TargetStatus.PROPOSED.value
            row.updated_at = self.context.now
        self.repository.add(self._stated(row, stated, terms))
        await self.announce(row, "kpi_target.proposed")
        return await self.read(kpi_code, year), only_new

    async def _begun(self, kpi_code: str, year: str) -> KpiTarget:
        row = KpiTarget(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            kpi_code=kpi_code,
            financial_year=year,
            status=TargetStatus.PROPOSED.value,
            created_by=self.actor.id,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        if not await self.repository.claim(row):
            present = await self.found(kpi_code, year)
            detail = "The year has a target already: read it, and change it with `If-Match`."
            raise PreconditionFailed(detail, etag=self.tag(present, VIEW))
        return row

    def _stated(self, row: KpiTarget, stated: KpiTargetIn, terms: Terms) -> KpiTargetVersion:
        baseline = terms.baseline
        return KpiTargetVersion(
            **self._version_of(row, TargetStatus.PROPOSED),
            kind=stated.kind.value,
            value=terms.value,
            wanted=terms.wanted.value,
            percent_change=None if stated.percent_change is None else Decimal(str(stated.percent_change)),
            baseline_start=baseline.start if baseline else None,
            baseline_end=baseline.end if baseline else None,
            baseline_value=baseline.value if baseline else None,
            tolerance_percent=Decimal(str(stated.tolerance_percent)),
            owner_agency_id=stated.owner_agency_id,
            owner_group_id=stated.owner_group_id,
            **stated.smart.model_dump(),
        )

    def _version_of(self, row: KpiTarget, status: TargetStatus) -> Json:
        return {
            "partnership_id": row.partnership_id,
            "id": new_id(),
            "target_id": row.id,
            "number": row.version,
            "status": status.value,
            "changed_by": self.actor.id,
            "changed_at": self.context.now,
        }

    async def transition(self, kpi_code: str, year: str, wanted: KpiTargetTransitionIn) -> Json:
        """Raises `TransitionNotAllowed`, and `TargetAgreedByTwo` for the agreement of one's own proposal."""
        row = await self.found(kpi_code, year, lock=True)
        self.check(row, VIEW)
        if wanted.to not in allowed(row):
            raise TransitionNotAllowed(allowed_to=allowed(row))
        self._check_reason(wanted)
        latest = (await self.repository.versions(row.id))[-1]
        if wanted.to is TargetStatus.AGREED and self.actor.id in (row.created_by, latest.changed_by):
            raise TargetAgreedByTwo()
        row.version += 1
        row.status = wanted.to.value
        row.updated_at = self.context.now
        said: dict[str, Any] = {**latest.model_dump(), "reason": wanted.reason}
        self.repository.add(KpiTargetVersion(**(said | self._version_of(row, wanted.to))))
        await self.announce(row, f"kpi_target.{wanted.to.value}")
        return await self.read(kpi_code, year)

    @staticmethod
    def _check_reason(wanted: KpiTargetTransitionIn) -> None:
        withdrawing = wanted.to is TargetStatus.WITHDRAWN
        if withdrawing is (wanted.reason is not None):
            return
        code, detail = (
            ("missing", "Is needed to withdraw.")
            if withdrawing
            else ("unexpected", "Is for a withdrawal only.")
        )
        raise ValidationFailed(errors=[FieldError(code, detail, pointer="#/reason")])
