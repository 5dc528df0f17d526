"""How large a share of cases ended at lower risk."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, RISK_ASSESSMENTS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

RISK_REDUCED = Definition(
    code="risk_reduced",
    title="Cases with reduced risk",
    description="Of the cases closed in the period whose risk was assessed at least twice in the same way, in how"
    " many of a hundred it fell from the first assessment to the last and rose in no other way, with a"
    " 95% Wilson score interval. Ways: the grade by DASH, the total of a scored tool before and after"
    " the work, the grade of risk among the case's results. Counts cases of every service; those"
    " entered in error and duplicates are left out.",
    records=Records.RISK,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.CASES_AT_LOWER_RISK,),
    base=(Measure.CASES_ASSESSED_TWICE,),
    numerator=Part("Cases whose risk fell and in no way rose.", "cases_at_lower_risk", RISK_ASSESSMENTS),
    denominator=Part(
        "Cases closed with a first and a last assessment.", "cases_assessed_twice", RISK_ASSESSMENTS
    ),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=RISK_ASSESSMENTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
