"""How much stalking and harassment was recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.recorded_offences import LAG, LATEST, QUARTERS
from sosafe_api.domains.kpis.definitions.sources import OFFENCES, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.definitions.street_crime import RESIDENTS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

STALKING_AND_HARASSMENT_RATE = Definition(
    code="stalking_and_harassment_rate",
    title="Stalking and harassment per 1,000 residents",
    description="Stalking, harassment and malicious communications recorded in the district in the period for each"
    " 1,000 residents, with a 95% interval by Byar's approximation. More reports can mean more trust in"
    " reporting." + LATEST,
    records=Records.RECORDED_STALKING,
    kind=Kind.RATE,
    unit=Unit.PER_1000_POPULATION,
    decimal_places=2,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.STALKING_AND_HARASSMENT,),
    numerator=Part("Offences 8L, 8M, 8Q and 8R.", "stalking_and_harassment", OFFENCES),
    denominator=RESIDENTS,
    periods=QUARTERS,
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    source=OFFENCES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=LAG,
    valid_from=date(2014, 4, 1),
)
