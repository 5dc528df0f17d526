"""Every query about action plans; all of it is of the actor's partnership."""

from sosafe_api.domains.action_plans.repository.actions import ActionRepository
from sosafe_api.domains.action_plans.repository.links import LinkRepository
from sosafe_api.domains.action_plans.repository.plans import PlanRepository
from sosafe_api.domains.action_plans.repository.progress import ProgressRepository

__all__ = ["ActionRepository", "LinkRepository", "PlanRepository", "ProgressRepository"]
