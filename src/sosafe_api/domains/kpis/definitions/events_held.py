"""How many community events were held."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import EVENT_MONTH, EVENTS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, Polarity, Unit

EVENTS_HELD = Definition(
    code="events_held",
    title="Community events held",
    description="How many community events the partnership held, of every kind." + EVENT_MONTH,
    records=Records.EVENTS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.EVENTS_HELD,),
    numerator=Part("Community events held in the period.", "community_events_held", EVENTS),
    breakdowns=(Breakdown.EVENT_KIND,),
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    settles_after_days=28,
    source=EVENTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most events are reported on.",
    valid_from=date(2016, 4, 1),
)
