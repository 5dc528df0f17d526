"""How much burglary was recorded for each thousand residents, of homes and of all else."""

from datetime import date

from sosafe_api.domains.kpis.definitions.street_crime import street_crime_rate
from sosafe_api.domains.kpis.rules.definition import Measure

BURGLARY_RATE = street_crime_rate(
    "burglary_rate",
    "Burglaries",
    "burglary",
    Measure.BURGLARIES,
    date(2010, 12, 1),
)
