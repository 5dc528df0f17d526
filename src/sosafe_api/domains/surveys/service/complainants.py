"""Complainants' satisfaction: recorded against a closed case by whoever works on it, counted for all."""

from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, InvalidParameter, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.cases.rules import CaseKind, CaseStatus
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.surveys.errors import NotAClosedAsbCase
from sosafe_api.domains.surveys.models import ComplainantSurvey
from sosafe_api.domains.surveys.repository import ComplainantRepository
from sosafe_api.domains.surveys.rules.complainants import ComplainantFigure, complainant_figures
from sosafe_api.domains.surveys.schemas import ComplainantFigureQuery, ComplainantSurveyIn
from sosafe_api.domains.surveys.service.presenting import limits, percent

Json = dict[str, Any]
_BEFORE = FieldError("before_closure", "Must not be before the case was closed.", pointer="#/surveyed_on")
_NOT_OVER = FieldError("not_over", "Must be a year that is over.", parameter="year")


class ComplainantService(RecordService):
    """What hides a case hides what its complainants said; counts are the same for every reader."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cases = CaseService(context)
        self.repository = ComplainantRepository(context)

    async def add(self, case_id: UUID, wanted: ComplainantSurveyIn) -> Json:
        """Raises `NotAClosedAsbCase`, `ValidationFailed`, `ComplainantAlreadySurveyed`."""
        case = await self.cases.found(case_id, lock=True)
        closed = case.status == CaseStatus.CLOSED and case.closed_at is not None
        if not closed or case.kind != CaseKind.ANTI_SOCIAL_BEHAVIOUR or case.closed_at is None:
            raise NotAClosedAsbCase()
        if wanted.surveyed_on < london_date(case.closed_at):
            raise ValidationFailed(errors=[_BEFORE])
        row = ComplainantSurvey(
            **wanted.model_dump(exclude={"method", "satisfaction"}),
            method=wanted.method.value,
            satisfaction=wanted.satisfaction.value,
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            case_id=case.id,
            version=1,
            recorded_by=self.actor.id,
            recorded_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "complainant_survey.created", service_id=case.service_id)
        return _receipt(row)

    async def of_case(self, case_id: UUID) -> list[Json]:
        """The read is recorded before a byte leaves."""
        case = await self.cases.found(case_id)
        entry = Entry(
            operation="complainant_survey:read", object_type="case", object_id=case.id, field_set="F2"
        )
        await record(self.context, entry)
        return [{**_receipt(row), **_said(row)} for row in await self.repository.of_case(case.id)]

    async def figures(self, query: ComplainantFigureQuery) -> Json:
        """Of a whole year that is over: years share no day, so none gives another away.

        A case hidden from the reader counts as well: two readers' counts would differ by it, and tell of it.
        """
        present = london_date(self.context.now).year
        year = query.year or present - 1
        if year >= present:
            raise InvalidParameter(errors=[_NOT_OVER])
        start, after = date(year, 1, 1), date(year + 1, 1, 1)
        async with self.transaction.widened(reach="partnership", excluded_ids=()):
            said = await self.repository.said(start, after)
        surveyed, figures = complainant_figures(said)
        return {
            "starts_on": start,
            "ends_on": date(year, 12, 31),
            "surveyed": surveyed,
            "data": [_figure(each) for each in figures],
        }


def _receipt(row: ComplainantSurvey) -> Json:
    return {
        "id": row.id,
        "complainant_number": row.complainant_number,
        "recorded_at": wire_instant(row.recorded_at),
    }


def _said(row: ComplainantSurvey) -> Json:
    return {
        "surveyed_on": row.surveyed_on,
        "method": row.method,
        "satisfaction": row.satisfaction,
        "would_report_again": row.would_report_again,
        "feels_safer": row.feels_safer,
        "further_case": row.further_case,
    }


def _figure(figure: ComplainantFigure) -> Json:
    share = None
    if figure.numerator is not None and figure.denominator:
        share = percent(figure.numerator / figure.denominator)
    return {
        "measure": figure.measure,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "percent": share,
        "interval": limits(figure.interval),
        "small_base": figure.small_base,
        "suppressed": figure.numerator is None,
    }
