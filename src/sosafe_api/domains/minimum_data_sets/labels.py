"""Labels of the minimum data set, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.minimum_data_sets.vocabulary import DataHolder, MinimumDataCategory

_SCHEDULE = Source(
    "The Crime and Disorder (Prescribed Information) Regulations 2007, Schedule",
    "https://www.legislation.gov.uk/uksi/2007/1831/schedule/made",
)

LABELS = {
    DataHolder: ListLabels(
        {"fire_and_rescue": "Fire and rescue authority"},
        title="Authority that holds the information",
        standard=_SCHEDULE,
    ),
    MinimumDataCategory: ListLabels(
        {
            "police_anti_social_behaviour": "Anti-social behaviour recorded by the police",
            "theft_and_handling": "Theft and handling stolen goods",
            "deliberate_primary_fire_not_in_vehicle": "Deliberate primary fire, not in a vehicle",
            "deliberate_primary_fire_in_vehicle": "Deliberate primary fire in a vehicle",
            "deliberate_secondary_fire_not_in_vehicle": "Deliberate secondary fire, not in a vehicle",
            "violence_against_fire_crew": "Violence against employees of the fire and rescue authority",
            "dwelling_fire_without_smoke_alarm": "Fire in a dwelling where no smoke alarm was fitted",
            "local_authority_anti_social_behaviour": "Anti-social behaviour recorded by the local authority",
            "hospital_admission_for_assault": Label(
                "Hospital admission for assault", description="ICD-10 X85 to Y09."
            ),
            "hospital_admission_for_psychoactive_substances": Label(
                "Hospital admission for psychoactive substances", description="ICD-10 F10 to F19."
            ),
            "hospital_admission_for_toxic_effect_of_alcohol": Label(
                "Hospital admission for the toxic effect of alcohol", description="ICD-10 T51."
            ),
            "hospital_admission_with_evidence_of_alcohol": Label(
                "Hospital admission with evidence of alcohol", description="ICD-10 Y90 and Y91."
            ),
        },
        title="Category of the minimum data set",
        standard=_SCHEDULE,
    ),
}
