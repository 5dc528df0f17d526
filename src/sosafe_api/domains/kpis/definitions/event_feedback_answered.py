"""How large a share of what was said at events was answered."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import EVENT_MONTH, EVENTS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

EVENT_FEEDBACK_ANSWERED = Definition(
    code="event_feedback_answered",
    title="Event feedback answered",
    description="Of what people said at the community events of the period, for how much of a hundred the"
    " partnership has stated what it did about it (you said, we did)." + EVENT_MONTH,
    records=Records.EVENT_FEEDBACK,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.FEEDBACK_ANSWERED,),
    base=(Measure.FEEDBACK_GIVEN,),
    numerator=Part("Pieces of feedback with an account of what was done.", "event_feedback_answered", EVENTS),
    denominator=Part("Pieces of feedback given at events held.", "event_feedback_given", EVENTS),
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    settles_after_days=28,
    source=EVENTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most feedback is answered.",
    valid_from=date(2016, 4, 1),
)
