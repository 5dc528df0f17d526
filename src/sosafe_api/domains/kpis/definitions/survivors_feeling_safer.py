"""How large a share of survivors felt safer."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import CASES, CASES_CLOSED, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

SURVIVORS_FEELING_SAFER = Definition(
    code="survivors_feeling_safer",
    title="Survivors who feel safer",
    description="Of the cases of domestic abuse support closed in the period in which the survivor was asked, in"
    " how many of a hundred they felt safer, with a 95% Wilson score interval. " + CASES_CLOSED,
    records=Records.RESULTS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.SURVIVORS_FEELING_SAFER,),
    base=(Measure.SURVIVORS_ASKED,),
    numerator=Part("Cases with the result safer at closure.", "survivors_feeling_safer", CASES),
    denominator=Part("Cases with a result on feeling safer at closure.", "survivors_asked", CASES),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=CASES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
