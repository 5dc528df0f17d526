"""How large a share of clients of one-to-one support was housed."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import CASES, CASES_CLOSED, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

NO_MORE_HOUSED = Definition(
    code="no_more_housed",
    title="Clients of one-to-one support housed",
    description="Of the cases of one-to-one support (No More) closed in the period with a result on housing, in"
    " how many of a hundred a home was kept or gained, with a 95% Wilson score interval. " + CASES_CLOSED,
    records=Records.RESULTS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.CLIENTS_HOUSED,),
    base=(Measure.CLIENTS_WITH_HOUSING_RESULT,),
    numerator=Part("Cases in which a home was sustained or gained at closure.", "clients_housed", CASES),
    denominator=Part("Cases with a result on housing at closure.", "clients_with_housing_result", CASES),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=CASES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
