"""Use cases of surveys."""

from sosafe_api.domains.surveys.service.complainants import ComplainantService
from sosafe_api.domains.surveys.service.questionnaires import QuestionnaireService
from sosafe_api.domains.surveys.service.responses import ResponseService
from sosafe_api.domains.surveys.service.results import ResultService
from sosafe_api.domains.surveys.service.waves import WaveService

__all__ = ["ComplainantService", "QuestionnaireService", "ResponseService", "ResultService", "WaveService"]
