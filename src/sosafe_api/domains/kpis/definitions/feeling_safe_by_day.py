"""How large a share of residents feels safe by day."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import ASKING, OPEN_GOVERNMENT_LICENCE, SURVEYS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

FEELING_SAFE_BY_DAY = Definition(
    code="feeling_safe_by_day",
    title="Residents who feel safe by day",
    description="Of the residents who answered, how many of a hundred say that they feel safe by day, with a 95% Wilson"
    " score interval." + ASKING,
    records=Records.PERCEPTION,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.SAFE_BY_DAY,),
    base=(Measure.SAFE_BY_DAY, Measure.NOT_SAFE_BY_DAY),
    numerator=Part("Residents with an answer that the questionnaire counts as safe.", "safe_by_day", SURVEYS),
    denominator=Part("Residents who answered the question.", "asked_by_day", SURVEYS),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.STANDARD,
    source=SURVEYS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Until a wave is closed.",
    valid_from=date(2013, 4, 1),
)
