"""How large a share of decided bids was awarded."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import FUNDING, KNOWN_TO_THE_MONTH, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

FUNDING_SUCCESS_RATE = Definition(
    code="funding_success_rate",
    title="Success rate of funding bids",
    description="Of the bids that funders decided in the period, how many of a hundred were awarded, wholly or in part,"
    " with a 95% Wilson score interval. Bids withdrawn or still waiting are in neither number."
    + KNOWN_TO_THE_MONTH,
    records=Records.FUNDING,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.BIDS_AWARDED,),
    base=(Measure.BIDS_DECIDED,),
    numerator=Part("Bids awarded wholly or in part.", "funding_bids_awarded", FUNDING),
    denominator=Part("Bids awarded or rejected.", "funding_bids_decided", FUNDING),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    settles_after_days=28,
    source=FUNDING,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
