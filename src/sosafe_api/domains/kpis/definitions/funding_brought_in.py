"""How much money bids brought in."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import FUNDING, KNOWN_TO_THE_MONTH, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

FUNDING_BROUGHT_IN = Definition(
    code="funding_brought_in",
    title="Funding brought in",
    description="How much money the partnership was awarded by funders, in the month in which the award was received."
    + KNOWN_TO_THE_MONTH,
    records=Records.FUNDING,
    kind=Kind.MONEY,
    unit=Unit.POUNDS_STERLING,
    decimal_places=2,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.FUNDING_BROUGHT_IN,),
    numerator=None,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    settles_after_days=28,
    source=FUNDING,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
