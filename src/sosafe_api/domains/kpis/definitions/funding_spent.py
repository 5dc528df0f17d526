"""How much of the awards was spent."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import FUNDING, KNOWN_TO_THE_MONTH, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

FUNDING_SPENT = Definition(
    code="funding_spent",
    title="Funding spent",
    description="How much of its awards the partnership spent, in the month of the spending; a correction counts where"
    " it is entered." + KNOWN_TO_THE_MONTH,
    records=Records.FUNDING,
    kind=Kind.MONEY,
    unit=Unit.POUNDS_STERLING,
    decimal_places=2,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.FUNDING_SPENT,),
    numerator=None,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    settles_after_days=28,
    source=FUNDING,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
