"""The registry of indicators: one small file each; a new one is a file and a line here."""

from sosafe_api.domains.kpis.definitions.actions_on_track import ACTIONS_ON_TRACK
from sosafe_api.domains.kpis.definitions.asb_incidents import ASB_INCIDENTS
from sosafe_api.domains.kpis.definitions.asb_reported import ASB_REPORTED
from sosafe_api.domains.kpis.definitions.asb_reported_rate import ASB_REPORTED_RATE
from sosafe_api.domains.kpis.definitions.complainants_satisfied import COMPLAINANTS_SATISFIED
from sosafe_api.domains.kpis.definitions.complainants_surveyed import COMPLAINANTS_SURVEYED
from sosafe_api.domains.kpis.definitions.crime_rate import CRIME_RATE
from sosafe_api.domains.kpis.definitions.days_to_first_decision import DAYS_TO_FIRST_DECISION
from sosafe_api.domains.kpis.definitions.declines_by_reason import DECLINES_BY_REASON
from sosafe_api.domains.kpis.definitions.deliberate_fire_rate import DELIBERATE_FIRE_RATE
from sosafe_api.domains.kpis.definitions.deliberate_fires import DELIBERATE_FIRES
from sosafe_api.domains.kpis.definitions.event_attendances import EVENT_ATTENDANCES
from sosafe_api.domains.kpis.definitions.events_held import EVENTS_HELD
from sosafe_api.domains.kpis.definitions.events_reaching_communities import EVENTS_REACHING_COMMUNITIES
from sosafe_api.domains.kpis.definitions.feeling_safe_after_dark import FEELING_SAFE_AFTER_DARK
from sosafe_api.domains.kpis.definitions.feeling_safe_by_day import FEELING_SAFE_BY_DAY
from sosafe_api.domains.kpis.definitions.funding_brought_in import FUNDING_BROUGHT_IN
from sosafe_api.domains.kpis.definitions.funding_spent import FUNDING_SPENT
from sosafe_api.domains.kpis.definitions.funding_success_rate import FUNDING_SUCCESS_RATE
from sosafe_api.domains.kpis.definitions.referrals_accepted_share import REFERRALS_ACCEPTED_SHARE
from sosafe_api.domains.kpis.definitions.referrals_received import REFERRALS_RECEIVED
from sosafe_api.domains.kpis.definitions.youth_nuisance_share import YOUTH_NUISANCE_SHARE
from sosafe_api.domains.kpis.rules.definition import Definition

REGISTRY: dict[str, Definition] = {
    definition.code: definition
    for definition in (
        ACTIONS_ON_TRACK,
        ASB_INCIDENTS,
        ASB_REPORTED,
        ASB_REPORTED_RATE,
        COMPLAINANTS_SATISFIED,
        COMPLAINANTS_SURVEYED,
        CRIME_RATE,
        DAYS_TO_FIRST_DECISION,
        DECLINES_BY_REASON,
        DELIBERATE_FIRE_RATE,
        DELIBERATE_FIRES,
        EVENT_ATTENDANCES,
        EVENTS_HELD,
        EVENTS_REACHING_COMMUNITIES,
        FEELING_SAFE_AFTER_DARK,
        FEELING_SAFE_BY_DAY,
        FUNDING_BROUGHT_IN,
        FUNDING_SPENT,
        FUNDING_SUCCESS_RATE,
        REFERRALS_ACCEPTED_SHARE,
        REFERRALS_RECEIVED,
        YOUTH_NUISANCE_SHARE,
    )
}
