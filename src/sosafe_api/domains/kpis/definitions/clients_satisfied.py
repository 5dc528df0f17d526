"""How large a share of clients was satisfied with a service."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import BY_HAND, MEASURED, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

CLIENTS_SATISFIED = Definition(
    code="clients_satisfied",
    title="Clients satisfied",
    description="Of the clients whom the partnership's services asked, how many of a hundred were satisfied, with"
    " a 95% Wilson score interval; the evidence says who was asked and how. " + BY_HAND,
    records=Records.MEASUREMENTS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.MEASURED,),
    base=(Measure.MEASURED_BASE,),
    numerator=Part("Clients who were satisfied.", "clients_satisfied", MEASURED),
    denominator=Part("Clients who answered.", "clients_asked", MEASURED),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    source=MEASURED,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Until a second person releases the figure.",
    valid_from=date(2016, 4, 1),
)
