"""How large a share of residents feels safe after dark."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import ASKING, OPEN_GOVERNMENT_LICENCE, SURVEYS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

FEELING_SAFE_AFTER_DARK = Definition(
    code="feeling_safe_after_dark",
    title="Residents who feel safe after dark",
    description="Of the residents who answered, how many of a hundred say that they feel safe after dark, with a 95%"
    " Wilson score interval." + ASKING,
    records=Records.PERCEPTION,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.SAFE_AFTER_DARK,),
    base=(Measure.SAFE_AFTER_DARK, Measure.NOT_SAFE_AFTER_DARK),
    numerator=Part(
        "Residents with an answer that the questionnaire counts as safe.", "safe_after_dark", SURVEYS
    ),
    denominator=Part("Residents who answered the question.", "asked_after_dark", SURVEYS),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.STANDARD,
    source=SURVEYS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Until a wave is closed.",
    valid_from=date(2013, 4, 1),
)
