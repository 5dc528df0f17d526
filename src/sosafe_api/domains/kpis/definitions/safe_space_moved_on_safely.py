"""How large a share of stays in a safe space ended safely."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, PLACEMENTS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

SAFE_SPACE_MOVED_ON_SAFELY = Definition(
    code="safe_space_moved_on_safely",
    title="Moved on safely from a safe space",
    description="Of the stays in a safe space that ended in the period, after how many of a hundred the survivor"
    " moved to a home of their own, to family or friends or to another refuge, or went home safely,"
    " with a 95% Wilson score interval. Every other ending, an unknown one too, counts as not safe.",
    records=Records.PLACEMENTS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.SAFE_SPACE_ENDED_SAFELY,),
    base=(Measure.SAFE_SPACE_ENDED,),
    numerator=Part("Stays that ended with a safe move.", "safe_space_ended_safely", PLACEMENTS),
    denominator=Part("Stays that ended.", "safe_space_ended", PLACEMENTS),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=PLACEMENTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
