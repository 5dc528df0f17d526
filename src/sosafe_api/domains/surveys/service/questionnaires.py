"""Questionnaires: drafted, published and frozen, followed by the next version."""

from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.surveys.errors import QuestionnaireStands
from sosafe_api.domains.surveys.models import Questionnaire
from sosafe_api.domains.surveys.repository import SurveyRepository
from sosafe_api.domains.surveys.rules.lives import QUESTIONNAIRE_TRANSITIONS
from sosafe_api.domains.surveys.rules.questions import question_of, questionnaire_errors
from sosafe_api.domains.surveys.schemas import (
    QuestionnaireIn,
    QuestionnairePatch,
    QuestionnaireQuery,
    QuestionnaireTransitionIn,
    QuestionnaireVersionIn,
)
from sosafe_api.domains.surveys.vocabulary import QuestionnaireStatus

Json = dict[str, Any]


class QuestionnaireService(RecordService):
    """A published version never changes; a correction is a new one, made from it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = SurveyRepository(context)

    async def create(self, wanted: QuestionnaireIn) -> Json:
        """Raises `ValidationFailed` with every fault of every question."""
        questions = _checked([question.model_dump(mode="json") for question in wanted.questions])
        row = self._row(wanted.title, wanted.introduction, questions)
        return await self._added(row)

    async def add_version(self, questionnaire_id: UUID, wanted: QuestionnaireVersionIn) -> Json:
        """A draft with the same questions. Raises `TransitionNotAllowed` for a draft, `NextVersionExists`."""
        before = await self.found(questionnaire_id, lock=True)
        if before.status == QuestionnaireStatus.DRAFT:
            raise TransitionNotAllowed(allowed_to=_allowed(before))
        row = self._row(wanted.title or before.title, before.introduction, before.questions)
        row.series_id, row.previous_version_id = before.series_id, before.id
        row.number = await self.repository.next_number(before.series_id)
        return await self._added(row)

    async def _added(self, row: Questionnaire) -> Json:
        await self.repository.add(row)
        await self.announce(row, "questionnaire.created")
        return self._view(row)

    async def update(self, questionnaire_id: UUID, patch: QuestionnairePatch) -> Json:
        """Raises `QuestionnaireStands` from publication on, `ValidationFailed`."""
        row = await self.found(questionnaire_id, lock=True)
        self.check(row, "questionnaire")
        if row.status != QuestionnaireStatus.DRAFT:
            raise QuestionnaireStands()
        columns = patch.model_dump(mode="json", include=patch.model_fields_set)
        if "questions" in columns:
            _checked(columns["questions"])
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        await self.change(row, changed, "questionnaire.updated")
        return self._view(row)

    async def transition(self, questionnaire_id: UUID, wanted: QuestionnaireTransitionIn) -> Json:
        row = await self.found(questionnaire_id, lock=True)
        self.check(row, "questionnaire")
        if wanted.to not in QUESTIONNAIRE_TRANSITIONS[QuestionnaireStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=_allowed(row))
        columns = {"status": wanted.to.value, "status_since": self.context.now}
        await self.change(row, columns, f"questionnaire.{wanted.to.value}")
        return self._view(row)

    async def read(self, questionnaire_id: UUID) -> Json:
        return self._view(await self.found(questionnaire_id))

    async def page(self, query: QuestionnaireQuery) -> Page[Json]:
        page = await self.paged(query, self.repository.questionnaires, "id")
        return Page([self._summary(row) for row in page.rows], page.next_cursor)

    async def found(self, questionnaire_id: UUID, *, lock: bool = False) -> Questionnaire:
        row = await self.repository.find(Questionnaire, questionnaire_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _row(self, title: str, introduction: str | None, questions: list[Json]) -> Questionnaire:
        return Questionnaire(
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            series_id=new_id(),
            number=1,
            previous_version_id=None,
            title=title,
            introduction=introduction,
            questions=questions,
            status=QuestionnaireStatus.DRAFT.value,
            status_since=self.context.now,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )

    def _summary(self, row: Questionnaire) -> Json:
        return {
            "id": row.id,
            "series_id": row.series_id,
            "number": row.number,
            "previous_version_id": row.previous_version_id,
            "title": row.title,
            "status": row.status,
            "status_since": wire_instant(row.status_since),
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "allowed_transitions": _allowed(row),
            "etag": self.tag(row, "questionnaire"),
        }

    def _view(self, row: Questionnaire) -> Json:
        return {**self._summary(row), "introduction": row.introduction, "questions": row.questions}


def _checked(questions: list[Json]) -> list[Json]:
    errors = questionnaire_errors([question_of(question) for question in questions])
    if errors:
        raise ValidationFailed(errors=errors)
    return questions


def _allowed(row: Questionnaire) -> list[QuestionnaireStatus]:
    open_to = QUESTIONNAIRE_TRANSITIONS[QuestionnaireStatus(row.status)]
    return [status for status in QuestionnaireStatus if status in open_to]
