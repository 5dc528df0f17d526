"""Queries about questionnaires, waves, responses and their free texts."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, func, select

from sosafe_api.core.context import Context
from sosafe_api.core.db.columns import PartnershipRow
from sosafe_api.domains.surveys.models import Questionnaire, SurveyResponse, SurveyText, SurveyWave
from sosafe_api.domains.surveys.schemas import QuestionnaireQuery, SurveyTextQuery, SurveyWaveQuery

Row = TypeVar("Row", bound=PartnershipRow)


class SurveyRepository:
    """Lists give one row more than the page holds, in the order of recording; never commits."""

    def __init__(self, context: Context) -> None:
        self._partnership_id = context.actor.partnership_id
        self._session = context.transaction.session

    async def add(self, *rows: PartnershipRow) -> None:
        """Written at once, so that a constraint speaks before anything is told of the rows."""
        self._session.add_all(rows)
        await self._session.flush()

    async def find(self, table: type[Row], row_id: UUID, *, lock: bool = False) -> Row | None:
        """Locked, the row is read anew: what was read before may have changed while another held the lock."""
        statement = self._of(table).where(col(table.id) == row_id)
        if lock:
            statement = statement.with_for_update().execution_options(populate_existing=True)
        found: Row | None = (await self._session.exec(statement)).first()
        return found

    async def next_number(self, series_id: UUID) -> int:
        statement = select(func.max(Questionnaire.number) + 1).where(
            Questionnaire.partnership_id == self._partnership_id, Questionnaire.series_id == series_id
        )
        return int((await self._session.exec(statement)).one())

    async def questionnaires(self, query: QuestionnaireQuery, after: Any) -> Sequence[Questionnaire]:
        statement = self._of(Questionnaire)
        if query.series_id is not None:
            statement = statement.where(Questionnaire.series_id == query.series_id)
        if query.status is not None:
            statement = statement.where(col(Questionnaire.status).in_([each.value for each in query.status]))
        return await self._page(statement, Questionnaire, after, query.limit)

    async def waves(self, query: SurveyWaveQuery, after: Any) -> Sequence[SurveyWave]:
        statement = self._of(SurveyWave)
        for name in ("status", "audience"):
            codes = getattr(query, name)
            if codes is not None:
                statement = statement.where(getattr(SurveyWave, name).in_([each.value for each in codes]))
        if query.questionnaire_id is not None:
            statement = statement.where(SurveyWave.questionnaire_id == query.questionnaire_id)
        if query.event_id is not None:
            statement = statement.where(SurveyWave.event_id == query.event_id)
        if query.area_code is not None:
            statement = statement.where(SurveyWave.area_code == query.area_code)
        return await self._page(statement, SurveyWave, after, query.limit)

    async def known_responses(self, wave_id: UUID, references: Iterable[str]) -> dict[str, SurveyResponse]:
        """Those of the wave that have these references."""
        statement = self._of(SurveyResponse).where(
            SurveyResponse.wave_id == wave_id, col(SurveyResponse.reference).in_(list(references))
        )
        return {row.reference: row for row in (await self._session.exec(statement)).all()}

    async def texts(self, wave_id: UUID, query: SurveyTextQuery, after: Any) -> Sequence[SurveyText]:
        statement = self._of(SurveyText).where(SurveyText.wave_id == wave_id)
        if query.question is not None:
            statement = statement.where(SurveyText.question == query.question)
        return await self._page(statement, SurveyText, after, query.limit)

    def _of(self, table: type[PartnershipRow]) -> Any:
        return select(table).where(col(table.partnership_id) == self._partnership_id)

    async def _page(self, statement: Any, table: Any, after: Any, limit: int) -> list[Any]:
        if after is not None:
            statement = statement.where(col(table.id) > UUID(after))
        return list((await self._session.exec(statement.order_by(table.id).limit(limit + 1))).all())
