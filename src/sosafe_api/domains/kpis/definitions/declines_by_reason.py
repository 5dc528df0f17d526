"""How many referrals were declined, and why."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import COUNTING, OPEN_GOVERNMENT_LICENCE, REFERRALS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, IntervalMethod, Polarity, Unit

DECLINES_BY_REASON = Definition(
    code="declines_by_reason",
    title="Referrals declined, by reason",
    description="How many of the referrals received in the period were declined, and for which coded reason."
    " Redirection is counted under `wrong_service`. " + COUNTING,
    records=Records.REFERRALS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.LOWER_BETTER,
    measures=(Measure.DECLINED,),
    numerator=Part("Referrals declined.", "referrals_declined", REFERRALS),
    breakdowns=(Breakdown.REASON,),
    interval=IntervalMethod.BYAR,
    disclosure=DisclosurePolicy.STANDARD,
    settles_when_decided=True,
    source=REFERRALS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Provisional while a referral of the period waits for its decision.",
    valid_from=date(2020, 4, 1),
)
