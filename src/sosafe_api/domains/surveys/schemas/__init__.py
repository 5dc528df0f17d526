"""What crosses the wire about surveys."""

from sosafe_api.domains.surveys.schemas.complainants import (
    MOST_OF_A_CASE,
    ComplainantFigureQuery,
    ComplainantFigures,
    ComplainantSurveyIn,
    ComplainantSurveyList,
    ComplainantSurveyReceipt,
)
from sosafe_api.domains.surveys.schemas.questionnaires import (
    QuestionnaireIn,
    QuestionnaireOut,
    QuestionnairePage,
    QuestionnairePatch,
    QuestionnaireQuery,
    QuestionnaireTransitionIn,
    QuestionnaireVersionIn,
    SurveyQuestion,
)
from sosafe_api.domains.surveys.schemas.responses import (
    SurveyResponseBatchIn,
    SurveyResponseBatchReceipt,
    SurveyResponseIn,
    SurveyResponseReceipt,
    SurveyTextPage,
    SurveyTextQuery,
)
from sosafe_api.domains.surveys.schemas.results import (
    SurveyResultQuery,
    SurveyResults,
)
from sosafe_api.domains.surveys.schemas.waves import (
    StatedCountsIn,
    SurveyWaveIn,
    SurveyWaveOut,
    SurveyWavePage,
    SurveyWavePatch,
    SurveyWaveQuery,
    SurveyWaveTransitionIn,
)

__all__ = [
    "MOST_OF_A_CASE",
    "ComplainantFigureQuery",
    "ComplainantFigures",
    "ComplainantSurveyIn",
    "ComplainantSurveyList",
    "ComplainantSurveyReceipt",
    "QuestionnaireIn",
    "QuestionnaireOut",
    "QuestionnairePage",
    "QuestionnairePatch",
    "QuestionnaireQuery",
    "QuestionnaireTransitionIn",
    "QuestionnaireVersionIn",
    "StatedCountsIn",
    "SurveyQuestion",
    "SurveyResponseBatchIn",
    "SurveyResponseBatchReceipt",
    "SurveyResponseIn",
    "SurveyResponseReceipt",
    "SurveyResultQuery",
    "SurveyResults",
    "SurveyTextPage",
    "SurveyTextQuery",
    "SurveyWaveIn",
    "SurveyWaveOut",
    "SurveyWavePage",
    "SurveyWavePatch",
    "SurveyWaveQuery",
    "SurveyWaveTransitionIn",
]
