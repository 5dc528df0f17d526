"""How much robbery was recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.street_crime import street_crime_rate
from sosafe_api.domains.kpis.rules.definition import Measure

ROBBERY_RATE = street_crime_rate(
    "robbery_rate",
    "Robberies",
    "robbery",
    Measure.ROBBERIES,
    date(2010, 12, 1),
)
