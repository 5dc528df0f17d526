"""How large a share of residents knows what the partnership achieved."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import ASKING, OPEN_GOVERNMENT_LICENCE, SURVEYS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

AWARE_OF_PARTNERSHIP = Definition(
    code="aware_of_partnership",
    title="Residents aware of the partnership's success",
    description="Of the residents who answered, how many of a hundred say that they know of the partnership and"
    " of what it achieved, with a 95% Wilson score interval. " + ASKING,
    records=Records.PERCEPTION,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.AWARE_OF_PARTNERSHIP,),
    base=(
        Measure.AWARE_OF_PARTNERSHIP,
        Measure.NOT_AWARE_OF_PARTNERSHIP,
    ),
    numerator=Part(
        "Residents with an answer that the questionnaire counts as aware.", "aware_of_partnership", SURVEYS
    ),
    denominator=Part("Residents who answered the question.", "asked_of_partnership", SURVEYS),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.STANDARD,
    source=SURVEYS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Until a wave is closed.",
    valid_from=date(2013, 4, 1),
)
