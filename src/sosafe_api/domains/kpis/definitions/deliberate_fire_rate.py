"""How many fires were deliberate for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import (
    FIRE_RETURNS,
    OPEN_GOVERNMENT_LICENCE,
    POPULATION,
    RESIDENTS,
    RETURN_LAG,
    RETURNED,
)
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

DELIBERATE_FIRE_RATE = Definition(
    code="deliberate_fire_rate",
    title="Deliberate fires per 1,000 residents",
    description="Primary and secondary fires known or suspected to be deliberate for each 1,000 residents, with a 95%"
    " interval by Byar's approximation. A month's or quarter's rate is not scaled up to a year." + RETURNED,
    records=Records.FIRE_RETURNS,
    kind=Kind.RATE,
    unit=Unit.PER_1000_POPULATION,
    decimal_places=2,
    polarity=Polarity.LOWER_BETTER,
    measures=(Measure.DELIBERATE_FIRES,),
    numerator=Part("Deliberate fires in the period.", "deliberate_fires_returned", FIRE_RETURNS),
    denominator=Part(RESIDENTS, "mid_year_first_published", POPULATION),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.STANDARD,
    settles_after_days=62,
    source=FIRE_RETURNS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=RETURN_LAG,
    valid_from=date(2009, 4, 1),
)
