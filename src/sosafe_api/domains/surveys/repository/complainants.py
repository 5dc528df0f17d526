"""Queries about what complainants say."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from sosafe_api.core.context import Context
from sosafe_api.domains.surveys.models import ComplainantSurvey
from sosafe_api.domains.surveys.rules.complainants import Said
from sosafe_api.domains.surveys.schemas import MOST_OF_A_CASE

_SAID = b"""SELECT satisfaction, would_report_again, feels_safer, further_case FROM complainant_surveys
 WHERE partnership_id = %(partnership_id)s AND surveyed_on >= %(start)s AND surveyed_on < %(end)s"""


class ComplainantRepository:
    """Row security shows those of cases that the caller may see; counts are asked under a wider scope."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._transaction = context.transaction

    async def add(self, row: ComplainantSurvey) -> None:
        self._transaction.session.add(row)
        await self._transaction.session.flush()

    async def of_case(self, case_id: UUID) -> Sequence[ComplainantSurvey]:
        """By their number."""
        statement = (
            select(ComplainantSurvey)
            .where(ComplainantSurvey.partnership_id == self._partnership_id)
            .where(ComplainantSurvey.case_id == case_id)
            .order_by(col(ComplainantSurvey.complainant_number))
            .limit(MOST_OF_A_CASE)
        )
        return list((await self._transaction.session.exec(statement)).all())

    async def said(self, start: date, end: date) -> list[Said]:
        """What was said in these days, the end exclusive."""
        values = {"partnership_id": self._partnership_id, "start": start, "end": end}
        return [Said._make(row) for row in await self._transaction.execute(_SAID, values)]
