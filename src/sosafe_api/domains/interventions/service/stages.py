"""The stage of an ASB case: kept here beside the case, whose own status the domain of cases keeps."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.cases.rules import CaseKind
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.interventions.models import AsbCase, EnforcementTransition
from sosafe_api.domains.interventions.rules import lives
from sosafe_api.domains.interventions.schemas import AsbStageTransitionIn
from sosafe_api.domains.interventions.service import views
from sosafe_api.domains.interventions.service.base import EnforcementService, refuse
from sosafe_api.domains.interventions.vocabulary import AsbStage


class StageService(EnforcementService):
    """A case of another kind has no stage. Each move locks the case, so that the first one is made once."""

    async def read(self, case_id: UUID) -> dict[str, Any]:
        case = await self._case(case_id)
        return await self._view(case_id, await self._stage(case))

    async def transition(self, case_id: UUID, wanted: AsbStageTransitionIn) -> dict[str, Any]:
        """Answers the stage after the move; raises `TransitionNotAllowed` and `ValidationFailed`."""
        case = await self._case(case_id, lock=True)
        row = await self._stage(case)
        self.context.entity_tags.check(self.context.if_match, self._tag(row))
        stage = AsbStage(row.stage)
        if wanted.to not in lives.ASB_STAGE[stage]:
            raise TransitionNotAllowed(allowed_to=lives.allowed(lives.ASB_STAGE, stage))
        refuse(_reason_errors(wanted))
        reason = wanted.reason_code.value if wanted.reason_code else None
        line = EnforcementTransition(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            case_id=case_id,
            from_code=stage.value,
            to_code=wanted.to.value,
            reason_code=reason,
            occurred_at=self.context.now,
            actor_id=self.actor.id,
        )
        await self.repository.add(line)
        columns = {"stage": wanted.to.value, "stage_since": self.context.now, "closed_as": reason}
        if row.version == 0:
            await self.repository.add(row)
        await self.changed(row, columns, "asb_case.moved", service_id=case.service_id)
        return await self._view(case_id, row)

    async def _case(self, case_id: UUID, *, lock: bool = False) -> Any:
        case = await CaseService(self.context).found(case_id, lock=lock)
        if case.kind != CaseKind.ANTI_SOCIAL_BEHAVIOUR:
            raise NotFound()
        return case

    async def _stage(self, case: Any) -> AsbCase:
        """The stored stage, or the first one, which no row holds until the case moves on."""
        found = await self.repository.stage(case.id)
        return found or AsbCase(
            partnership_id=case.partnership_id,
            id=new_id(),
            case_id=case.id,
            stage=AsbStage.REPORTED.value,
            stage_since=case.opened_at,
            version=0,
            updated_at=self.context.now,
        )

    def _tag(self, row: AsbCase) -> str:
        return self.context.entity_tags.tag(row.case_id, row.version, "asb_stage")

    async def _view(self, case_id: UUID, row: AsbCase) -> dict[str, Any]:
        return {
            "case_id": case_id,
            "stage": row.stage,
            "stage_since": wire_instant(row.stage_since),
            "closed_as": row.closed_as,
            "moves": [views.stage_move(each) for each in await self.repository.moves(case_id, None)],
            "allowed_transitions": lives.allowed(lives.ASB_STAGE, AsbStage(row.stage)),
            "etag": self._tag(row),
        }


def _reason_errors(wanted: AsbStageTransitionIn) -> list[FieldError]:
    closing = wanted.to is AsbStage.CLOSED
    if closing and wanted.reason_code is None:
        return [FieldError("required", "Must be given when a case is closed.", "#/reason_code")]
    if not closing and wanted.reason_code is not None:
        return [FieldError("not_wanted", "Must not be given for this stage.", "#/reason_code")]
    return []
