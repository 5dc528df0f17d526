"""How many drug offences were recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.street_crime import street_crime_rate
from sosafe_api.domains.kpis.rules.definition import Measure

DRUG_OFFENCE_RATE = street_crime_rate(
    "drug_offence_rate",
    "Drug offences",
    "drugs",
    Measure.DRUG_OFFENCES,
    date(2011, 9, 1),
)
