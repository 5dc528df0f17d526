"""How much domestic abuse was recorded for each thousand residents."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import BY_HAND, MEASURED, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

DOMESTIC_ABUSE_RATE = Definition(
    code="domestic_abuse_rate",
    title="Recorded domestic abuse per 1,000 residents",
    description="Offences that the police flagged as domestic abuse for each 1,000 residents, with a 95% interval"
    " by Byar's approximation, as the police or the Office for National Statistics published them."
    " More records can mean more trust in reporting. " + BY_HAND,
    records=Records.MEASUREMENTS,
    kind=Kind.RATE,
    unit=Unit.PER_1000_POPULATION,
    decimal_places=2,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.MEASURED,),
    numerator=Part("Offences flagged as domestic abuse.", "domestic_abuse_offences", MEASURED),
    denominator=Part("Residents, as the evidence states them.", "stated_population", MEASURED),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    source=MEASURED,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Until a second person releases the figure.",
    valid_from=date(2016, 4, 1),
)
