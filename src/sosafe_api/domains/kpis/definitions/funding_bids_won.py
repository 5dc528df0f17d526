"""How many bids were won."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import FUNDING, KNOWN_TO_THE_MONTH, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

FUNDING_BIDS_WON = Definition(
    code="funding_bids_won",
    title="Funding bids won",
    description="How many bids funders decided to award in the period, wholly or in part."
    + KNOWN_TO_THE_MONTH,
    records=Records.FUNDING,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.BIDS_AWARDED,),
    numerator=Part("Bids awarded wholly or in part.", "funding_bids_awarded", FUNDING),
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    settles_after_days=28,
    source=FUNDING,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
