"""Every query about surveys."""

from sosafe_api.domains.surveys.repository.complainants import ComplainantRepository
from sosafe_api.domains.surveys.repository.surveys import SurveyRepository
from sosafe_api.domains.surveys.repository.tallies import TallyRepository

__all__ = ["ComplainantRepository", "SurveyRepository", "TallyRepository"]
