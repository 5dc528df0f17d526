"""The registry of indicators: one small file each; a new one is a file and a line here."""

from sosafe_api.domains.kpis.definitions.actions_on_track import ACTIONS_ON_TRACK
from sosafe_api.domains.kpis.definitions.agencies_referring import AGENCIES_REFERRING
from sosafe_api.domains.kpis.definitions.asb_incidents import ASB_INCIDENTS
from sosafe_api.domains.kpis.definitions.asb_reported import ASB_REPORTED
from sosafe_api.domains.kpis.definitions.asb_reported_rate import ASB_REPORTED_RATE
from sosafe_api.domains.kpis.definitions.aware_of_partnership import AWARE_OF_PARTNERSHIP
from sosafe_api.domains.kpis.definitions.burglary_rate import BURGLARY_RATE
from sosafe_api.domains.kpis.definitions.clients_satisfied import CLIENTS_SATISFIED
from sosafe_api.domains.kpis.definitions.complainants_satisfied import COMPLAINANTS_SATISFIED
from sosafe_api.domains.kpis.definitions.complainants_surveyed import COMPLAINANTS_SURVEYED
from sosafe_api.domains.kpis.definitions.crime_rate import CRIME_RATE
from sosafe_api.domains.kpis.definitions.criminal_damage_and_arson_rate import CRIMINAL_DAMAGE_AND_ARSON_RATE
from sosafe_api.domains.kpis.definitions.crisis_intervention_completed import CRISIS_INTERVENTION_COMPLETED
from sosafe_api.domains.kpis.definitions.crisis_intervention_referrals import CRISIS_INTERVENTION_REFERRALS
from sosafe_api.domains.kpis.definitions.dash_used import DASH_USED
from sosafe_api.domains.kpis.definitions.days_to_first_decision import DAYS_TO_FIRST_DECISION
from sosafe_api.domains.kpis.definitions.death_review_recommendations_implemented import (
    DEATH_REVIEW_RECOMMENDATIONS_IMPLEMENTED,
)
from sosafe_api.domains.kpis.definitions.declines_by_reason import DECLINES_BY_REASON
from sosafe_api.domains.kpis.definitions.deliberate_fire_rate import DELIBERATE_FIRE_RATE
from sosafe_api.domains.kpis.definitions.deliberate_fires import DELIBERATE_FIRES
from sosafe_api.domains.kpis.definitions.domestic_abuse_incidents import DOMESTIC_ABUSE_INCIDENTS
from sosafe_api.domains.kpis.definitions.domestic_abuse_rate import DOMESTIC_ABUSE_RATE
from sosafe_api.domains.kpis.definitions.domestic_abuse_support_referrals import (
    DOMESTIC_ABUSE_SUPPORT_REFERRALS,
)
from sosafe_api.domains.kpis.definitions.domestic_burglary_rate import DOMESTIC_BURGLARY_RATE
from sosafe_api.domains.kpis.definitions.drug_offence_rate import DRUG_OFFENCE_RATE
from sosafe_api.domains.kpis.definitions.event_attendances import EVENT_ATTENDANCES
from sosafe_api.domains.kpis.definitions.event_feedback_answered import EVENT_FEEDBACK_ANSWERED
from sosafe_api.domains.kpis.definitions.event_visitors_satisfied import EVENT_VISITORS_SATISFIED
from sosafe_api.domains.kpis.definitions.events_held import EVENTS_HELD
from sosafe_api.domains.kpis.definitions.events_reaching_communities import EVENTS_REACHING_COMMUNITIES
from sosafe_api.domains.kpis.definitions.feeling_safe_after_dark import FEELING_SAFE_AFTER_DARK
from sosafe_api.domains.kpis.definitions.feeling_safe_by_day import FEELING_SAFE_BY_DAY
from sosafe_api.domains.kpis.definitions.funding_bids_won import FUNDING_BIDS_WON
from sosafe_api.domains.kpis.definitions.funding_brought_in import FUNDING_BROUGHT_IN
from sosafe_api.domains.kpis.definitions.funding_spent import FUNDING_SPENT
from sosafe_api.domains.kpis.definitions.funding_success_rate import FUNDING_SUCCESS_RATE
from sosafe_api.domains.kpis.definitions.no_more_housed import NO_MORE_HOUSED
from sosafe_api.domains.kpis.definitions.no_more_referrals import NO_MORE_REFERRALS
from sosafe_api.domains.kpis.definitions.no_more_without_asb_case import NO_MORE_WITHOUT_ASB_CASE
from sosafe_api.domains.kpis.definitions.offenders_without_reoffending import OFFENDERS_WITHOUT_REOFFENDING
from sosafe_api.domains.kpis.definitions.perpetrator_programme_completed import (
    PERPETRATOR_PROGRAMME_COMPLETED,
)
from sosafe_api.domains.kpis.definitions.perpetrator_programme_referrals import (
    PERPETRATOR_PROGRAMME_REFERRALS,
)
from sosafe_api.domains.kpis.definitions.predicted_savings import PREDICTED_SAVINGS
from sosafe_api.domains.kpis.definitions.referrals_accepted_share import REFERRALS_ACCEPTED_SHARE
from sosafe_api.domains.kpis.definitions.referrals_received import REFERRALS_RECEIVED
from sosafe_api.domains.kpis.definitions.risk_reduced import RISK_REDUCED
from sosafe_api.domains.kpis.definitions.robberies_of_businesses import ROBBERIES_OF_BUSINESSES
from sosafe_api.domains.kpis.definitions.robberies_of_people import ROBBERIES_OF_PEOPLE
from sosafe_api.domains.kpis.definitions.robbery_rate import ROBBERY_RATE
from sosafe_api.domains.kpis.definitions.sada_panel_acted import SADA_PANEL_ACTED
from sosafe_api.domains.kpis.definitions.sada_panel_cases import SADA_PANEL_CASES
from sosafe_api.domains.kpis.definitions.safe_space_moved_on_safely import SAFE_SPACE_MOVED_ON_SAFELY
from sosafe_api.domains.kpis.definitions.safe_space_stays import SAFE_SPACE_STAYS
from sosafe_api.domains.kpis.definitions.stalking_and_harassment_rate import STALKING_AND_HARASSMENT_RATE
from sosafe_api.domains.kpis.definitions.survivors_feeling_safer import SURVIVORS_FEELING_SAFER
from sosafe_api.domains.kpis.definitions.survivors_supported import SURVIVORS_SUPPORTED
from sosafe_api.domains.kpis.definitions.vehicle_crime_rate import VEHICLE_CRIME_RATE
from sosafe_api.domains.kpis.definitions.violence_and_sexual_offences_rate import (
    VIOLENCE_AND_SEXUAL_OFFENCES_RATE,
)
from sosafe_api.domains.kpis.definitions.youth_nuisance_share import YOUTH_NUISANCE_SHARE
from sosafe_api.domains.kpis.rules.definition import Definition

REGISTRY: dict[str, Definition] = {
    definition.code: definition
    for definition in (
        ACTIONS_ON_TRACK,
        AGENCIES_REFERRING,
        ASB_INCIDENTS,
        ASB_REPORTED,
        ASB_REPORTED_RATE,
        AWARE_OF_PARTNERSHIP,
        BURGLARY_RATE,
        CLIENTS_SATISFIED,
        COMPLAINANTS_SATISFIED,
        COMPLAINANTS_SURVEYED,
        CRIME_RATE,
        CRIMINAL_DAMAGE_AND_ARSON_RATE,
        CRISIS_INTERVENTION_COMPLETED,
        CRISIS_INTERVENTION_REFERRALS,
        DASH_USED,
        DAYS_TO_FIRST_DECISION,
        DEATH_REVIEW_RECOMMENDATIONS_IMPLEMENTED,
        DECLINES_BY_REASON,
        DELIBERATE_FIRE_RATE,
        DELIBERATE_FIRES,
        DOMESTIC_ABUSE_INCIDENTS,
        DOMESTIC_ABUSE_RATE,
        DOMESTIC_ABUSE_SUPPORT_REFERRALS,
        DOMESTIC_BURGLARY_RATE,
        DRUG_OFFENCE_RATE,
        EVENT_ATTENDANCES,
        EVENT_FEEDBACK_ANSWERED,
        EVENT_VISITORS_SATISFIED,
        EVENTS_HELD,
        EVENTS_REACHING_COMMUNITIES,
        FEELING_SAFE_AFTER_DARK,
        FEELING_SAFE_BY_DAY,
        FUNDING_BIDS_WON,
        FUNDING_BROUGHT_IN,
        FUNDING_SPENT,
        FUNDING_SUCCESS_RATE,
        NO_MORE_HOUSED,
        NO_MORE_REFERRALS,
        NO_MORE_WITHOUT_ASB_CASE,
        OFFENDERS_WITHOUT_REOFFENDING,
        PERPETRATOR_PROGRAMME_COMPLETED,
        PERPETRATOR_PROGRAMME_REFERRALS,
        PREDICTED_SAVINGS,
        REFERRALS_ACCEPTED_SHARE,
        REFERRALS_RECEIVED,
        RISK_REDUCED,
        ROBBERIES_OF_BUSINESSES,
        ROBBERIES_OF_PEOPLE,
        ROBBERY_RATE,
        SADA_PANEL_ACTED,
        SADA_PANEL_CASES,
        SAFE_SPACE_MOVED_ON_SAFELY,
        SAFE_SPACE_STAYS,
        STALKING_AND_HARASSMENT_RATE,
        SURVIVORS_FEELING_SAFER,
        SURVIVORS_SUPPORTED,
        VEHICLE_CRIME_RATE,
        VIOLENCE_AND_SEXUAL_OFFENCES_RATE,
        YOUTH_NUISANCE_SHARE,
    )
}
