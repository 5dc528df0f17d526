"""Tables of questionnaires, waves, responses with their free texts apart, and what complainants say."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, Numeric, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    one_of,
    references,
    secured,
    to_partnership,
)
from sosafe_api.core.db.faults import on_violation, unknown_reference
from sosafe_api.domains.surveys.errors import (
    ComplainantAlreadySurveyed,
    NextVersionExists,
    ResponseReferenceInUse,
)
from sosafe_api.domains.surveys.vocabulary import (
    QuestionnaireStatus,
    Satisfaction,
    WaveMaterial,
    WaveStatus,
)

on_violation("uq_questionnaires_partnership_id_previous_version_id", NextVersionExists)
on_violation("uq_survey_responses_partnership_id_wave_id_reference", ResponseReferenceInUse)
on_violation("uq_complainant_surveys_asked_once", ComplainantAlreadySurveyed)
unknown_reference("fk_survey_waves_partnership_id_questionnaire_id", "#/questionnaire_id")
unknown_reference("fk_survey_waves_partnership_id_event_id", "#/event_id")


class Questionnaire(PartnershipRow, table=True):
    """One version of a questionnaire. `questions` are frozen by publication."""

    __tablename__ = "questionnaires"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint("partnership_id", "series_id", "number"),
        UniqueConstraint("partnership_id", "previous_version_id"),
        one_of("status", QuestionnaireStatus),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    series_id: UUID = column(DataClass.C1, UUID)
    number: int = column(DataClass.C1, Integer)
    previous_version_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    title: str = column(DataClass.C1, str)
    introduction: str | None = column(DataClass.C1, str, nullable=True)
    questions: list[dict[str, Any]] = column(DataClass.C1, JSONB)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class SurveyWave(PartnershipRow, table=True):
    """One round of asking. `counts` are those stated by hand of a wave whose responses are not there."""

    __tablename__ = "survey_waves"
    __table_args__ = (
        to_partnership(),
        references("questionnaires", "questionnaire_id"),
        references("community_events", "event_id"),
        one_of("status", WaveStatus),
        one_of("material", WaveMaterial),
        CheckConstraint("ends_on >= starts_on", name="fieldwork"),
        CheckConstraint("design_effect >= 1", name="design_effect"),
        Index(None, "partnership_id", "questionnaire_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    questionnaire_id: UUID = column(DataClass.C1, UUID)
    event_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    title: str = column(DataClass.C1, str)
    material: str = column(DataClass.C1, str)
    audience: str = column(DataClass.C1, str)
    method: str = column(DataClass.C1, str)
    area_code: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, Date)
    ends_on: date = column(DataClass.C1, Date)
    population: str = column(DataClass.C1, str)
    base_note: str | None = column(DataClass.C1, str, nullable=True)
    invited: int | None = column(DataClass.C1, Integer, nullable=True)
    weighted: bool = column(DataClass.C1)
    weighting_note: str | None = column(DataClass.C1, str, nullable=True)
    design_effect: Decimal | None = column(DataClass.C1, Numeric(6, 3), nullable=True)
    counts: list[dict[str, Any]] = column(DataClass.C1, JSONB)
    response_count: int = column(DataClass.C1, Integer, default=0)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class SurveyResponse(PartnershipRow, table=True):
    """What one respondent answered, free texts apart. `digest` is keyed, and tells a repeat from another."""

    __tablename__ = "survey_responses"
    __table_args__ = (
        references("survey_waves", "wave_id"),
        UniqueConstraint("partnership_id", "wave_id", "reference"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    wave_id: UUID = column(DataClass.C1, UUID)
    reference: str = column(DataClass.C1, str)
    weight: Decimal = column(DataClass.C2, Numeric(8, 4))
    answers: dict[str, Any] = column(DataClass.C2, JSONB)
    digest: str = column(DataClass.C1, str)
    created_at: datetime = column(DataClass.C1, datetime)


class SurveyText(PartnershipRow, table=True):
    """A free answer: never counted, listed or published, and read for a stated purpose only."""

    __tablename__ = "survey_texts"
    __table_args__ = (
        references("survey_responses", "response_id"),
        references("survey_waves", "wave_id"),
        Index(None, "partnership_id", "wave_id", "id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    wave_id: UUID = column(DataClass.C1, UUID)
    response_id: UUID = column(DataClass.C1, UUID)
    question: str = column(DataClass.C1, str)
    content: str = column(DataClass.C3, str)


class ComplainantSurvey(PartnershipRow, table=True):
    """What one complainant of a closed case says; numbered within the case, never named."""

    __tablename__ = "complainant_surveys"
    __table_args__ = (
        references("cases", "case_id"),
        references("principals", "recorded_by"),
        UniqueConstraint(
            "partnership_id", "case_id", "complainant_number", name="uq_complainant_surveys_asked_once"
        ),
        one_of("satisfaction", Satisfaction),
        Index(None, "partnership_id", "surveyed_on"),
        secured(Access.OF_CASE, grants="SELECT, INSERT"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    complainant_number: int = column(DataClass.C1, Integer)
    surveyed_on: date = column(DataClass.C2, Date)
    method: str = column(DataClass.C1, str)
    satisfaction: str = column(DataClass.C2, str)
    would_report_again: bool | None = column(DataClass.C2, nullable=True)
    feels_safer: bool | None = column(DataClass.C2, nullable=True)
    further_case: bool | None = column(DataClass.C2, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    recorded_by: UUID = column(DataClass.C1, UUID)
    recorded_at: datetime = column(DataClass.C1, datetime)
