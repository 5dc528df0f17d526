"""How large a share of death reviews' recommendations is implemented."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import DEATH_REVIEWS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

DEATH_REVIEW_RECOMMENDATIONS_IMPLEMENTED = Definition(
    code="death_review_recommendations_implemented",
    title="Death review recommendations implemented",
    description="Of the recommendations of death reviews whose last action fell due in the period, how many of a"
    " hundred are implemented: all their actions are done. Dropped actions are left out; a"
    " recommendation without any other has none that falls due.",
    records=Records.DEATH_REVIEWS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.RECOMMENDATIONS_IMPLEMENTED,),
    base=(Measure.RECOMMENDATIONS_DUE,),
    numerator=Part("Recommendations with every action done.", "recommendations_implemented", DEATH_REVIEWS),
    denominator=Part("Recommendations whose last action fell due.", "recommendations_due", DEATH_REVIEWS),
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=DEATH_REVIEWS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most actions are reported on.",
    valid_from=date(2016, 4, 1),
)
