"""How large a share of decided referrals was accepted."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import COUNTING, OPEN_GOVERNMENT_LICENCE, REFERRALS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    DisclosurePolicy,
    IntervalMethod,
    Polarity,
    Unit,
)

REFERRALS_ACCEPTED_SHARE = Definition(
    code="referrals_accepted_share",
    title="Share of referrals accepted",
    description="Of the referrals received in the period that were decided, how many of a hundred were"
    " accepted, with a 95% Wilson score interval. Referrals withdrawn before a decision are in neither"
    " number. " + COUNTING,
    records=Records.REFERRALS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.ACCEPTED,),
    base=(Measure.ACCEPTED, Measure.DECLINED),
    numerator=Part("Referrals whose first decision was acceptance.", "referrals_accepted", REFERRALS),
    denominator=Part("Referrals accepted or declined.", "referrals_decided", REFERRALS),
    breakdowns=(Breakdown.SERVICE,),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.STANDARD,
    settles_when_decided=True,
    source=REFERRALS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="Provisional while a referral of the period waits for its decision.",
    valid_from=date(2020, 4, 1),
)
