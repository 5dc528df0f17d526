"""Two rounds of asking the demonstration's residents, known by percentages: whether they feel safe."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from sosafe_api.core.ids import new_id
from sosafe_api.demo import organisations as shape
from sosafe_api.domains.surveys.vocabulary import (
    PerceptionKpi,
    QuestionnaireStatus,
    SurveyAudience,
    SurveyMethod,
    SurveyQuestionKind,
    WaveMaterial,
    WaveStatus,
)
from sosafe_api.provisioning import Connection, insert_many

_BY_DAY, _AFTER_DARK = "feel_safe_by_day", "feel_safe_after_dark"
_QUESTIONS = {
    _BY_DAY: "Do you feel safe in your area by day?",
    _AFTER_DARK: "Do you feel safe in your area after dark?",
}
_KPIS = {_BY_DAY: PerceptionKpi.FEELING_SAFE_BY_DAY, _AFTER_DARK: PerceptionKpi.FEELING_SAFE_AFTER_DARK}
_BASE = 1356
_WAVES = ((2015, SurveyMethod.POSTAL, "83", "47"), (2017, SurveyMethod.ONLINE, "88", "52"))


def write(connection: Connection, partnership_id: UUID, now: datetime) -> None:
    """A published questionnaire and its two closed waves."""
    questionnaire_id = new_id()
    common = {"partnership_id": partnership_id, "status_since": now, "created_at": now, "updated_at": now}
    questionnaire = common | {
        "id": questionnaire_id,
        "series_id": new_id(),
        "number": 1,
        "title": "Residents' survey",
        "questions": Jsonb([_question(code, wording) for code, wording in _QUESTIONS.items()]),
        "status": QuestionnaireStatus.PUBLISHED.value,
        "version": 2,
    }
    waves = [
        common
        | {
            "id": new_id(),
            "questionnaire_id": questionnaire_id,
            "title": f"Residents' survey {year}",
            "material": WaveMaterial.COUNTS.value,
            "audience": SurveyAudience.RESIDENTS.value,
            "method": method.value,
            "area_code": shape.AREA_CODE,
            "starts_on": date(year, 6, 1),
            "ends_on": date(year, 7, 31),
            "population": "Fictional residents of 16 and over who answered an open invitation.",
            "weighted": False,
            "counts": Jsonb([_stated(_BY_DAY, by_day), _stated(_AFTER_DARK, after_dark)]),
            "response_count": 0,
            "status": WaveStatus.CLOSED.value,
            "version": 3,
        }
        for year, method, by_day, after_dark in _WAVES
    ]
    insert_many(connection, "questionnaires", [questionnaire])
    insert_many(connection, "survey_waves", waves)


def _question(code: str, wording: str) -> dict[str, Any]:
    options = [{"code": "safe", "label": "Safe"}, {"code": "unsafe", "label": "Unsafe"}]
    return {
        "code": code,
        "wording": wording,
        "kind": SurveyQuestionKind.SINGLE.value,
        "required": False,
        "breakdown": False,
        "options": options,
        "scale": None,
        "ranks": None,
        "indicator": {"kpi": _KPIS[code].value, "answers": ["safe"]},
    }


def _stated(question: str, percent: str) -> dict[str, Any]:
    answer = {"answer": "safe", "count": None, "percent": percent}
    return {"question": question, "base": _BASE, "answers": [answer]}
