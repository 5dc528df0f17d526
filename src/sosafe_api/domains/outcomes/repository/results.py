"""Every query about results of cases and about the work with a family; row security shows the caller's cases."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.ids import new_id


@dataclass(slots=True)
class ResultRow:
    """One version of a result; `id` is the same for all its versions."""

    id: UUID
    version: int
    case_id: UUID
    need_id: UUID | None
    area: str
    point: str
    follow_up_months: int | None
    value: str
    evidence: str
    note: str | None
    measured_on: date
    entered_in_error: bool
    recorded_by: UUID
    recorded_at: datetime


class AssessmentRow(NamedTuple):
    """An assessment of a family."""

    id: UUID
    case_id: UUID
    whole_family: bool
    assessed_on: date
    plan_agreed_on: date | None
    recorded_at: datetime


_COLUMNS = b"""result_id, version, case_id, need_id, area, point, follow_up_months, value, evidence, note, measured_on,
 entered_in_error, recorded_by, recorded_at"""
_OF_CASE = (
    b"SELECT DISTINCT ON (result_id) " + _COLUMNS + b" FROM case_results"
    b" WHERE partnership_id = %(partnership_id)s AND case_id = %(case_id)s ORDER BY result_id, version DESC"
)
_VERSIONS = (
    b"SELECT " + _COLUMNS + b" FROM case_results WHERE partnership_id = %(partnership_id)s"
    b" AND result_id = %(result_id)s ORDER BY version DESC"
)
_ADD = b"""
INSERT INTO case_results (partnership_id, id, result_id, version, case_id, need_id, area, point, follow_up_months,
 value, evidence, note, measured_on, entered_in_error, recorded_by, recorded_at)
VALUES (%(partnership_id)s, %(row_id)s, %(id)s, %(version)s, %(case_id)s, %(need_id)s::uuid, %(area)s, %(point)s,
 %(follow_up_months)s::integer, %(value)s, %(evidence)s, %(note)s::text, %(measured_on)s, %(entered_in_error)s,
 %(recorded_by)s, %(recorded_at)s)"""
_ADD_ASSESSMENT = b"""
INSERT INTO family_assessments (partnership_id, id, case_id, whole_family, assessed_on, plan_agreed_on,
 recorded_by, recorded_at)
VALUES (%(partnership_id)s, %(id)s, %(case_id)s, %(whole_family)s, %(assessed_on)s, %(plan_agreed_on)s::date,
 %(actor_id)s, %(recorded_at)s)"""
_LATEST_ASSESSMENT = b"""
SELECT id, case_id, whole_family, assessed_on, plan_agreed_on, recorded_at FROM family_assessments
WHERE partnership_id = %(partnership_id)s AND case_id = %(case_id)s ORDER BY id DESC LIMIT 1"""
_EVER_LED = b"""
SELECT EXISTS (SELECT FROM case_workers
 WHERE partnership_id = %(partnership_id)s AND case_id = %(case_id)s AND lead)"""


class ResultRepository:
    """Results of cases that the caller may see; never commits, and never changes a row."""

    def __init__(self, context: Context) -> None:
        self._execute = context.transaction.execute
        self._scope: dict[str, Any] = {
            "partnership_id": context.actor.partnership_id,
            "actor_id": context.actor.id,
        }

    async def of_case(self, case_id: UUID) -> list[ResultRow]:
        """The present version of each result, in the order of their first recording."""
        rows = await self._execute(_OF_CASE, {**self._scope, "case_id": case_id})
        return [ResultRow(*row) for row in rows]

    async def versions(self, result_id: UUID) -> list[ResultRow]:
        """Every version, the present one first; empty when there is no such result of a case to be seen."""
        rows = await self._execute(_VERSIONS, {**self._scope, "result_id": result_id})
        return [ResultRow(*row) for row in rows]

    async def add(self, row: ResultRow) -> None:
        """Raises `AlreadyMeasured` for a second first version of the same area and point."""
        await self._execute(_ADD, {**self._scope, **asdict(row), "row_id": new_id()})

    async def add_assessment(self, row: AssessmentRow) -> None:
        await self._execute(_ADD_ASSESSMENT, {**self._scope, **row._asdict()})

    async def latest_assessment(self, case_id: UUID) -> AssessmentRow | None:
        rows = await self._execute(_LATEST_ASSESSMENT, {**self._scope, "case_id": case_id})
        return AssessmentRow._make(rows[0]) if rows else None

    async def was_led(self, case_id: UUID) -> bool:
        """Whether somebody led the work, now or at any time."""
        ((led,),) = await self._execute(_EVER_LED, {**self._scope, "case_id": case_id})
        return bool(led)
