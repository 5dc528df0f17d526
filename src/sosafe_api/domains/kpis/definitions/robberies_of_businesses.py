"""How many robberies of business property were recorded."""

from datetime import date

from sosafe_api.domains.kpis.definitions.recorded_offences import LAG, LATEST, QUARTERS
from sosafe_api.domains.kpis.definitions.sources import OFFENCES, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

ROBBERIES_OF_BUSINESSES = Definition(
    code="robberies_of_businesses",
    title="Robberies of business property",
    description="Robberies of business property recorded in the district in the period, with a 95% interval."
    + LATEST,
    records=Records.RECORDED_ROBBERY,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.LOWER_BETTER,
    measures=(Measure.ROBBERIES_OF_BUSINESSES,),
    numerator=Part("Offence 34A.", "robbery_of_business_property", OFFENCES),
    periods=QUARTERS,
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    source=OFFENCES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=LAG,
    valid_from=date(2002, 4, 1),
)
