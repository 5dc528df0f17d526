"""Work with a family: its assessment and plan, and whether it counts as a success."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core import outbox
from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.cases.rules import CaseStatus
from sosafe_api.domains.outcomes.repository import AssessmentRow, ResultRow
from sosafe_api.domains.outcomes.rules.family import HELD_FOR_MONTHS, FamilyWork, success_of
from sosafe_api.domains.outcomes.rules.follow_ups import due_day
from sosafe_api.domains.outcomes.rules.results import FAMILY
from sosafe_api.domains.outcomes.schemas import FamilyAssessmentIn
from sosafe_api.domains.outcomes.service.results import ResultService
from sosafe_api.domains.outcomes.vocabulary import MeasurementPoint, ResultArea, ResultValue

_TOO_EARLY = FieldError("before_assessment", "Must not be before the assessment.", "#/plan_agreed_on")


class FamilyService(ResultService):
    """The verdict is computed each time from what is on record; nobody states it."""

    async def assess(self, case_id: UUID, wanted: FamilyAssessmentIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a plan that was agreed before the assessment."""
        case = await self.cases.found(case_id, lock=True)
        if wanted.plan_agreed_on is not None and wanted.plan_agreed_on < wanted.assessed_on:
            raise ValidationFailed(errors=[_TOO_EARLY])
        row = AssessmentRow(
            id=new_id(),
            case_id=case.id,
            whole_family=wanted.whole_family,
            assessed_on=wanted.assessed_on,
            plan_agreed_on=wanted.plan_agreed_on,
            recorded_at=self.context.now,
        )
        await self.repository.add_assessment(row)
        await outbox.emit(self.context, "family_assessment.created", row.id, 1, service_id=case.service_id)
        entry = Entry(operation="family_assessment:create", object_type="family_assessment", object_id=row.id)
        await record(self.context, entry)
        return {**row._asdict(), "recorded_at": wire_instant(row.recorded_at)}

    async def success(self, case_id: UUID) -> dict[str, Any]:
        """The verdict with its reasons; the read is recorded."""
        case = await self.cases.found(case_id)
        entry = Entry(operation="family_success:read", object_type="case", object_id=case.id, field_set="F3")
        await record(self.context, entry)
        assessment = await self.repository.latest_assessment(case.id)
        rows = await self.measured(case.id)
        closed = case.status == CaseStatus.CLOSED and case.closed_at is not None
        closed_on = london_date(case.closed_at) if closed and case.closed_at else None
        work = FamilyWork(
            needs=needs_in(rows),
            whole_family_assessed=assessment is not None and assessment.whole_family,
            planned=assessment is not None and assessment.plan_agreed_on is not None,
            lead_worker=await self.repository.was_led(case.id),
            closed_on=closed_on,
            measured=last_measured(rows),
        )
        verdict, reasons = success_of(work)
        return {
            "case_id": case.id,
            "verdict": verdict,
            "needs": sorted(work.needs),
            "held_from": due_day(closed_on, HELD_FOR_MONTHS) if closed_on else None,
            "reasons": [{"code": reason.code, "area": reason.area} for reason in reasons],
        }


def needs_in(rows: list[ResultRow]) -> frozenset[ResultArea]:
    found = {ResultArea(row.area) for row in rows if row.point == MeasurementPoint.BASELINE}
    return frozenset(found & FAMILY)


def last_measured(rows: list[ResultRow]) -> dict[ResultArea, tuple[date, ResultValue]]:
    """Of each headline outcome, what was found last after closure."""
    later = [row for row in rows if row.point == MeasurementPoint.FOLLOW_UP]
    found = sorted(later, key=lambda row: (row.measured_on, row.follow_up_months or 0))
    return {ResultArea(row.area): (row.measured_on, ResultValue(row.value)) for row in found}
