"""How large a share of visitors was satisfied with an event."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, SURVEYS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

EVENT_VISITORS_SATISFIED = Definition(
    code="event_visitors_satisfied",
    title="Event visitors satisfied",
    description="Of those who came to the partnership's events and were asked there, how many of a hundred were"
    " satisfied, with a 95% Wilson score interval. Closed waves among event visitors count, by the"
    " month in which they ended; of a weighted wave both numbers are of its effective base.",
    records=Records.PERCEPTION,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.EVENT_VISITORS_SATISFIED,),
    base=(
        Measure.EVENT_VISITORS_SATISFIED,
        Measure.NOT_EVENT_VISITORS_SATISFIED,
    ),
    numerator=Part(
        "Event visitors with an answer that the questionnaire counts as satisfied.",
        "event_visitors_satisfied",
        SURVEYS,
    ),
    denominator=Part("Event visitors who answered the question.", "event_visitors_asked", SURVEYS),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.STANDARD,
    source=SURVEYS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Until a wave is closed.",
    valid_from=date(2016, 4, 1),
)
