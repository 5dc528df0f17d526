"""Results of a case: stated, corrected with every version kept, told to the senders of its referrals."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sosafe_api.core.audit_trail import Entry, record
from sosafe_api.core.clock import london_date, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, NotFound, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.cases.models import Case, CaseNeed
from sosafe_api.domains.cases.rules import CaseStatus
from sosafe_api.domains.cases.service import CaseNeedService, CaseService
from sosafe_api.domains.outcomes.repository import ResultRepository, ResultRow
from sosafe_api.domains.outcomes.rules.results import Measurement, result_codes, result_errors
from sosafe_api.domains.outcomes.schemas import ResultIn, ResultPatch
from sosafe_api.domains.outcomes.schemas.results import MOST_RESULTS, MOST_VERSIONS
from sosafe_api.domains.outcomes.vocabulary import MeasurementPoint, ResultArea, ResultValue
from sosafe_api.domains.referrals.service import FollowingService

_FIRST = 1


class ResultService(RecordService):
    """Each write locks the case, so that two never state or correct the same thing at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cases = CaseService(context)
        self.needs = CaseNeedService(context)
        self.referrals = FollowingService(context)
        self.repository = ResultRepository(context)

    async def create(self, case_id: UUID, wanted: ResultIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for a value the area does not have, `AlreadyMeasured` for a second one."""
        case = await self.cases.found(case_id, lock=True)
        row = ResultRow(
            id=new_id(),
            version=_FIRST,
            case_id=case.id,
            need_id=wanted.need_id,
            area=wanted.area.value,
            point=wanted.point.value,
            follow_up_months=wanted.follow_up_months,
            value=wanted.value.value,
            evidence=wanted.evidence.value,
            note=wanted.note,
            measured_on=wanted.measured_on,
            entered_in_error=False,
            recorded_by=self.actor.id,
            recorded_at=self.context.now,
        )
        await self.needs.refuse_foreign(case, CaseNeed, wanted.need_id, "#/need_id")
        _check(case, row)
        if len(await self.repository.of_case(case.id)) >= MOST_RESULTS:
            raise BusinessRule("The case has as many results as a case can have.")
        await self._write(case, row, "case_result.created")
        return self._receipt(row)

    async def update(self, result_id: UUID, patch: ResultPatch) -> dict[str, Any]:
        """Adds a version; raises `NotFound`, `PreconditionFailed`, `ValidationFailed`."""
        case = await self.cases.found((await self._versions(result_id))[0].case_id, lock=True)
        current = (await self._versions(result_id))[0]  # again, now that nobody else can add one
        self.check(current, "case_result")
        changed = self.changes(current, patch)
        if not changed:
            return self._receipt(current)
        if current.version >= MOST_VERSIONS:
            raise BusinessRule("The result was corrected as often as a result can be.")
        stated: dict[str, Any] = {
            "version": current.version + 1,
            "recorded_by": self.actor.id,
            "recorded_at": self.context.now,
        }
        row = replace(current, **changed, **stated)
        _check(case, row)
        await self._write(case, row, "case_result.updated")
        return self._receipt(row)

    async def read_all(self, case_id: UUID) -> list[dict[str, Any]]:
        """The present version of each; the read is recorded."""
        case = await self.cases.found(case_id)
        await self._record_read(case.id)
        return [self._view(row) for row in await self.repository.of_case(case.id)]

    async def read(self, result_id: UUID) -> dict[str, Any]:
        """One result with all its versions; the read is recorded."""
        versions = await self._versions(result_id)
        case = await self.cases.found(versions[0].case_id)
        await self._record_read(case.id)
        return self._view(versions[0]) | {"versions": [_version(row) for row in versions]}

    async def measured(self, case_id: UUID) -> list[ResultRow]:
        """What is true of the case today: the present versions that are not in error."""
        return [row for row in await self.repository.of_case(case_id) if not row.entered_in_error]

    async def _write(self, case: Case, row: ResultRow, event: str) -> None:
        await self.repository.add(row)
        await self.announce(row, event, service_id=case.service_id)
        closed = case.status == CaseStatus.CLOSED
        await self.referrals.state_outcome(
            case.id,
            ending=case.ending if closed else None,
            result_codes=result_codes(measurements(await self.measured(case.id))),
        )

    async def _versions(self, result_id: UUID) -> list[ResultRow]:
        versions = await self.repository.versions(result_id)
        if not versions:
            raise NotFound()
        return versions

    async def _record_read(self, case_id: UUID) -> None:
        entry = Entry(operation="case_result:read", object_type="case", object_id=case_id, field_set="F3")
        await record(self.context, entry)

    def _receipt(self, row: ResultRow) -> dict[str, Any]:
        """What it says is read for a purpose, and the answer to a create is kept to be given again."""
        return {
            "id": row.id,
            "case_id": row.case_id,
            "need_id": row.need_id,
            "version": row.version,
            "recorded_by": row.recorded_by,
            "recorded_at": wire_instant(row.recorded_at),
            "etag": self.tag(row, "case_result"),
        }

    def _view(self, row: ResultRow) -> dict[str, Any]:
        return {
            "id": row.id,
            "case_id": row.case_id,
            "need_id": row.need_id,
            "area": row.area,
            "point": row.point,
            "follow_up_months": row.follow_up_months,
            **_version(row),
            "etag": self.tag(row, "case_result"),
        }


def measurements(rows: Iterable[ResultRow]) -> list[Measurement]:
    return [
        Measurement(
            ResultArea(row.area), MeasurementPoint(row.point), row.follow_up_months, ResultValue(row.value)
        )
        for row in rows
    ]


def _check(case: Case, row: ResultRow) -> None:
    """Raises `BusinessRule` for a case that never was, `ValidationFailed` with everything that is wrong."""
    if case.status == CaseStatus.ENTERED_IN_ERROR:
        raise BusinessRule("The case was entered in error: nothing is measured of it.")
    (measured,) = measurements([row])
    closed = case.status == CaseStatus.CLOSED and case.closed_at is not None
    errors = result_errors(
        measured,
        row.measured_on,
        opened_on=london_date(case.opened_at),
        closed_on=london_date(case.closed_at) if closed and case.closed_at else None,
    )
    if errors:
        raise ValidationFailed(errors=errors)


def _version(row: ResultRow) -> dict[str, Any]:
    return {
        "value": row.value,
        "evidence": row.evidence,
        "note": row.note,
        "measured_on": row.measured_on,
        "version": row.version,
        "entered_in_error": row.entered_in_error,
        "recorded_by": row.recorded_by,
        "recorded_at": wire_instant(row.recorded_at),
    }
