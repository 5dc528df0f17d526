"""How much criminal damage and arson was recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.street_crime import street_crime_rate
from sosafe_api.domains.kpis.rules.definition import Measure

CRIMINAL_DAMAGE_AND_ARSON_RATE = street_crime_rate(
    "criminal_damage_and_arson_rate",
    "Criminal damage and arson",
    "criminal damage and arson",
    Measure.CRIMINAL_DAMAGE_AND_ARSON,
    date(2011, 9, 1),
)
