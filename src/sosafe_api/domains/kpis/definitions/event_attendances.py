"""How many attendances community events had."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import EVENT_MONTH, EVENTS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

EVENT_ATTENDANCES = Definition(
    code="event_attendances",
    title="Attendances at community events",
    description="How many attendances the community events of the period had. Who came to two events is counted twice;"
    " an event whose attendance nobody recorded adds nothing." + EVENT_MONTH,
    records=Records.EVENTS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.EVENT_ATTENDANCES,),
    numerator=Part("Attendances at events held in the period.", "community_event_attendances", EVENTS),
    disclosure=DisclosurePolicy.STANDARD,
    settles_after_days=28,
    source=EVENTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most events are reported on.",
    valid_from=date(2016, 4, 1),
)
