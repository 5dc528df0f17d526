"""Use cases of action plans."""

from sosafe_api.domains.action_plans.service.actions import PlanActionService
from sosafe_api.domains.action_plans.service.carrying import CarryOverService
from sosafe_api.domains.action_plans.service.links import LinkService
from sosafe_api.domains.action_plans.service.milestones import MilestoneService
from sosafe_api.domains.action_plans.service.plans import ActionPlanService
from sosafe_api.domains.action_plans.service.problem_solving import ProblemSolvingService
from sosafe_api.domains.action_plans.service.progress import ProgressService
from sosafe_api.domains.action_plans.service.reading import PlanReadingService

__all__ = [
    "ActionPlanService",
    "CarryOverService",
    "LinkService",
    "MilestoneService",
    "PlanActionService",
    "PlanReadingService",
    "ProblemSolvingService",
    "ProgressService",
]
