"""Codes of the minimum data set."""

from enum import StrEnum


class DataHolder(StrEnum):
    """The responsible authority whose information it is."""

    POLICE = "police"
    FIRE_AND_RESCUE = "fire_and_rescue"
    LOCAL_AUTHORITY = "local_authority"
    HEALTH = "health"


class MinimumDataCategory(StrEnum):
    """What the Schedule has each authority disclose, in its order."""

    POLICE_ANTI_SOCIAL_BEHAVIOUR = "police_anti_social_behaviour"
    TRANSPORT_INCIDENT = "transport_incident"
    PUBLIC_SAFETY_OR_WELFARE_INCIDENT = "public_safety_or_welfare_incident"
    BURGLARY = "burglary"
    CRIMINAL_DAMAGE = "criminal_damage"
    DRUG_OFFENCES = "drug_offences"
    FRAUD_AND_FORGERY = "fraud_and_forgery"
    ROBBERY = "robbery"
    SEXUAL_OFFENCES = "sexual_offences"
    THEFT_AND_HANDLING = "theft_and_handling"
    VIOLENCE_AGAINST_THE_PERSON = "violence_against_the_person"
    OTHER_OFFENCES = "other_offences"
    DELIBERATE_PRIMARY_FIRE_NOT_IN_VEHICLE = "deliberate_primary_fire_not_in_vehicle"
    DELIBERATE_PRIMARY_FIRE_IN_VEHICLE = "deliberate_primary_fire_in_vehicle"
    DELIBERATE_SECONDARY_FIRE_NOT_IN_VEHICLE = "deliberate_secondary_fire_not_in_vehicle"
    VIOLENCE_AGAINST_FIRE_CREW = "violence_against_fire_crew"
    DWELLING_FIRE_WITHOUT_SMOKE_ALARM = "dwelling_fire_without_smoke_alarm"
    LOCAL_AUTHORITY_ANTI_SOCIAL_BEHAVIOUR = "local_authority_anti_social_behaviour"
    ENVIRONMENTAL_CRIME = "environmental_crime"
    RACIAL_INCIDENT = "racial_incident"
    SCHOOL_EXCLUSION = "school_exclusion"
    ROAD_TRAFFIC_COLLISION = "road_traffic_collision"
    HOSPITAL_ADMISSION_FOR_ASSAULT = "hospital_admission_for_assault"
    HOSPITAL_ADMISSION_FOR_PSYCHOACTIVE_SUBSTANCES = "hospital_admission_for_psychoactive_substances"
    HOSPITAL_ADMISSION_FOR_TOXIC_EFFECT_OF_ALCOHOL = "hospital_admission_for_toxic_effect_of_alcohol"
    HOSPITAL_ADMISSION_WITH_EVIDENCE_OF_ALCOHOL = "hospital_admission_with_evidence_of_alcohol"
    HOSPITAL_ADMISSION_FOR_DOMESTIC_ABUSE = "hospital_admission_for_domestic_abuse"
    AMBULANCE_CALL_TO_CRIME_OR_DISORDER = "ambulance_call_to_crime_or_disorder"
