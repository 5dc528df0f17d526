"""How much crime was recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.breaks import CRIME_TYPES
from sosafe_api.domains.kpis.definitions.sources import FORCE, OPEN_GOVERNMENT_LICENCE, POLICE
from sosafe_api.domains.kpis.definitions.street_crime import LAG, RESIDENTS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

CRIME_RATE = Definition(
    code="crime_rate",
    title="Recorded crime per 1,000 residents",
    description="Crimes recorded in the district in the period for each 1,000 residents, with a 95% interval"
    " by Byar's approximation to the exact Poisson limits. Anti-social behaviour is not crime and is left"
    " out. A month's or quarter's rate is not scaled up to a year. " + FORCE,
    records=Records.POLICE,
    kind=Kind.RATE,
    unit=Unit.PER_1000_POPULATION,
    decimal_places=2,
    polarity=Polarity.LOWER_BETTER,
    measures=(Measure.CRIMES,),
    numerator=Part(
        "Rows of all crime types but anti-social behaviour.", "police_recorded_crime_without_asb", POLICE
    ),
    denominator=RESIDENTS,
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    source=POLICE,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=LAG,
    valid_from=date(2010, 12, 1),
    breaks=CRIME_TYPES,
)
