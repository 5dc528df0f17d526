"""The registry of indicators: one small file each; a new one is a file and a line here."""

from sosafe_api.domains.kpis.definitions.actions_on_track import ACTIONS_ON_TRACK
from sosafe_api.domains.kpis.definitions.asb_incidents import ASB_INCIDENTS
from sosafe_api.domains.kpis.definitions.burglary_rate import BURGLARY_RATE
from sosafe_api.domains.kpis.definitions.complainants_satisfied import COMPLAINANTS_SATISFIED
from sosafe_api.domains.kpis.definitions.complainants_surveyed import COMPLAINANTS_SURVEYED
from sosafe_api.domains.kpis.definitions.crime_rate import CRIME_RATE
from sosafe_api.domains.kpis.definitions.criminal_damage_and_arson_rate import CRIMINAL_DAMAGE_AND_ARSON_RATE
from sosafe_api.domains.kpis.definitions.days_to_first_decision import DAYS_TO_FIRST_DECISION
from sosafe_api.domains.kpis.definitions.declines_by_reason import DECLINES_BY_REASON
from sosafe_api.domains.kpis.definitions.domestic_burglary_rate import DOMESTIC_BURGLARY_RATE
from sosafe_api.domains.kpis.definitions.drug_offence_rate import DRUG_OFFENCE_RATE
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
from sosafe_api.domains.kpis.definitions.robberies_of_businesses import ROBBERIES_OF_BUSINESSES
from sosafe_api.domains.kpis.definitions.robberies_of_people import ROBBERIES_OF_PEOPLE
from sosafe_api.domains.kpis.definitions.robbery_rate import ROBBERY_RATE
from sosafe_api.domains.kpis.definitions.stalking_and_harassment_rate import STALKING_AND_HARASSMENT_RATE
from sosafe_api.domains.kpis.definitions.vehicle_crime_rate import VEHICLE_CRIME_RATE
from sosafe_api.domains.kpis.definitions.violence_and_sexual_offences_rate import (
    VIOLENCE_AND_SEXUAL_OFFENCES_RATE,
)
from sosafe_api.domains.kpis.rules.definition import Definition

REGISTRY: dict[str, Definition] = {
    definition.code: definition
    for definition in (
        ACTIONS_ON_TRACK,
        ASB_INCIDENTS,
        BURGLARY_RATE,
        COMPLAINANTS_SATISFIED,
        COMPLAINANTS_SURVEYED,
        CRIME_RATE,
        CRIMINAL_DAMAGE_AND_ARSON_RATE,
        DAYS_TO_FIRST_DECISION,
        DECLINES_BY_REASON,
        DOMESTIC_BURGLARY_RATE,
        DRUG_OFFENCE_RATE,
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
        ROBBERIES_OF_BUSINESSES,
        ROBBERIES_OF_PEOPLE,
        ROBBERY_RATE,
        STALKING_AND_HARASSMENT_RATE,
        VEHICLE_CRIME_RATE,
        VIOLENCE_AND_SEXUAL_OFFENCES_RATE,
    )
}
