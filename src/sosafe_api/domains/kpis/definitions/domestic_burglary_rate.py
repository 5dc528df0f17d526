"""How many homes were burgled for each thousand households."""

from datetime import date

from sosafe_api.domains.kpis.definitions.breaks import RESIDENTIAL_BURGLARY
from sosafe_api.domains.kpis.definitions.recorded_offences import LAG, LATEST, QUARTERS
from sosafe_api.domains.kpis.definitions.sources import HOUSEHOLDS, OFFENCES, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

DOMESTIC_BURGLARY_RATE = Definition(
    code="domestic_burglary_rate",
    title="Domestic burglary per 1,000 households",
    description="Burglaries of homes recorded in the district in the period for each 1,000 households, attempts and"
    " distraction burglary included, with a 95% interval by Byar's approximation." + LATEST,
    records=Records.RECORDED_BURGLARY,
    kind=Kind.RATE,
    unit=Unit.PER_1000_HOUSEHOLDS,
    decimal_places=2,
    polarity=Polarity.LOWER_BETTER,
    measures=(Measure.DOMESTIC_BURGLARIES,),
    numerator=Part(
        "Offences 28E to 28H and 29A; until March 2017 offences 28A to 28D and 29.",
        "domestic_burglary",
        OFFENCES,
    ),
    denominator=Part(
        "Households at the census of 2021, rounded to 100. No other count of them is brought along, so that periods"
        " that ended before it have no rate.",
        "households_census_2021",
        HOUSEHOLDS,
    ),
    denominator_series="households_census_2021",
    periods=QUARTERS,
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    source=OFFENCES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=LAG,
    valid_from=date(2002, 4, 1),
    breaks=(RESIDENTIAL_BURGLARY,),
)
