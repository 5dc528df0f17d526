"""How many fires were deliberate."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import (
    FIRE_RETURNS,
    OPEN_GOVERNMENT_LICENCE,
    RETURN_LAG,
    RETURNED,
)
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, IntervalMethod, Polarity, Unit

DELIBERATE_FIRES = Definition(
    code="deliberate_fires",
    title="Deliberate fires",
    description="Primary and secondary fires known or suspected to be deliberate; one of unknown cause counts as"
    " accidental. Not arson, which the police record only where intent or recklessness is shown. With a 95% interval by"
    " Byar's approximation." + RETURNED,
    records=Records.FIRE_RETURNS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.LOWER_BETTER,
    measures=(Measure.DELIBERATE_FIRES,),
    numerator=Part("Deliberate fires in the period.", "deliberate_fires_returned", FIRE_RETURNS),
    breakdowns=(Breakdown.FIRE_CLASS,),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.STANDARD,
    settles_after_days=62,
    source=FIRE_RETURNS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag=RETURN_LAG,
    valid_from=date(2009, 4, 1),
)
