"""How many complainants were surveyed."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import COMPLAINANTS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

COMPLAINANTS_SURVEYED = Definition(
    code="complainants_surveyed",
    title="Complainants surveyed",
    description="How many complainants were asked how their case of anti-social behaviour was dealt with after it had"
    " closed, by the day on which they were asked.",
    records=Records.COMPLAINANTS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.COMPLAINANTS_SURVEYED,),
    numerator=Part("Complainants surveyed in the period.", "complainants_surveyed", COMPLAINANTS),
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=COMPLAINANTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most answers are entered.",
    valid_from=date(2016, 4, 1),
)
