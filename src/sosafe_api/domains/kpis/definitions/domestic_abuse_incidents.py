"""How many incidents of domestic abuse were reported."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import BY_HAND, MEASURED, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

DOMESTIC_ABUSE_INCIDENTS = Definition(
    code="domestic_abuse_incidents",
    title="Incidents of domestic abuse",
    description="Incidents of domestic abuse reported to the police that are no crime, as published, with a 95%"
    " interval by Byar's approximation. More reports can mean more trust in reporting. " + BY_HAND,
    records=Records.MEASUREMENTS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.MEASURED,),
    numerator=Part("Incidents of domestic abuse that are no crime.", "domestic_abuse_incidents", MEASURED),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    source=MEASURED,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Until a second person releases the figure.",
    valid_from=date(2016, 4, 1),
)
