"""Every resource that can be imported, each with its own limits, checks and commit."""

from collections.abc import Mapping

from sosafe_api.domains.imports.kinds.base import (
    Checked,
    FileWork,
    ImportKind,
    KeptOut,
    Refused,
    Step,
    SteppedWork,
    Surroundings,
    WholeWork,
)
from sosafe_api.domains.imports.kinds.case_results import CASE_RESULTS
from sosafe_api.domains.imports.kinds.cases import CASES
from sosafe_api.domains.imports.kinds.events import EVENTS
from sosafe_api.domains.imports.kinds.grants import FUNDING_BIDS
from sosafe_api.domains.imports.kinds.incidents import CRIME_OUTCOMES, INCIDENTS
from sosafe_api.domains.imports.kinds.measurements import MEASUREMENTS
from sosafe_api.domains.imports.kinds.recorded_crime import POPULATIONS, RECORDED_CRIME, SIMILAR_AREA_RATES
from sosafe_api.domains.imports.kinds.referrals import REFERRALS
from sosafe_api.domains.imports.kinds.returns import ASB_RETURNS, FIRE_RETURNS
from sosafe_api.domains.imports.kinds.survey_responses import SURVEY_RESPONSES
from sosafe_api.domains.imports.kinds.unit_costs import UNIT_COSTS
from sosafe_api.domains.imports.rules import ImportResource

KINDS: Mapping[ImportResource, ImportKind] = {
    ImportResource.CRIME_OUTCOMES: CRIME_OUTCOMES,
    ImportResource.ASB_INCIDENTS: ASB_RETURNS,
    ImportResource.CASE_RESULTS: CASE_RESULTS,
    ImportResource.CASES: CASES,
    ImportResource.EVENTS: EVENTS,
    ImportResource.FIRE_INCIDENTS: FIRE_RETURNS,
    ImportResource.FUNDING_BIDS: FUNDING_BIDS,
    ImportResource.INCIDENTS: INCIDENTS,
    ImportResource.MEASUREMENTS: MEASUREMENTS,
    ImportResource.POPULATIONS: POPULATIONS,
    ImportResource.RECORDED_CRIME: RECORDED_CRIME,
    ImportResource.REFERRALS: REFERRALS,
    ImportResource.SIMILAR_AREA_RATES: SIMILAR_AREA_RATES,
    ImportResource.SURVEY_RESPONSES: SURVEY_RESPONSES,
    ImportResource.UNIT_COSTS: UNIT_COSTS,
}


def kind_of(resource: str) -> ImportKind:
    return KINDS[ImportResource(resource)]


__all__ = [
    "KINDS",
    "Checked",
    "FileWork",
    "ImportKind",
    "KeptOut",
    "Refused",
    "Step",
    "SteppedWork",
    "Surroundings",
    "WholeWork",
    "kind_of",
]
