"""What holds of surveys whoever asks: lives, questions, answers, results, disclosure. Pure."""

from sosafe_api.domains.surveys.rules.lives import (
    LIVES,
    QUESTIONNAIRE_TRANSITIONS,
    WAVE_TRANSITIONS,
)

__all__ = ["LIVES", "QUESTIONNAIRE_TRANSITIONS", "WAVE_TRANSITIONS"]
