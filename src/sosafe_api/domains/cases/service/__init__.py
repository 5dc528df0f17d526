"""Use cases of casework."""

from sosafe_api.domains.cases.service.cases import CaseService
from sosafe_api.domains.cases.service.contacts import CaseContactService, CasePlanStepService
from sosafe_api.domains.cases.service.families import FamilyService
from sosafe_api.domains.cases.service.moves import CaseMoveService
from sosafe_api.domains.cases.service.needs import CaseGoalService, CaseNeedService
from sosafe_api.domains.cases.service.team import CaseTeamService

__all__ = [
    "CaseContactService",
    "CaseGoalService",
    "CaseMoveService",
    "CaseNeedService",
    "CasePlanStepService",
    "CaseService",
    "CaseTeamService",
    "FamilyService",
]
