"""Needs of a case, and the goals that answer them."""

from typing import Any

from sosafe_api.domains.cases.models import Case, CaseGoal, CaseNeed
from sosafe_api.domains.cases.schemas import CaseGoalIn, CaseNeedIn
from sosafe_api.domains.cases.service.work import CaseRecordService


class CaseNeedService(CaseRecordService[CaseNeed]):
    """What the case, or somebody of it, needs."""

    table, resource = CaseNeed, "case_need"

    async def columns(self, case: Case, wanted: CaseNeedIn) -> dict[str, Any]:
        await self.refuse_strangers(case, wanted.person_id)
        return {
            "kind": wanted.kind.value,
            "person_id": wanted.person_id,
            "status": wanted.status.value,
            "identified_on": wanted.identified_on,
            "note": wanted.note,
        }

    def shown(self, row: CaseNeed) -> dict[str, Any]:
        return {
            "kind": row.kind,
            "person_id": row.person_id,
            "status": row.status,
            "identified_on": row.identified_on,
            "note": row.note,
        }


class CaseGoalService(CaseRecordService[CaseGoal]):
    """What is to be reached, by when."""

    table, resource = CaseGoal, "case_goal"

    async def columns(self, case: Case, wanted: CaseGoalIn) -> dict[str, Any]:
        await self.refuse_foreign(case, CaseNeed, wanted.need_id, "#/need_id")
        return {
            "goal": wanted.goal,
            "measure": wanted.measure,
            "target_on": wanted.target_on,
            "need_id": wanted.need_id,
            "progress": wanted.progress.value,
        }

    def shown(self, row: CaseGoal) -> dict[str, Any]:
        return {
            "goal": row.goal,
            "measure": row.measure,
            "target_on": row.target_on,
            "need_id": row.need_id,
            "progress": row.progress,
        }
