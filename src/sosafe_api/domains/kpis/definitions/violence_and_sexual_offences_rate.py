"""How much violence, with sexual offences, was recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.street_crime import street_crime_rate
from sosafe_api.domains.kpis.rules.definition import Measure

VIOLENCE_AND_SEXUAL_OFFENCES_RATE = street_crime_rate(
    "violence_and_sexual_offences_rate",
    "Violence and sexual offences",
    "violence and sexual offences",
    Measure.VIOLENCE_AND_SEXUAL_OFFENCES,
    date(2013, 5, 1),
)
