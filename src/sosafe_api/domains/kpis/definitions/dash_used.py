"""How large a share of domestic abuse cases was assessed by DASH."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import CASES, OPEN_GOVERNMENT_LICENCE, SERVICE_KINDS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

DASH_USED = Definition(
    code="dash_used",
    title="Domestic abuse cases assessed by DASH",
    description="Of the cases of domestic abuse support opened in the period, how many of a hundred have an"
    " assessment by DASH: of the case or of one of its referrals, or stated in a referral, with a 95%"
    " Wilson score interval. " + SERVICE_KINDS,
    records=Records.DASH,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.CASES_WITH_DASH,),
    base=(Measure.CASES_OPENED,),
    numerator=Part("Cases with an assessment by DASH.", "cases_with_dash", CASES),
    denominator=Part("Cases of domestic abuse support opened.", "domestic_abuse_cases_opened", CASES),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=CASES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
