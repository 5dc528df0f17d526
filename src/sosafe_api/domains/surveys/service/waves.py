"""Waves: opened on a published questionnaire, filled with responses or stated counts, closed for good."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import FieldError, NotFound, TransitionNotAllowed, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.incidents.service import AreaService
from sosafe_api.domains.surveys.errors import (
    NothingToClose,
    QuestionnaireNotPublished,
    WaveNotOpen,
    WrongMaterial,
)
from sosafe_api.domains.surveys.models import Questionnaire, SurveyWave
from sosafe_api.domains.surveys.repository import SurveyRepository
from sosafe_api.domains.surveys.rules.lives import WAVE_TRANSITIONS
from sosafe_api.domains.surveys.rules.questions import Question, question_of
from sosafe_api.domains.surveys.rules.stated_counts import StatedAnswer, StatedQuestion, stated_errors
from sosafe_api.domains.surveys.schemas import (
    StatedCountsIn,
    SurveyWaveIn,
    SurveyWavePatch,
    SurveyWaveQuery,
    SurveyWaveTransitionIn,
)
from sosafe_api.domains.surveys.vocabulary import QuestionnaireStatus, WaveMaterial, WaveStatus

Json = dict[str, Any]
_UNKNOWN_AREA = FieldError("unknown_reference", "Names no area that is known here.", pointer="#/area_code")
_FACTS = (
    "questionnaire_id", "event_id", "material", "title", "audience", "method", "area_code", "starts_on", "ends_on",
    "population", "base_note", "invited", "weighted", "weighting_note", "response_count", "status",
)  # fmt: skip


class WaveService(RecordService):
    """Whatever is added to a wave is added under its lock, so that nothing comes in once it is closed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = SurveyRepository(context)

    async def create(self, wanted: SurveyWaveIn) -> Json:
        """Raises `ValidationFailed`, and `QuestionnaireNotPublished`."""
        questionnaire = await self.repository.find(Questionnaire, wanted.questionnaire_id, lock=True)
        errors = _date_errors(wanted.starts_on, wanted.ends_on)
        if questionnaire is None:
            detail = "Names no record that you can use here."
            errors.append(FieldError("unknown_reference", detail, pointer="#/questionnaire_id"))
        if not await AreaService(self.context).known(wanted.area_code):
            errors.append(_UNKNOWN_AREA)
        if errors or questionnaire is None:
            raise ValidationFailed(errors=errors)
        if questionnaire.status != QuestionnaireStatus.PUBLISHED:
            raise QuestionnaireNotPublished()
        row = SurveyWave(
            **_columns(wanted.model_dump()),
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            counts=[],
            response_count=0,
            status=WaveStatus.OPEN.value,
            status_since=self.context.now,
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.announce(row, "survey_wave.created")
        return self.view(row)

    async def update(self, wave_id: UUID, patch: SurveyWavePatch) -> Json:
        """Raises `WaveNotOpen`, `ValidationFailed`."""
        row = await self.open_wave(wave_id)
        self.check(row, "survey_wave")
        columns = _columns(patch.model_dump(include=patch.model_fields_set))
        errors = _date_errors(columns.get("starts_on", row.starts_on), columns.get("ends_on", row.ends_on))
        if errors:
            raise ValidationFailed(errors=errors)
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        await self.change(row, changed, "survey_wave.updated")
        return self.view(row)

    async def state_counts(self, wave_id: UUID, wanted: StatedCountsIn) -> Json:
        """Replaces what was stated. Raises `WrongMaterial`, and `ValidationFailed` with every fault."""
        row = await self.open_wave(wave_id)
        self.check(row, "survey_wave")
        if row.material != WaveMaterial.COUNTS:
            raise WrongMaterial("responses")
        counts = wanted.model_dump(mode="json")["questions"]
        errors = stated_errors(await self.questions(row), stated_questions(counts))
        if errors:
            raise ValidationFailed(errors=errors)
        await self.change(row, {"counts": counts}, "survey_wave.counts_stated")
        return self.view(row)

    async def transition(self, wave_id: UUID, wanted: SurveyWaveTransitionIn) -> Json:
        """Raises `TransitionNotAllowed`, and `NothingToClose` for a wave without anything to tell."""
        row = await self.found(wave_id, lock=True)
        self.check(row, "survey_wave")
        if wanted.to not in WAVE_TRANSITIONS[WaveStatus(row.status)]:
            raise TransitionNotAllowed(allowed_to=_allowed(row))
        if wanted.to is WaveStatus.CLOSED and not (row.response_count or row.counts):
            raise NothingToClose()
        columns = {"status": wanted.to.value, "status_since": self.context.now}
        await self.change(row, columns, f"survey_wave.{wanted.to.value}")
        return self.view(row)

    async def read(self, wave_id: UUID) -> Json:
        return self.view(await self.found(wave_id))

    async def page(self, query: SurveyWaveQuery) -> Page[Json]:
        page = await self.paged(query, self.repository.waves, "id")
        return Page([self.view(row) for row in page.rows], page.next_cursor)

    async def found(self, wave_id: UUID, *, lock: bool = False) -> SurveyWave:
        row = await self.repository.find(SurveyWave, wave_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    async def open_wave(self, wave_id: UUID) -> SurveyWave:
        row = await self.found(wave_id, lock=True)
        if row.status != WaveStatus.OPEN:
            raise WaveNotOpen()
        return row

    async def questions(self, row: SurveyWave) -> list[Question]:
        """What the wave asks; a foreign key says that it is there."""
        questionnaire = await self.repository.find(Questionnaire, row.questionnaire_id)
        return [question_of(stored) for stored in questionnaire.questions] if questionnaire else []

    def view(self, row: SurveyWave) -> Json:
        return {
            "id": row.id,
            **{name: getattr(row, name) for name in _FACTS},
            "design_effect": None if row.design_effect is None else f"{row.design_effect.normalize():f}",
            "status_since": wire_instant(row.status_since),
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "allowed_transitions": _allowed(row),
            "etag": self.tag(row, "survey_wave"),
        }


def stated_questions(counts: Sequence[Json]) -> list[StatedQuestion]:
    return [
        StatedQuestion(
            each["question"],
            each["base"],
            tuple(
                StatedAnswer(
                    answer["answer"],
                    answer["count"],
                    None if answer["percent"] is None else Decimal(answer["percent"]),
                )
                for answer in each["answers"]
            ),
        )
        for each in counts
    ]


def _columns(values: Json) -> Json:
    """As they are stored: codes as text, a design effect as the number that it writes."""
    stored = {name: getattr(value, "value", value) for name, value in values.items()}
    design_effect = stored.get("design_effect")
    if design_effect is not None:
        stored["design_effect"] = Decimal(design_effect)
    return stored


def _date_errors(starts_on: Any, ends_on: Any) -> list[FieldError]:
    if starts_on <= ends_on:
        return []
    return [FieldError("wrong_order", "Must not be before `starts_on`.", pointer="#/ends_on")]


def _allowed(row: SurveyWave) -> list[WaveStatus]:
    open_to = WAVE_TRANSITIONS[WaveStatus(row.status)]
    return [status for status in WaveStatus if status in open_to]
