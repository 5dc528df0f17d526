"""How much public money the partnership's work is predicted to save."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, SAVINGS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

PREDICTED_SAVINGS = Definition(
    code="predicted_savings",
    title="Predicted cost saving",
    description="The fiscal savings to the bodies in scope, summed over the approved statements whose period ends"
    " in the period; of several versions of a statement the latest approved one counts. Economic and"
    " social savings are never added to fiscal ones. Each statement names its prices, its evidence and"
    " what would have happened anyhow.",
    records=Records.SAVINGS,
    kind=Kind.MONEY,
    unit=Unit.POUNDS_STERLING,
    decimal_places=2,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.PREDICTED_SAVINGS,),
    numerator=None,
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    source=SAVINGS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Until a statement is approved.",
    valid_from=date(2016, 4, 1),
)
