"""The registry of indicators: one small file each; a new one is a file and a line here."""

from sosafe_api.domains.kpis.definitions.asb_incidents import ASB_INCIDENTS
from sosafe_api.domains.kpis.definitions.crime_rate import CRIME_RATE
from sosafe_api.domains.kpis.definitions.days_to_first_decision import DAYS_TO_FIRST_DECISION
from sosafe_api.domains.kpis.definitions.declines_by_reason import DECLINES_BY_REASON
from sosafe_api.domains.kpis.definitions.referrals_accepted_share import REFERRALS_ACCEPTED_SHARE
from sosafe_api.domains.kpis.definitions.referrals_received import REFERRALS_RECEIVED
from sosafe_api.domains.kpis.rules.definition import Definition

REGISTRY: dict[str, Definition] = {
    definition.code: definition
    for definition in (
        ASB_INCIDENTS,
        CRIME_RATE,
        DAYS_TO_FIRST_DECISION,
        DECLINES_BY_REASON,
        REFERRALS_ACCEPTED_SHARE,
        REFERRALS_RECEIVED,
    )
}
