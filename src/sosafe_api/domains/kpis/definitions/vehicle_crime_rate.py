"""How much vehicle crime was recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.street_crime import street_crime_rate
from sosafe_api.domains.kpis.rules.definition import Measure

VEHICLE_CRIME_RATE = street_crime_rate(
    "vehicle_crime_rate",
    "Vehicle crimes",
    "vehicle crime",
    Measure.VEHICLE_CRIMES,
    date(2010, 12, 1),
)
