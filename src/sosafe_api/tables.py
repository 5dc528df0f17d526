"""Imports every module that declares tables, for Alembic and for the checks; nothing else."""

from sosafe_api.core import audit_trail as audit_trail
from sosafe_api.core import idempotency as idempotency
from sosafe_api.core import outbox as outbox
from sosafe_api.core import usage as usage
from sosafe_api.core import work_items as work_items
from sosafe_api.core.db.columns import metadata as metadata
from sosafe_api.domains.action_plans import models as action_plans
from sosafe_api.domains.agencies import models as agencies
from sosafe_api.domains.asb_incidents import models as asb_incidents
from sosafe_api.domains.auth import models as auth
from sosafe_api.domains.cases import models as cases
from sosafe_api.domains.changes import models as changes
from sosafe_api.domains.community_events import models as community_events
from sosafe_api.domains.exports import models as exports
from sosafe_api.domains.fire_incidents import models as fire_incidents
from sosafe_api.domains.funding_bids import models as funding_bids
from sosafe_api.domains.imports import models as imports
from sosafe_api.domains.incidents import models as incidents
from sosafe_api.domains.interventions import models as interventions
from sosafe_api.domains.kpis import models as kpis
from sosafe_api.domains.measurements import models as measurements
from sosafe_api.domains.outcomes import models as outcomes
from sosafe_api.domains.panels import models as panels
from sosafe_api.domains.people import models as people
from sosafe_api.domains.placements import models as placements
from sosafe_api.domains.programmes import models as programmes
from sosafe_api.domains.recorded_crime import models as recorded_crime
from sosafe_api.domains.referrals import models as referrals
from sosafe_api.domains.reports import models as reports
from sosafe_api.domains.reviews import models as reviews
from sosafe_api.domains.risk import models as risk
from sosafe_api.domains.savings import models as savings
from sosafe_api.domains.sharing import models as sharing
from sosafe_api.domains.strategies import models as strategies
from sosafe_api.domains.surveys import models as surveys
from sosafe_api.domains.targets import models as targets
from sosafe_api.domains.webhooks import models as webhooks

__all__ = ["agencies", "audit_trail", "auth", "idempotency", "metadata", "outbox", "referrals"]
