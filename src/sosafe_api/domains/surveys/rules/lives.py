"""The lives of a version of a questionnaire and of a wave. Pure."""

from collections.abc import Mapping
from typing import Any

from sosafe_api.domains.surveys.vocabulary import QuestionnaireStatus, WaveStatus

Q, W = QuestionnaireStatus, WaveStatus
QUESTIONNAIRE_TRANSITIONS: dict[QuestionnaireStatus, frozenset[QuestionnaireStatus]] = {
    Q.DRAFT: frozenset({Q.PUBLISHED, Q.RETIRED}),
    Q.PUBLISHED: frozenset({Q.RETIRED}),
    Q.RETIRED: frozenset(),
}
# A closed wave is never opened again: results before and after would differ by the answers of few.
WAVE_TRANSITIONS: dict[WaveStatus, frozenset[WaveStatus]] = {
    W.OPEN: frozenset({W.CLOSED, W.ENTERED_IN_ERROR}),
    W.CLOSED: frozenset({W.ENTERED_IN_ERROR}),
    W.ENTERED_IN_ERROR: frozenset(),
}
LIVES: dict[str, Mapping[Any, frozenset[Any]]] = {
    "The life of a questionnaire": QUESTIONNAIRE_TRANSITIONS,
    "The life of a survey wave": WAVE_TRANSITIONS,
}
