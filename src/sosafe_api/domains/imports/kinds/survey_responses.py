"""Responses of a survey's wave from files: each row is one as it would be sent singly, once by its reference."""

from typing import Any
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.errors import NotFound
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.imports.kinds.records import import_of
from sosafe_api.domains.imports.kinds.taking import RecordKind
from sosafe_api.domains.imports.schemas.rows import SurveyResponseRow
from sosafe_api.domains.surveys.schemas import SurveyResponseIn
from sosafe_api.domains.surveys.service import ResponseService


async def _write(context: Context, row: SurveyResponseRow) -> tuple[UUID, bool]:
    wanted = SurveyResponseIn.model_construct(
        **{name: getattr(row, name) for name in SurveyResponseIn.model_fields}
    )
    receipt, new = await ResponseService(context).add(row.survey_wave_id, wanted)
    return receipt["id"], new


async def _typed(context: Context, row: SurveyResponseRow) -> SurveyResponseRow:
    """Points as numbers, several answers as a list by the semicolons between them."""
    try:
        forms = await ResponseService(context).forms(row.survey_wave_id)
    except NotFound:
        return row  # told when the row is written
    answers = {code: _answer(forms.get(code), value) for code, value in row.answers.items()}
    return row.model_copy(update={"answers": answers})


def _answer(form: type[Any] | None, value: Any) -> Any:
    if form is list:
        return [item.strip() for item in value.split(";") if item.strip()]
    return int(value) if form is int and value.isascii() and value.isdigit() else value


SURVEY_RESPONSES = import_of(
    RecordKind(
        row=SurveyResponseRow,
        writes=Permission.SURVEY_RESPONSE_CREATE,
        write=_write,
        key=lambda row: f"{row.survey_wave_id}/{row.reference}",
        places={"not_found": "#/survey_wave_id"},
        typed=_typed,
    )
)
