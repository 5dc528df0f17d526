"""How large a share of complainants was satisfied."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import COMPLAINANTS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

COMPLAINANTS_SATISFIED = Definition(
    code="complainants_satisfied",
    title="Complainants satisfied",
    description="Of the complainants surveyed in the period, how many of a hundred were very or fairly satisfied with"
    " how their case was dealt with, with a 95% Wilson score interval.",
    records=Records.COMPLAINANTS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.COMPLAINANTS_SATISFIED,),
    base=(Measure.COMPLAINANTS_SURVEYED,),
    numerator=Part("Complainants very or fairly satisfied.", "complainants_satisfied", COMPLAINANTS),
    denominator=Part("Complainants surveyed.", "complainants_surveyed", COMPLAINANTS),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=COMPLAINANTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most answers are entered.",
    valid_from=date(2016, 4, 1),
)
