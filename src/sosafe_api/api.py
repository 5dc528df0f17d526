"""The operations of version 1, one line a domain; the busiest first, since routes are matched in turn."""

from collections.abc import Iterable

from starlette.routing import BaseRoute

from sosafe_api.domains.action_plans import router as action_plans
from sosafe_api.domains.agencies import router as directory
from sosafe_api.domains.asb_incidents.router import router as asb_incidents
from sosafe_api.domains.auth.router import agreements, partnership, principals, tokens, usage
from sosafe_api.domains.cases import router as cases
from sosafe_api.domains.changes.router import router as changes
from sosafe_api.domains.community_events import router as community_events
from sosafe_api.domains.exports.router import router as exports
from sosafe_api.domains.fhir import router as fhir
from sosafe_api.domains.fire_incidents.router import router as fire_incidents
from sosafe_api.domains.funding_bids import router as funding_bids
from sosafe_api.domains.imports import router as imports
from sosafe_api.domains.incidents import router as incidents
from sosafe_api.domains.interventions import router as interventions
from sosafe_api.domains.jobs.router import router as jobs
from sosafe_api.domains.kpis import router as kpis
from sosafe_api.domains.measurements.router import router as measurements
from sosafe_api.domains.minimum_data_sets.router import router as minimum_data_sets
from sosafe_api.domains.open_referral.router import router as open_referral
from sosafe_api.domains.outcomes import router as outcomes
from sosafe_api.domains.panels import router as panels
from sosafe_api.domains.patterns.router import router as patterns
from sosafe_api.domains.people import router as people
from sosafe_api.domains.placements import router as placements
from sosafe_api.domains.programmes import router as programmes
from sosafe_api.domains.recorded_crime import router as recorded_crime
from sosafe_api.domains.referrals.router import router as referrals
from sosafe_api.domains.reports.router import router as reports
from sosafe_api.domains.reviews import router as reviews
from sosafe_api.domains.risk import router as risk
from sosafe_api.domains.savings import router as savings
from sosafe_api.domains.sharing import router as sharing
from sosafe_api.domains.strategies.router import router as strategies
from sosafe_api.domains.surveys import router as surveys
from sosafe_api.domains.webhooks.router import router as webhooks


def version_1() -> Iterable[BaseRoute]:
    """Routes under /v1."""
    yield from referrals.routes
    yield from cases.routes()
    yield from people.routes()
    yield from directory.routes()
    yield from risk.routes()
    yield from panels.routes()
    yield from programmes.routes()
    yield from placements.routes()
    yield from sharing.routes()
    yield from outcomes.routes()
    yield from interventions.routes()
    yield from funding_bids.routes()
    yield from imports.routes()
    yield from exports.routes
    yield from jobs.routes
    yield from changes.routes
    yield from webhooks.routes
    yield from incidents.routes()
    yield from asb_incidents.routes
    yield from fire_incidents.routes
    yield from minimum_data_sets.routes
    yield from kpis.routes()
    yield from patterns.routes
    yield from recorded_crime.routes()
    yield from measurements.routes
    yield from reports.routes
    yield from savings.routes()
    yield from reviews.routes()
    yield from action_plans.routes()
    yield from strategies.routes
    yield from community_events.routes()
    yield from surveys.routes()
    yield from fhir.routes()
    yield from open_referral.routes
    yield from partnership.routes
    yield from usage.routes
    yield from agreements.routes
    yield from principals.routes


def root() -> Iterable[BaseRoute]:
    """Routes that carry no version: tokens and discovery."""
    yield from tokens.routes
